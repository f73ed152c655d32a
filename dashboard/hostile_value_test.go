package dashboard_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/plan"
)

// noNumber finds what a computation leaves that went wrong; a page repeats only what was typed.
var noNumber = regexp.MustCompile(`\bNaN\b|[+-]Inf\b|%!|goroutine|panic`)

// Every field at both of its bounds, all pages: a plan or a sentence, and never something that is no number.
func TestEveryFieldAtItsBounds(t *testing.T) {
	if testing.Short() {
		t.Skip("a hundred plans take half a minute under the race detector: not with -short; make test runs them")
	}
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	for _, f := range plan.Fields() {
		for _, bound := range []float64{f.Low, f.High} {
			query := "?lang=en&" + url.QueryEscape(f.Key) + "=" + strconv.FormatFloat(bound, 'f', -1, 64)
			for _, path := range planners {
				if !concerned(path, f.Key) {
					continue
				}
				w := get(t, h, path+query)
				body := w.Body.String()
				if found := noNumber.FindString(body); w.Code != http.StatusOK || found != "" || strings.Contains(body, `class="problem"`) {
					t.Errorf("%s%s: status %d, shows %q", path, query, w.Code, found)
				}
			}
		}
	}
}

// concerned says whether a field can do something on a page that it does not do on another one already. The staffing page simulates, and a headcount plan
// is searched, which takes most of the time: model/plan has a test of the bounds of people's moves.
func concerned(path, key string) bool {
	switch path {
	case "/staffing":
		return strings.HasPrefix(key, "shift.")
	case "/headcount":
		return strings.HasSuffix(key, ".people")
	default:
		return !plan.OfMoves(key)
	}
}

// What is no number of its field, and what is no field at all, has a sentence; nothing of it is planned with.
func TestValuesThatAreNone(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	for query, want := range map[string]string{
		"tier1.salary=0":                        "0 lies outside 1 to 10,000,000",
		"tier1.salary=1e300":                    "lies outside 1 to 10,000,000",
		"tier1.salary=1e400":                    "“1e400” is no number",
		"tier1.salary=38.000,00":                "“38.000,00” is no number",
		"tier1.salary=38,290":                   "“38,290” can be read in two ways: write 38290 or 38.29.",
		"lang=de&tier1.salary=38.290":           "„38.290“ lässt sich auf zwei Arten lesen: Schreiben Sie 38290 oder 38,29.",
		"lang=de&tier1.max_occupancy=0,x":       "„0,x“ ist keine Zahl. Schreiben Sie nur Ziffern und ein Dezimalkomma, etwa 38290 oder 0,8.",
		"tier1.salary=%00":                      "is no number",
		"growth=-1":                             "-1 lies outside -0.99 to 10",
		"tier1.people=-0.5":                     "-0.5 lies outside 0 to 100,000",
		"tier1.max_occupancy=85":                "85 lies outside 0.05 to 1",
		"shift.hours=4&shift.short_hours=5":     "a short shift is no longer than a full one, which has 4 h",
		"hours.sickness=200&hours.vacation=100": "nothing would remain to work on tickets",
		"country=FR":                            `no table for country "FR"`,
		"tier1.salary=60000&tier2.salary=30000": "are the two swapped?",
		"tier1.diagnosis_minutes=100":           "The first look of 100 min (tier1.diagnosis_minutes) is longer than the work",
		"tier1.salary=38000&tier1.salary=39000": "“38000 / 39000” is no number",
		"shift.hours=23":                        "A full shift of 23 h is longer than the desk is open on any day (10 h)",
		"tier1.people=0&tier2.people=0":         "In the busiest hours they cannot keep up",
		"tier1.people=0.25&tier2.people=0.75":   "In the busiest hours they cannot keep up",
	} {
		w := get(t, h, "/tradeoff?"+query+"&lang=en")
		if text := pagetest.Text(pagetest.Parse(t, w.Body.String())); w.Code != http.StatusOK || !strings.Contains(text, want) {
			t.Errorf("%s: status %d, want %q on the page", query, w.Code, want)
		}
	}
}

// An address with an assumption that there is not is answered with a sentence and a status that says so.
func TestAssumptionThatThereIsNot(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	for lang, want := range map[string]string{"en": "There is no assumption “tier1.minutes” that an address can hold", "de": "Es gibt keine Annahme „tier1.minutes“"} {
		pagetest.Require(t, page(t, h, "/tradeoff?tier1.minutes=5&lang="+lang, http.StatusBadRequest), pagetest.HasText(want))
	}
}
