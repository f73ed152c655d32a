package dashboard_test

import (
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/access"
	"tiermix/model/kpi"
	"tiermix/model/plan"
)

// club are users in memory, all with the same password.
type club struct{ all []access.User }

const password = "a long password"

func newClub() *club {
	c := &club{}
	for _, r := range access.Roles() {
		c.all = append(c.all, access.User{Name: string(r), Role: r, Stamp: 1, Added: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)})
	}
	return c
}

func (c *club) Users(context.Context) ([]access.User, error) { return slices.Clone(c.all), nil }

func (c *club) Login(_ context.Context, name, typed string) (access.User, error) {
	u, err := access.Find(c.all, name)
	if err != nil || typed != password || u.Disabled {
		return u, access.ErrWrong
	}
	return u, nil
}

func (c *club) Bearer(_ context.Context, word string, _ time.Time) (access.Visitor, error) {
	name, scope, ok := strings.Cut(word, ":")
	u, err := access.Find(c.all, name)
	if !ok || err != nil || u.Disabled {
		return access.Visitor{}, access.ErrToken
	}
	v := access.Visitor{User: u, Token: "robot"}
	for _, p := range strings.Split(scope, ",") {
		v.Scope = append(v.Scope, access.Permission(p))
	}
	return v, nil
}

func (c *club) Add(_ context.Context, u access.User, typed string, first bool) error {
	if err := access.CheckName(u.Name); err != nil {
		return err
	}
	if err := access.CheckPassword(typed); err != nil {
		return err
	}
	if _, err := access.Find(c.all, u.Name); err == nil || first && len(c.all) > 0 {
		return access.ErrTaken
	}
	u.Stamp = 1
	c.all = append(c.all, u)
	return nil
}

func (c *club) Change(_ context.Context, name string, x access.Change) error {
	i := slices.IndexFunc(c.all, func(u access.User) bool { return access.Same(u.Name, name) })
	if i < 0 {
		return access.ErrNone
	}
	changed := slices.Clone(c.all)
	u := &changed[i]
	if u.Stamp++; x.Role != nil {
		u.Role = *x.Role
	}
	if x.Disabled != nil {
		u.Disabled = *x.Disabled
	}
	if err := access.Kept(changed); err != nil {
		return err
	}
	c.all = changed
	return nil
}

// guest is somebody with a browser.
type guest struct {
	t       testing.TB
	h       http.Handler
	cookies map[string]string
	token   string // of the forms that were last seen
}

func newGuest(t testing.TB, h http.Handler) *guest {
	return &guest{t: t, h: h, cookies: map[string]string{}}
}

func (g *guest) do(method, address string, form url.Values) *httptest.ResponseRecorder {
	g.t.Helper()
	r := httptest.NewRequest(method, "http://127.0.0.1:8080"+address, strings.NewReader(form.Encode()))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", "http://127.0.0.1:8080")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for name, value := range g.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	g.h.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if g.cookies[c.Name] = c.Value; c.MaxAge < 0 {
			delete(g.cookies, c.Name)
		}
	}
	if _, after, found := strings.Cut(w.Body.String(), `name="token" value="`); found {
		g.token, _, _ = strings.Cut(after, `"`)
	}
	return w
}

func (g *guest) get(address string) *httptest.ResponseRecorder {
	g.t.Helper()
	return g.do(http.MethodGet, address, nil)
}

// post sends a form, with the token of the page that was seen last.
func (g *guest) post(address string, pairs ...string) *httptest.ResponseRecorder {
	g.t.Helper()
	form := url.Values{"token": {g.token}}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return g.do(http.MethodPost, address, form)
}

func (g *guest) login(name string) {
	g.t.Helper()
	g.get("/login")
	if w := g.post("/login", "name", name, "password", password); w.Code != http.StatusSeeOther {
		g.t.Fatalf("%s cannot log in: %d %s", name, w.Code, w.Body)
	}
	g.get("/nothing-here-but-a-way-to-see-a-token")
	if g.get("/api"); g.token == "" {
		g.t.Fatalf("%s sees no token", name)
	}
}

// permitted says what every route asks for. It is written down here a second time, by hand: a route that is not in it, or that the server thinks
// otherwise of, fails.
var permitted = map[string]access.Permission{
	"/": access.Figures, "/escalation": access.Figures, "/tiers": access.Figures, "/first-contact": access.Figures, "/workload": access.Figures, "/knowledge": access.Figures,
	"/data": access.Figures, "/notebook": access.Figures, "/report/report.html": access.Figures,
	"/staffing": access.Plans, "/salaries": access.Plans, "/tradeoff": access.Plans, "/headcount": access.Plans, "/scenarios": access.Plans, "/headcount/plan.xlsx": access.Plans,
	"/tickets": access.Rows, "/ticket?ticket=T1": access.Rows, "/report/report.csv": access.Rows, "/report/report.parquet": access.Rows,
	"/reports": access.Schedules, "/users": access.Users, "/oversight": access.Settings, "/card/oversight-log.csv": access.Settings, "/data/roster": access.Records, "/data/job": access.Records, "/metrics": access.Log, "/api": access.Catalogue,
	"/chart/overview-flow": access.Figures, "/chart/salaries-bands": access.Plans, "/card/tiers-time.csv": access.Figures, "/card/headcount-ways.csv": access.Plans, "/card/tickets-list.csv": access.Rows, "/card/users-list.csv": access.Users,
	"/api/v1/desk": access.Figures, "/api/v1/values/team": access.Figures, "/api/v1/figures": access.Catalogue, "/api/v1/figures/escalation_rate": access.Figures,
	"/api/v1/pages/overview": access.Figures, "/api/v1/pages/salaries": access.Plans, "/api/v1/cards/overview-flow": access.Figures, "/api/v1/cards/salaries-bands": access.Plans,
	"/api/v1/tickets": access.Rows, "/api/v1/tickets/T1": access.Rows, "/api/v1/scenarios": access.Plans,
	"POST /scenarios": access.Plans, "POST /scenarios/drop": access.Plans, "POST /reports": access.Schedules, "POST /reports/drop": access.Schedules,
	"POST /notebook": access.Notes, "POST /notebook/drop": access.Notes, "POST /data/upload": access.Records, "POST /data/roster": access.Records,
	"POST /data/job/start": access.Records, "POST /data/job/cancel": access.Records, "POST /users/add": access.Users, "POST /users/change": access.Users,
}

// free are routes that ask for no permission: those behind "in" for being logged in.
var free = map[string]string{
	"/login": "", "POST /login": "", "/start": "", "POST /start": "", "/static/x/y": "", "/favicon.svg": "", "/healthz": "", "/readyz": "",
	"/api/v1/pages": "in", "/api/v1/openapi.json": "in", "/api/v1/openapi.yaml": "in", "/api/v1/openapi-3.0.json": "in", "/api/v1/openapi-3.0.yaml": "in",
	"/api/v1/schemas/x": "in", "/nothing": "in",
}

func split(route string) (method, address string) {
	if method, address, both := strings.Cut(route, " "); both {
		return method, address
	}
	return http.MethodGet, route
}

// Every route is asked for by every role, and by somebody who is not logged in.
func TestEveryRouteByEveryRole(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{Users: newClub(), Heavy: 2})
	guests := map[access.Role]*guest{"": newGuest(t, h)}
	for _, r := range access.Roles() {
		guests[r] = newGuest(t, h)
		guests[r].login(string(r))
	}
	tried := 0
	for role, g := range guests {
		for _, route := range slices.Sorted(maps.Keys(permitted)) {
			if testing.Short() && strings.Contains(route, "headcount") {
				continue
			}
			tried++
			w, in := try(g, route), role.Has(permitted[route])
			switch {
			case role == "" && !turnedAway(w):
				t.Errorf("nobody, %s: %d %s", route, w.Code, w.Header().Get("Location"))
			case role != "" && in == refused(w):
				t.Errorf("%s, %s: may %v, answer %d: %.300s", role, route, in, w.Code, w.Body)
			}
		}
		for route, who := range free {
			if route == "POST /login" && role != "" {
				continue // a wrong login ends nothing, but is counted
			}
			tried++
			w, away := try(g, route), who == "in" && role == ""
			if route != "POST /login" && turnedAway(w) != away || !away && refused(w) && !turnedAway(w) {
				t.Errorf("%q, %s: %d %s", role, route, w.Code, w.Header().Get("Location"))
			}
		}
	}
	t.Logf("%d tries", tried)
}

func try(g *guest, route string) *httptest.ResponseRecorder {
	method, address := split(route)
	if method == http.MethodPost {
		return g.post(address)
	}
	return g.get(address)
}

// turnedAway says that an answer asks for a login.
func turnedAway(w *httptest.ResponseRecorder) bool {
	return w.Code == http.StatusUnauthorized || w.Code == http.StatusSeeOther && strings.HasPrefix(w.Header().Get("Location"), "/login?")
}

// refused says that an answer is that a permission is missing.
func refused(w *httptest.ResponseRecorder) bool {
	elsewhere := w.Code == http.StatusSeeOther && w.Header().Get("Location") == "/oversight"
	return w.Code == http.StatusForbidden && strings.Contains(w.Body.String(), "You may not see or do this") || turnedAway(w) || elsewhere
}

// The tables above leave no route of the server out.
func TestNoRouteIsForgotten(t *testing.T) {
	d, err := dashboard.New(pagetest.New(), dashboard.Options{Log: quiet(), Users: newClub()})
	if err != nil {
		t.Fatal(err)
	}
	known := slices.Concat(slices.Collect(maps.Keys(permitted)), slices.Collect(maps.Keys(free)))
	for _, route := range d.Routes() {
		if route.Method == http.MethodHead || route.Path == "/logout" {
			continue
		}
		if !slices.ContainsFunc(known, func(k string) bool {
			method, address := split(k)
			address, _, _ = strings.Cut(address, "?")
			return method == route.Method && fits(route.Path, address)
		}) {
			t.Errorf("%s %s is in no table of permissions", route.Method, route.Path)
		}
	}
}

func fits(pattern, address string) bool {
	a, b := strings.Split(pattern, "/"), strings.Split(address, "/")
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] && !strings.HasPrefix(a[i], ":") {
			return false
		}
	}
	return true
}

func TestLogin(t *testing.T) {
	users := newClub()
	h := newHandler(t, pagetest.New(), dashboard.Options{Users: users})
	g := newGuest(t, h)
	if w := g.get("/tiers?lang=en&region=South"); w.Header().Get("Location") != "/login?to=%2Ftiers%3Flang%3Den%26region%3DSouth" {
		t.Fatalf("%d %s", w.Code, w.Header().Get("Location"))
	}
	g.get("/login?to=/tiers")
	for range 2 {
		if w := g.post("/login", "name", "viewer", "password", "wrong", "to", "/tiers"); w.Code != http.StatusUnauthorized || !strings.Contains(w.Body.String(), "Name or password is wrong.") || !strings.Contains(w.Body.String(), `value="viewer"`) {
			t.Errorf("wrong password: %d %s", w.Code, w.Body)
		}
	}
	w := g.post("/login", "name", "viewer", "password", password, "to", "/tiers")
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/tiers" {
		t.Fatalf("%d %s", w.Code, w.Header().Get("Location"))
	}
	cookie := w.Header().Get("Set-Cookie")
	for _, want := range []string{"tiermix_session=", "HttpOnly", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("cookie %q without %s", cookie, want)
		}
	}
	if body := g.get("/tiers").Body.String(); !strings.Contains(body, "viewer, viewer") || strings.Contains(body, `href="/salaries`) || strings.Contains(body, "p class=\"banner\"") {
		t.Error("the frame is not that of a viewer")
	}
	old := g.cookies["tiermix_session"]
	if w := g.post("/logout"); w.Header().Get("Location") != "/login" {
		t.Errorf("logout: %d", w.Code)
	}
	g.cookies["tiermix_session"] = old
	if w := g.get("/tiers"); !turnedAway(w) {
		t.Errorf("an old session still counts: %d", w.Code)
	}
}

// A change of a user counts at once, and the last admin stays.
func TestUsersAreChanged(t *testing.T) {
	users := newClub()
	h := newHandler(t, pagetest.New(), dashboard.Options{Users: users})
	admin, viewer := newGuest(t, h), newGuest(t, h)
	admin.login("admin")
	viewer.login("viewer")
	if w := viewer.post("/users/change", "name", "viewer", "role", "admin"); w.Code != http.StatusForbidden {
		t.Errorf("a viewer makes itself an admin: %d", w.Code)
	}
	admin.get("/users")
	if w := admin.post("/users/change", "name", "viewer", "role", "finance"); w.Code != http.StatusSeeOther {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := viewer.get("/tiers"); !turnedAway(w) {
		t.Errorf("the session goes on in another role: %d", w.Code)
	}
	viewer.login("viewer")
	if w := viewer.get("/salaries"); w.Code != http.StatusOK {
		t.Errorf("finance sees no salaries: %d", w.Code)
	}
	admin.post("/users/change", "name", "viewer", "disabled", "yes")
	if w := viewer.get("/tiers"); !turnedAway(w) {
		t.Errorf("who was kept out is still in: %d", w.Code)
	}
	for _, c := range []struct {
		path string
		form []string
		want string
	}{
		{"/users/change", []string{"name", "admin", "disabled", "yes"}, "This is the last admin who can log in."},
		{"/users/change", []string{"name", "nobody", "disabled", "yes"}, "There is no user of this name."},
		{"/users/change", []string{"name", "admin", "role", "boss"}, "There is no such role."},
		{"/users/add", []string{"name", "Admin", "role", "viewer", "password", password}, "There is a user of this name already."},
		{"/users/add", []string{"name", "<b>", "role", "viewer", "password", password}, "A name has 1 to 64 characters"},
		{"/users/add", []string{"name", "new", "role", "viewer", "password", "short"}, "A password has at least 12 characters"},
		{"/users/add", []string{"token", "x", "name", "new", "role", "viewer", "password", password}, "This page was older than the server"},
	} {
		if w := admin.post(c.path, c.form...); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%v: %d, no %q", c.form, w.Code, c.want)
		}
	}
	if w := admin.post("/users/add", "name", "new", "role", "viewer", "password", password); w.Code != http.StatusSeeOther || len(users.all) != 6 {
		t.Errorf("add: %d, %d users", w.Code, len(users.all))
	}
}

// The link that makes the first admin works once; until then the desk is its owner's, and never again after.
func TestFirstAdmin(t *testing.T) {
	users := &club{}
	d, err := dashboard.New(pagetest.New(), dashboard.Options{Log: quiet(), Users: users, PageLimit: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	link, err := d.First(t.Context())
	if err != nil || !strings.HasPrefix(link, "/start?key=") {
		t.Fatalf("%q, %v", link, err)
	}
	g, other := newGuest(t, d), newGuest(t, d)
	if w := g.get("/"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `class="banner"`) {
		t.Errorf("before: %d", w.Code)
	}
	if w := g.get("/start?key=guess"); w.Code != http.StatusNotFound {
		t.Errorf("a guessed key: %d", w.Code)
	}
	_, key, _ := strings.Cut(link, "=")
	if w := g.get(link); w.Code != http.StatusOK {
		t.Fatalf("%d", w.Code)
	}
	if w := g.post("/start", "key", key, "name", "anna", "password", "short"); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "at least 12 characters") {
		t.Errorf("a short password: %d", w.Code)
	}
	if w := g.post("/start", "key", key, "name", "anna", "password", password); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if w := g.get("/users"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "anna") {
		t.Errorf("the first admin: %d", w.Code)
	}
	if w := other.get("/"); !turnedAway(w) {
		t.Errorf("others after it: %d", w.Code)
	}
	if w := other.get(link); w.Code != http.StatusNotFound {
		t.Errorf("the link a second time: %d", w.Code)
	}
	users.all = nil // the file is gone
	if w := other.get("/"); !turnedAway(w) {
		t.Errorf("without the file of users the desk is open: %d", w.Code)
	}
}

// Guessing is slowed down by name, and a login leads nowhere else than to this server.
func TestGuessing(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{Users: newClub()})
	g := newGuest(t, h)
	g.get("/login")
	codes := map[int]int{}
	for range 12 {
		codes[g.post("/login", "name", "admin", "password", "wrong").Code]++
	}
	if codes[http.StatusUnauthorized] != 5 || codes[http.StatusTooManyRequests] != 7 {
		t.Errorf("answers %v", codes)
	}
	if w := g.post("/login", "name", "admin", "password", password); w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") != "10" {
		t.Errorf("the right one among guesses: %d", w.Code)
	}
	for _, to := range []string{"//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "evil", "/a\nb", ""} {
		v := newGuest(t, h)
		v.get("/login")
		if w := v.post("/login", "name", "viewer", "password", password, "to", to); w.Code != http.StatusTooManyRequests && w.Header().Get("Location") != "/" {
			t.Errorf("%q leads to %q", to, w.Header().Get("Location"))
		}
	}
}

// A refused value can be a salary or a name: it is shown to those who import, whoever looked at the page before.
func TestRefusedValuesAreForThoseWhoImport(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{Users: newClub()})
	const value = "yesterday" // of the invented desk
	for _, role := range []access.Role{access.Admin, access.Finance, access.Manager, access.Viewer} {
		g := newGuest(t, h)
		g.login(string(role))
		for _, address := range []string{"/data", "/card/data-faults.csv", "/api/v1/cards/data-faults", "/api/v1/pages/data"} {
			body := g.get(address).Body.String()
			if got := strings.Contains(body, value); got != role.Has(access.Records) {
				t.Errorf("%s, %s: %q shown: %v", role, address, value, got)
			}
			if upload := strings.Contains(body, `action="/data/upload"`); address == "/data" && upload != role.Has(access.Records) {
				t.Errorf("%s may upload: %v", role, upload)
			}
		}
	}
}

// A token is good for what it is for, as far as its user may it, and only to look.
func TestTokenLetsAProgramIn(t *testing.T) {
	d := &diary{}
	h := newHandler(t, pagetest.New(), dashboard.Options{Users: newClub(), Journal: d})
	for _, c := range []struct {
		token, address string
		want           int
	}{
		{"viewer:figures", "/api/v1/figures/escalation_rate", 200}, {"viewer:figures", "/api/v1/scenarios", 403}, {"viewer:figures,plans", "/api/v1/scenarios", 403},
		{"finance:plans", "/api/v1/scenarios", 200}, {"finance:plans", "/api/v1/figures/escalation_rate", 403}, {"admin:figures", "/metrics", 403}, {"works-council:log", "/metrics", 200},
		{"admin:figures", "/users", 403}, {"nobody:figures", "/api/v1/desk", 401}, {"", "/api/v1/desk", 401}, {"viewer:figures", "/", 200},
	} {
		w := get(t, h, c.address, "Authorization", "Bearer "+c.token)
		if w.Code != c.want || w.Header().Get("Set-Cookie") != "" && strings.Contains(w.Header().Get("Set-Cookie"), "session") {
			t.Errorf("%s, %s: %d, want %d; %s", c.token, c.address, w.Code, c.want, w.Header().Get("Set-Cookie"))
		}
	}
	if body := get(t, h, "/oversight?lang=en", "Authorization", "Bearer admin:settings").Body.String(); strings.Contains(body, "by token robot") || !strings.Contains(body, "starttls (default)") {
		t.Error("a token for the settings shows the access log, or no settings")
	}
	if body := get(t, h, "/oversight?lang=en", "Authorization", "Bearer admin:settings,log").Body.String(); !strings.Contains(body, "by token robot") || strings.Contains(body, "/metrics") {
		t.Error("a token for both does not show the log, or the log is full of metrics")
	}
	if d.all[0].Token != "robot" || d.all[0].Who != "viewer" {
		t.Errorf("noted as %+v", d.all[0])
	}
	if w := ask(t, h, http.MethodPost, "/users/add", "Authorization", "Bearer admin:users", "Sec-Fetch-Site", "same-origin"); w.Code != http.StatusUnauthorized {
		t.Errorf("a token changes something: %d", w.Code)
	}
}

// payroll is a desk that keeps the prices it is asked with; broke: nobody's pay is known.
type payroll struct {
	*pagetest.Desk
	broke bool

	mu    sync.Mutex
	asked []kpi.Prices
}

func (p *payroll) Demand(ctx context.Context) (plan.Demand, error) {
	d, err := p.Desk.Demand(ctx)
	if p.broke {
		d.Salaries = nil
	}
	return d, err
}

func (p *payroll) Answer(ctx context.Context, q kpi.Query) (kpi.Answer, error) {
	p.note(q.Prices)
	return p.Desk.Answer(ctx, q)
}

func (p *payroll) Export(ctx context.Context, s kpi.Scope, prices *kpi.Prices, format, path string) (int64, error) {
	p.note(prices)
	return p.Desk.Export(ctx, s, prices, format, path)
}

func (p *payroll) note(prices *kpi.Prices) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if prices != nil {
		p.asked = append(p.asked, *prices)
	}
}

// pricesFor are those that a figure in money, a report and a table of tickets are asked with.
func pricesFor(t *testing.T, h http.Handler, desk *payroll, role access.Role) []kpi.Prices {
	t.Helper()
	g := newGuest(t, h)
	g.login(string(role))
	desk.asked = nil
	for _, address := range []string{"/api/v1/figures/cost_per_ticket?period=4w", "/report/report.json?period=4w", "/report/report.csv?period=4w"} {
		if w := g.get(address); w.Code != http.StatusOK && (w.Code != http.StatusForbidden || role.Has(access.Rows)) {
			t.Fatalf("%s, %s: %d", role, address, w.Code)
		}
	}
	if len(desk.asked) == 0 {
		t.Fatalf("%s is told nothing in money", role)
	}
	return desk.asked
}

// What people earn is in no price of those who may not see it: theirs are as if nobody's pay were known, whoever asked before.
func TestPayIsForFinance(t *testing.T) {
	desk, broke := &payroll{Desk: pagetest.New()}, &payroll{Desk: pagetest.New(), broke: true}
	h := newHandler(t, desk, dashboard.Options{Users: newClub()})
	unknown := pricesFor(t, newHandler(t, broke, dashboard.Options{Users: newClub()}), broke, access.Admin)[0]
	for _, role := range []access.Role{access.Finance, access.Viewer, access.Admin, access.Manager} {
		for i, got := range pricesFor(t, h, desk, role) {
			if paid := !cmp.Equal(got, unknown); paid != role.Has(access.Plans) {
				t.Errorf("%s, question %d: priced with what people earn: %v", role, i, paid)
			}
		}
	}
}
