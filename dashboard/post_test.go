package dashboard_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/dashboard"
	errs "tiermix/dashboard/page"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/plan"
)

// send posts a form of this server's own page. Headers are pairs that come in place of those of such a form.
func send(t testing.TB, h http.Handler, address string, body string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1:8080"+address, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Del(header[i])
		if header[i+1] != "" {
			r.Header.Set(header[i], header[i+1])
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// token is that of the forms of a page.
func token(t testing.TB, h http.Handler) string {
	t.Helper()
	for _, form := range pagetest.Find(pagetest.Parse(t, get(t, h, "/scenarios").Body.String()), "form.keep") {
		for _, input := range pagetest.Find(form, "input") {
			if pagetest.Attr(input, "name") == "token" {
				return pagetest.Attr(input, "value")
			}
		}
	}
	t.Fatal("the form has no token")
	return ""
}

// names are the names of the scenarios that a desk holds.
func names(desk *pagetest.Desk) string {
	var all []string
	for _, s := range desk.Saved() {
		all = append(all, s.Name)
	}
	return strings.Join(all, ", ")
}

const twoSaved = "Dear experts, Offices abroad"

// What is typed in the address is kept under the name of the form, without JavaScript: numbers, categories and words.
func TestSaveAScenario(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	address := "/scenarios?growth=0.25&category.Permissions.solve=0.7&live_channels=phone&live_channels=fax&period=4w"
	w := send(t, h, address, url.Values{"token": {token(t, h)}, "name": {"  Lean 10 % "}, "note": {"why & how"}}.Encode())
	want := "/scenarios?category.Permissions.solve=0.7&growth=0.25&live_channels=phone&live_channels=fax&period=4w#scenarios-list"
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != want {
		t.Fatalf("status %d, location %s, want %s", w.Code, w.Header().Get("Location"), want)
	}
	kept := desk.Saved()[1]
	entries := []plan.Entry{{Key: "live_channels", Words: []string{"phone", "fax"}}, {Key: "category.Permissions.solve", Amount: 0.7}, {Key: "growth", Amount: 0.25}}
	if diff := cmp.Diff(entries, kept.Entries()); diff != "" || kept.Name != "Lean 10 %" || kept.Note != "why & how" || kept.Saved.IsZero() {
		t.Errorf("kept %+v (-want +got):\n%s", kept, diff)
	}
	root := page(t, h, strings.TrimSuffix(want, "#scenarios-list")+"&lang=en", http.StatusOK)
	pagetest.Require(t, root, pagetest.In("section#scenarios-list", pagetest.HasText("Lean 10 %"), pagetest.HasText("why & how"), pagetest.HasText("3 values typed")))
}

// Who is not a page of this server cannot change anything, whatever it knows.
func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	body := url.Values{"token": {token(t, h)}, "name": {"Evil"}}.Encode()
	for _, header := range [][]string{
		{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Sec-Fetch-Site", ""},
		{"Sec-Fetch-Site", "", "Origin", "https://evil.example"}, {"Sec-Fetch-Site", "", "Origin", "null"}, {"Sec-Fetch-Site", "", "Origin", "http://127.0.0.1:9999"},
	} {
		for _, path := range []string{"/scenarios", "/scenarios/drop"} {
			w := send(t, h, path, strings.ReplaceAll(body, "Evil", "Dear+experts"), header...)
			if w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "Nothing was changed") {
				t.Errorf("%s with %q: status %d", path, header, w.Code)
			}
		}
	}
	if got := names(desk); got != twoSaved {
		t.Errorf("the desk holds %s", got)
	}
	if w := send(t, h, "/scenarios", body, "Sec-Fetch-Site", "", "Origin", "http://127.0.0.1:8080"); w.Code != http.StatusSeeOther {
		t.Errorf("an older browser of this page: status %d", w.Code)
	}
}

// A form without this server's token changes nothing; what was typed stands in the new form.
func TestStaleFormsAreSentAgain(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	for _, stale := range []string{"", "x", token(t, newHandler(t, desk, dashboard.Options{}))} {
		w := send(t, h, "/scenarios?lang=en&growth=0.25", url.Values{"token": {stale}, "name": {`Le"an`}, "note": {"<b>"}, "replace": {"yes"}}.Encode())
		root := pagetest.Parse(t, w.Body.String())
		if w.Code != http.StatusForbidden {
			t.Errorf("token %q: status %d", stale, w.Code)
		}
		pagetest.Require(t, root, pagetest.In("section#scenarios-save", pagetest.HasText("older than the server"), pagetest.HasText("Volume, change: 0.25")),
			pagetest.In("input#save-name", pagetest.HasAttr("value", `Le"an`)), pagetest.In("input#save-note", pagetest.HasAttr("value", "<b>")), pagetest.Count("input[checked]", 4))
		w = send(t, h, "/scenarios/drop?lang=en", url.Values{"token": {stale}, "name": {"Dear experts"}}.Encode())
		if w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "older than the server") {
			t.Errorf("drop with token %q: status %d", stale, w.Code)
		}
	}
	if got := names(desk); got != twoSaved {
		t.Errorf("the desk holds %s", got)
	}
}

// Every refusal is a clear page with what was typed, and nothing is kept.
func TestScenariosThatAreNotKept(t *testing.T) {
	for _, c := range []struct {
		address, name, note string
		broken              error
		status              int
		want                string
	}{
		{"?lang=en", "", "", nil, 400, "A scenario needs a name of 1 to 80 characters."},
		{"?lang=de", " ", "Grund", nil, 400, "Ein Szenario braucht einen Namen aus 1 bis 80 Zeichen."},
		{"?lang=en", "a\nb", "c\td", nil, 400, "holds signs that do not print. Use letters, digits, spaces and punctuation. The note holds signs"},
		{"?lang=en", strings.Repeat("ä", 81), strings.Repeat("x", 501), nil, 400, "This name is too long: at most 80 characters. This note is too long: at most 500 characters."},
		{"?lang=en", "Nothing TYPED", "", nil, 400, "“Nothing TYPED” is the plan without anything typed"},
		{"?lang=en", "dear EXPERTS", "", nil, 409, "There is a scenario of this name already."},
		{"?lang=en&growth=lots", "Lean", "", nil, 400, "Mend this number first: growth: “lots” is no number."},
		{"?lang=en", "Lean", "", errs.ErrHeld, 503, "another program has the desk's file open"},
		{"?lang=de", "Lean", "", fmt.Errorf("open: %w", errs.ErrHeld), 503, "Ein anderes Programm hat die Datei des Desks geöffnet"},
		{"?lang=en", "Lean", "", errors.New("secret detail of the disk"), 500, "the file could not be written"},
	} {
		desk := pagetest.New()
		desk.Broken["save"] = c.broken
		h := newHandler(t, desk, dashboard.Options{})
		w := send(t, h, "/scenarios"+c.address, url.Values{"token": {token(t, h)}, "name": {c.name}, "note": {c.note}}.Encode())
		root := pagetest.Parse(t, w.Body.String())
		if w.Code != c.status || !strings.Contains(pagetest.Text(root), c.want) {
			t.Errorf("%q: status %d, want %d and %q in %q", c.name, w.Code, c.status, c.want, pagetest.Text(pagetest.Find(root, "section#scenarios-save")[0]))
		}
		if strings.Contains(w.Body.String(), "secret") {
			t.Error("the reader sees the inside of an error")
		}
		if got := pagetest.Attr(pagetest.Find(root, "input#save-note")[0], "value"); len(c.note) < 100 && strings.TrimSpace(got) != strings.TrimSpace(c.note) {
			t.Errorf("%q: the form holds the note %q", c.name, got)
		}
		if got := names(desk); got != twoSaved {
			t.Errorf("%q: the desk holds %s", c.name, got)
		}
	}
}

func TestReplaceAScenario(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	w := send(t, h, "/scenarios?growth=0.25", url.Values{"token": {token(t, h)}, "name": {"dear experts"}, "replace": {"yes"}}.Encode())
	if w.Code != http.StatusSeeOther || names(desk) != "dear experts, Offices abroad" {
		t.Errorf("status %d, the desk holds %s", w.Code, names(desk))
	}
}

func TestDropAScenario(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	root := page(t, h, "/scenarios?lang=en&growth=0.25", http.StatusOK)
	pagetest.Require(t, root, pagetest.Count("details.drop", 2), // not for the plan without anything typed
		pagetest.In("details.drop", pagetest.In("form", pagetest.HasAttr("method", "post"), pagetest.HasAttr("action", "/scenarios/drop?growth=0.25"))))
	drop := func() *httptest.ResponseRecorder {
		return send(t, h, "/scenarios/drop?lang=en&growth=0.25", url.Values{"token": {token(t, h)}, "name": {"Dear experts"}}.Encode())
	}
	if w := drop(); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/scenarios?growth=0.25#scenarios-list" || names(desk) != "Offices abroad" {
		t.Errorf("status %d, %s, the desk holds %s", w.Code, w.Header().Get("Location"), names(desk))
	}
	if w := drop(); w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "no scenario of this name any more") {
		t.Errorf("dropped twice: status %d", w.Code)
	}
	if w := get(t, h, "/scenarios/drop"); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("GET: status %d", w.Code)
	}
}

func TestFormsThatCannotBeRead(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	for body, status := range map[string]int{"name=" + strings.Repeat("x", 20_000): http.StatusRequestEntityTooLarge, "name=%zz": http.StatusBadRequest} {
		w := send(t, h, "/scenarios", body)
		if w.Code != status || !strings.Contains(w.Body.String(), "Nothing was changed") {
			t.Errorf("%.20s: status %d, want %d", body, w.Code, status)
		}
	}
	desk.Broken["status"] = errors.New("secret")
	if w := send(t, h, "/scenarios", "token=x"); w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "secret") {
		t.Errorf("without a status: %d", w.Code)
	}
	if w := send(t, h, "/tradeoff", "token=x"); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("another page: status %d", w.Code)
	}
}

// What nobody could plan with is not kept: words that cannot be read, a country without a table, shifts longer than a day. The sentence says
// what is wrong, and the pages that plan say the same.
func TestNothingUnplannableIsKept(t *testing.T) {
	for query, want := range map[string]string{
		"band=1&band=junior&band=abc":                   "What is typed as band cannot be read",
		"country=XX":                                    "XX",
		"shift.hours=23&shift.break_minutes=180":        "is longer than a day",
		"tier1.grade=nosuch":                            "nosuch",
		"growth=0.1&shift.hours=20&shift.short_hours=0": "", // this can be planned with
	} {
		desk := pagetest.New()
		h := newHandler(t, desk, dashboard.Options{})
		w := send(t, h, "/scenarios?lang=en&"+query, url.Values{"token": {token(t, h)}, "name": {"Odd"}}.Encode())
		if want == "" {
			if w.Code != http.StatusSeeOther {
				t.Errorf("%s: status %d", query, w.Code)
			}
			continue
		}
		root := pagetest.Parse(t, w.Body.String())
		if w.Code != http.StatusBadRequest || !strings.Contains(pagetest.Text(root), want) || names(desk) != twoSaved {
			t.Errorf("%s: status %d, kept %s, page %.300q", query, w.Code, names(desk), pagetest.Text(root))
		}
		pagetest.Require(t, page(t, h, "/tradeoff?lang=en&"+query, http.StatusOK), pagetest.In("p.notice", pagetest.HasText(want)), pagetest.None("article.tile"))
	}
}
