package dashboard_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/access"
)

// diary is an access log in memory.
type diary struct {
	mu     sync.Mutex
	all    []access.Entry
	broken error
}

func (d *diary) Note(_ context.Context, e access.Entry) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.broken == nil {
		d.all = append(d.all, e)
	}
	return d.broken
}

func (d *diary) Entries(context.Context, int) ([]access.Entry, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	newest := slices.Clone(d.all)
	slices.Reverse(newest)
	return newest, nil
}

func (d *diary) lines() (all []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, e := range d.all {
		all = append(all, strings.TrimSuffix(e.Who+" "+e.Method+" "+e.Path+"?"+e.Query, "?"))
	}
	d.all = nil
	return all
}

func wantLines(t *testing.T, d *diary, want ...string) {
	t.Helper()
	if got := d.lines(); !slices.Equal(got, want) {
		t.Errorf("noted %q\nwant  %q", got, want)
	}
}

func TestWhatIsShownIsNoted(t *testing.T) {
	d, now := &diary{}, time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	h := newHandler(t, pagetest.New(), dashboard.Options{Users: newClub(), Journal: d, Now: func() time.Time { return now }})
	g := newGuest(t, h)
	g.get("/")
	g.login("viewer")
	d.lines()
	g.get("/tiers?region=South&lang=de")
	g.get("/chart/tiers-time?lang=de&region=South")
	g.get("/chart/tiers-time?region=North")
	g.get("/chart/overview-flow?region=South")
	g.get("/card/tiers-time.csv")
	g.get("/salaries")
	g.get("/static/x/y")
	wantLines(t, d, "viewer GET /tiers?lang=de&region=South", "viewer GET /chart/tiers-time?region=North", "viewer GET /chart/overview-flow?region=South", "viewer GET /card/tiers-time.csv")
	now = now.Add(11 * time.Minute)
	g.get("/chart/tiers-time?region=South")
	wantLines(t, d, "viewer GET /chart/tiers-time?region=South")
	g.login("manager")
	d.lines()
	g.get("/chart/tiers-time?region=South")
	g.get("/tickets?region=South")
	g.post("/notebook", "kind", "annotation", "text", "secret words")
	wantLines(t, d, "manager GET /chart/tiers-time?region=South", "manager GET /tickets?region=South", "manager POST /notebook")
	g.post("/notebook", "kind", "annotation", "text", "secret words")
	g.login("works-council")
	if body := g.get("/oversight?lang=en").Body.String(); !strings.Contains(body, "POST /notebook") || !strings.Contains(body, "manager, manager") || !strings.Contains(body, "starttls (default)") || strings.Contains(body, "secret words") {
		t.Error("the works council does not see the log and the settings")
	}
	if w := g.get("/"); w.Header().Get("Location") != "/oversight" {
		t.Errorf("the works council's first page: %d %s", w.Code, w.Header().Get("Location"))
	}
}

// What cannot be noted is not shown.
func TestNothingIsShownUnnoted(t *testing.T) {
	d := &diary{}
	h := newHandler(t, pagetest.New(), dashboard.Options{Users: newClub(), Journal: d})
	g := newGuest(t, h)
	g.login("admin")
	d.broken = errors.New("the disk is full")
	for _, address := range []string{"/", "/chart/overview-flow", "/api/v1/figures/escalation_rate", "/report/report.html"} {
		if w := g.get(address); w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "disk is full") {
			t.Errorf("%s: %d", address, w.Code)
		}
	}
}

// On a desk of one's own salaries, plans and what is carried away are noted.
func TestOwnersLog(t *testing.T) {
	d := &diary{}
	h := newHandler(t, pagetest.New(), dashboard.Options{Users: &club{}, Journal: d})
	for _, address := range []string{"/tiers", "/chart/tiers-time", "/salaries", "/card/tiers-time.csv", "/report/report.html?region=" + url.QueryEscape("Süd & Ost")} {
		get(t, h, address)
	}
	wantLines(t, d, " GET /salaries", " GET /card/tiers-time.csv", " GET /report/report.html?region=S%C3%BCd+%26+Ost")
	d.broken = errors.New("the folder cannot be written")
	if w := get(t, h, "/salaries"); w.Code != http.StatusOK {
		t.Errorf("the owner is kept from the own file: %d", w.Code)
	}
}
