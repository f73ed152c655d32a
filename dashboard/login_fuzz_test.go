package dashboard_test

import (
	"net/http"
	"net/url"
	"testing"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
)

// Whatever a login is told to lead to: it leads to this server, and nothing breaks.
func FuzzLogin(f *testing.F) {
	for _, to := range []string{"/", "/tiers?region=a", "//evil.example", "/\\evil.example", "https://evil.example/", "/%5cevil", "/\t/evil", "/..//evil", "javascript:alert(1)"} {
		f.Add("viewer", password, to)
	}
	f.Add("\x00<b>", "", "")
	f.Fuzz(func(t *testing.T, name, typed, to string) {
		g := newGuest(t, newHandler(t, pagetest.New(), dashboard.Options{Users: newClub()}))
		g.get("/login?to=" + url.QueryEscape(to))
		w := g.post("/login", "name", name, "password", typed, "to", to)
		switch w.Code {
		case http.StatusUnauthorized:
			return
		case http.StatusSeeOther:
		default:
			t.Fatalf("answer %d", w.Code)
		}
		base := &url.URL{Scheme: "http", Host: "127.0.0.1:8080", Path: "/login"}
		led, err := base.Parse(w.Header().Get("Location"))
		if err != nil || led.Host != base.Host || led.Scheme != "http" {
			t.Errorf("%q leads to %q: %v", to, w.Header().Get("Location"), err)
		}
	})
}
