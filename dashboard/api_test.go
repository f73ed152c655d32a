package dashboard_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"tiermix/dashboard"
	"tiermix/dashboard/browsertest"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/flow"
	"tiermix/model/kpi"
	"tiermix/model/kpi/listing"
)

// asJSON asks for an address of the API and wants a status.
func asJSON(t *testing.T, h http.Handler, address string, status int, into any) {
	t.Helper()
	w := get(t, h, "/api/v1"+address)
	if w.Code != status {
		t.Fatalf("%s: status %d, want %d: %.300s", address, w.Code, status, w.Body)
	}
	if kind := w.Header().Get("Content-Type"); !strings.HasPrefix(kind, "application/json") && !strings.HasPrefix(kind, "application/openapi+json") && !strings.HasPrefix(kind, "application/problem+json") {
		t.Errorf("%s: %s", address, kind)
	}
	if err := json.Unmarshal(w.Body.Bytes(), into); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
}

// The description is OpenAPI 3.1, made of the code: every address it names answers, and every answer it promises has a schema.
func TestAPIDescribesItself(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	var d struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			OperationID string
			Summary     string
			Responses   map[string]struct {
				Content map[string]struct{ Schema map[string]any }
			}
		}
		Components struct{ Schemas map[string]any }
	}
	asJSON(t, h, "/openapi.json", http.StatusOK, &d)
	if d.OpenAPI != "3.1.0" || len(d.Paths) < 10 || len(d.Components.Schemas) < 20 {
		t.Fatalf("OpenAPI %s, %d paths, %d schemas", d.OpenAPI, len(d.Paths), len(d.Components.Schemas))
	}
	examples := strings.NewReplacer("/tickets/{id}", "/tickets/T00001", "{id}", "csat", "{dimension}", "team", "{page}", "tiers", "{card}", "overview-trend")
	for path, item := range d.Paths {
		op := item["get"]
		if op.OperationID == "" || op.Summary == "" || len(op.Responses["200"].Content["application/json"].Schema) == 0 {
			t.Errorf("%s: %+v", path, op)
		}
		var answer any
		asJSON(t, h, strings.TrimPrefix(examples.Replace(path), "/api/v1"), http.StatusOK, &answer)
	}
}

// A figure of the API is the answer of the source, for the same question.
func TestAPIFigureIsTheSources(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	var got listing.Answer
	asJSON(t, h, "/figures/escalation_rate?by=category&from=2026-01-01&to=2026-03-31&compare=none&region=South&lang=de", http.StatusOK, &got)
	want, err := desk.Answer(t.Context(), kpi.Query{IDs: []string{"escalation_rate"}, By: []string{"category"}, Lang: "de", Hours: kpi.Calendar,
		Scope: kpi.Scope{Period: kpi.Period{From: date("2026-01-01"), To: date("2026-03-31")}, Where: []kpi.Filter{{Dim: "region", Values: []string{"South"}}}}})
	if err != nil {
		t.Fatal(err)
	}
	a, _ := json.Marshal(got)
	b, _ := json.Marshal(listing.Data(want))
	if string(a) != string(b) {
		t.Errorf("got\n%s\nwant\n%s", a, b)
	}
}

// What a page shows is what the API says of it.
func TestAPIPageIsThePage(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	var got struct {
		Tiles []struct{ ID, Name, Value string }
		Cards []struct {
			ID, Title string
			Rows      [][]string
		}
	}
	asJSON(t, h, "/pages/escalation?lang=de", http.StatusOK, &got)
	root := page(t, h, "/escalation?lang=de", http.StatusOK)
	if tiles := pagetest.Find(root, "article.tile"); len(tiles) != len(got.Tiles) || !strings.Contains(pagetest.Text(tiles[0]), strings.ReplaceAll(got.Tiles[0].Value, "\u00a0", " ")) {
		t.Errorf("tiles %+v", got.Tiles)
	}
	for _, card := range got.Cards {
		if rows := len(inside(root, "#"+card.ID, "tbody", "tr")); rows != len(card.Rows) {
			t.Errorf("%s: %d rows, the page has %d", card.ID, len(card.Rows), rows)
		}
	}
	var card struct{ Option map[string]any }
	asJSON(t, h, "/cards/escalation-trend", http.StatusOK, &card)
	if card.Option["series"] == nil {
		t.Error("a chart has no option")
	}
}

func TestAPITickets(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	var rows flow.Rows
	asJSON(t, h, "/tickets?figure=escalation_rate&part=hit&limit=7&offset=3", http.StatusOK, &rows)
	if len(rows.List) != 7 || rows.List[0].ID != "T00004" || rows.Tickets < 100 {
		t.Errorf("%d of %d tickets", len(rows.List), rows.Tickets)
	}
	var track flow.Track
	asJSON(t, h, "/tickets/T00007", http.StatusOK, &track)
	if len(track.Stints) != 3 || len(track.Events) != 5 {
		t.Errorf("got %+v", track)
	}
}

// Every fault is a sentence as JSON, with the status that says whose it is.
func TestAPIRefusals(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	for address, want := range map[string]struct {
		status int
		detail string
	}{
		"/figures/nonsense": {404, `unknown figure "nonsense"`}, "/figures/csat?by=colour": {400, `unknown dimension "colour"`}, "/figures/csat?category=Nonsense&lang=en": {400, "The data have no Category"},
		"/figures/csat?from=2026-02-01&to=2026-01-01&lang=en": {400, "The period ends before it begins"}, "/pages/nothing": {404, "there is no page nothing"}, "/cards/nothing": {404, "there is no card nothing"},
		"/cards/ticket-track": {404, "there is no card"}, "/tickets?figure=backlog&part=hit": {400, "backlog is no share"}, "/tickets?limit=0": {422, "validation failed"}, "/tickets?part=some": {422, "validation failed"},
		"/tickets/X1": {404, "the desk has no ticket X1"}, "/values/colour": {422, "validation failed"}, "/unheard-of": {404, "no such page"}, "/tickets?figure=cost_per_ticket": {400, "has no tickets to list"},
	} {
		var problem struct {
			Status int
			Detail string
		}
		asJSON(t, h, address, want.status, &problem)
		if problem.Status != want.status || !strings.Contains(problem.Detail, want.detail) {
			t.Errorf("%s: %d %q, want %q", address, problem.Status, problem.Detail, want.detail)
		}
	}
	desk.Broken["answer"] = errors.New("secret detail")
	if w := get(t, h, "/api/v1/figures/csat"); w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "secret") {
		t.Errorf("a broken source: %d %s", w.Code, w.Body)
	}
}

// The mark of an answer is known before it is computed, and changes with the data, the language and the question.
func TestAPIMarks(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	const address = "/api/v1/figures/csat?lang=en"
	tag := get(t, h, address).Header().Get("ETag")
	calls := desk.Calls("answer")
	if w := get(t, h, address, "If-None-Match", tag); w.Code != http.StatusNotModified || w.Body.Len() > 0 || desk.Calls("answer") != calls {
		t.Errorf("unchanged: %d, asked %d times more", w.Code, desk.Calls("answer")-calls)
	}
	for _, other := range []string{"/api/v1/figures/csat?lang=de", "/api/v1/figures/csat?lang=en&region=South"} {
		if get(t, h, other).Header().Get("ETag") == tag {
			t.Errorf("%s has the same mark", other)
		}
	}
	desk.State.Version = "v2"
	if w := get(t, h, address, "If-None-Match", tag); w.Code != http.StatusOK {
		t.Errorf("after a change: %d", w.Code)
	}
	for _, changing := range []string{"/api/v1/scenarios", "/api/v1/pages/scenarios", "/api/v1/cards/headcount-beside"} {
		if tag := get(t, h, changing).Header().Get("ETag"); tag != "" {
			t.Errorf("%s can change with a scenario and has the mark %s", changing, tag)
		}
	}
}

// The page of the API lists what the description has, and sends what is typed.
func TestBrowserTriesTheAPI(t *testing.T) {
	b := open(t, pagetest.New())
	b.Visit("/api?lang=en")
	names := strings.Split(browsertest.Eval[string](b, `[...document.querySelectorAll(".operation code")].filter(c => c.textContent.startsWith("GET")).map(c => c.textContent).join()`), ",")
	if !slices.Contains(names, "GET /api/v1/tickets/{id}") || len(names) < 10 {
		t.Errorf("operations %q", names)
	}
	b.Must(chromedp.Do(b.Ctx, chromedp.Click(chromedp.CSS(`#op-ticket summary`))))
	browsertest.Eval[bool](b, `!!(document.querySelector('#op-ticket input[name="id"]').value = "T00007")`)
	b.Must(chromedp.Do(b.Ctx, chromedp.Click(chromedp.CSS(`#op-ticket button`))))
	b.Until("the answer", `document.querySelector("#op-ticket .answer").textContent.includes("needs admin rights")`)
	if at := browsertest.Eval[string](b, `document.querySelector("#op-ticket .address").textContent`); at != "/api/v1/tickets/T00007" {
		t.Errorf("the address is %s", at)
	}
	b.Calm()
}

func date(text string) time.Time {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return d
}
