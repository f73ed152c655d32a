package dashboard_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/notebook"
)

func TestSecurityHeaders(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	for _, address := range []string{"/", "/chart/overview-flow", "/nothing", "/favicon.svg", "/?period=bad"} {
		w := get(t, h, address)
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'self'", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
			"Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "same-origin",
		} {
			if got := w.Header().Get(name); !strings.HasPrefix(got, want) {
				t.Errorf("%s: %s = %q, want %q", address, name, got, want)
			}
		}
		if policy := w.Header().Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") {
			t.Errorf("%s: the policy allows what is unsafe: %s", address, policy)
		}
	}
}

// By TLS, cookies and everything else go no other way.
func TestSecureServer(t *testing.T) {
	safe, plain := newHandler(t, pagetest.New(), dashboard.Options{Secure: true, Users: newClub()}), newHandler(t, pagetest.New(), dashboard.Options{Users: newClub()})
	for h, want := range map[http.Handler]bool{safe: true, plain: false} {
		g := newGuest(t, h)
		g.get("/login")
		w := g.post("/login", "name", "viewer", "password", password)
		if got := strings.Contains(w.Header().Get("Set-Cookie"), "; Secure"); got != want {
			t.Errorf("cookie %q, want Secure: %v", w.Header().Get("Set-Cookie"), want)
		}
		if got := w.Header().Get("Strict-Transport-Security") != ""; got != want {
			t.Errorf("Strict-Transport-Security: %v, want %v", got, want)
		}
	}
}

func TestNoInlineScriptOrStyle(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	for _, path := range paths {
		root := page(t, h, path, http.StatusOK)
		for _, script := range pagetest.Find(root, "script") {
			if !strings.HasPrefix(pagetest.Attr(script, "src"), "/static/") || pagetest.Text(script) != "" {
				t.Errorf("%s: script with src %q and text %q", path, pagetest.Attr(script, "src"), pagetest.Text(script))
			}
		}
		pagetest.Require(t, root, pagetest.None("style"))
		for n := range root.Descendants() {
			for _, a := range n.Attr {
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s: <%s %s=%q>", path, n.Data, a.Key, a.Val)
				}
				if strings.Contains(a.Val, "//") && a.Key != "content" {
					t.Errorf("%s: <%s %s=%q> points to another host", path, n.Data, a.Key, a.Val)
				}
			}
		}
	}
}

func TestOnlyTheNamesOfThisComputer(t *testing.T) {
	local, open := newHandler(t, pagetest.New(), dashboard.Options{}), newHandler(t, pagetest.New(), dashboard.Options{Open: true})
	for host, want := range map[string]int{
		"127.0.0.1:8080": 200, "localhost:8080": 200, "localhost": 200, "[::1]:8080": 200, "127.0.0.2": 200,
		"evil.example": 403, "evil.example:8080": 403, "10.0.0.1": 403, "localhost.evil.example": 403, "127.0.0.1.evil.example:80": 403,
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Host = host
		w := httptest.NewRecorder()
		local.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("local, %s: status %d, want %d", host, w.Code, want)
		}
		w = httptest.NewRecorder()
		open.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			t.Errorf("open, %s: status %d, want 200", host, w.Code)
		}
	}
}

func TestOtherMethodsAreRefused(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch} {
		if w := ask(t, h, method, "/"); w.Code != http.StatusMethodNotAllowed {
			t.Errorf("%s: status %d, want 405", method, w.Code)
		}
	}
	if w := ask(t, h, http.MethodHead, "/"); w.Code != http.StatusOK {
		t.Errorf("HEAD: status %d, want 200", w.Code)
	}
}

func TestUnchangedPageIsNotSentAgain(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	for _, address := range []string{"/?lang=en", "/chart/overview-flow?lang=en"} {
		tag := get(t, h, address).Header().Get("ETag")
		w := get(t, h, address, "If-None-Match", tag)
		if tag == "" || w.Code != http.StatusNotModified || w.Body.Len() != 0 {
			t.Errorf("%s: tag %q, status %d, %d bytes", address, tag, w.Code, w.Body.Len())
		}
	}
	tag := get(t, h, "/?lang=en").Header().Get("ETag")
	desk.State.Tickets++
	if w := get(t, h, "/?lang=en", "If-None-Match", tag); w.Code != http.StatusOK {
		t.Errorf("after a change: status %d, want 200", w.Code)
	}
}

// A page whose mark the reader has is not computed; what a mark stands for is all that the answer rests on, and an answer with a fault is none to keep.
func TestMarksAreKnownBefore(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	const address = "/escalation?lang=en"
	tag := get(t, h, address).Header().Get("ETag")
	for _, other := range []string{"/escalation?lang=de", "/escalation?lang=en&region=South", "/tiers?lang=en"} {
		if get(t, h, other).Header().Get("ETag") == tag {
			t.Errorf("%s has the same mark", other)
		}
	}
	if w := get(t, newHandler(t, desk, dashboard.Options{}), address, "If-None-Match", tag); w.Code != http.StatusOK {
		t.Errorf("another server knows the mark: %d", w.Code)
	}
	if err := desk.KeepEntry(t.Context(), notebook.Entry{Kind: notebook.Target, Key: "escalation_rate", Amount: 0.2}); err != nil {
		t.Fatal(err)
	}
	if w := get(t, h, address, "If-None-Match", tag); w.Code != http.StatusOK {
		t.Errorf("with a new target: %d", w.Code)
	}
	desk.State.Version, desk.Broken["reasons"] = "v2", errors.New("broken")
	tag = get(t, h, address).Header().Get("ETag")
	delete(desk.Broken, "reasons")
	if w := get(t, h, address, "If-None-Match", tag); w.Code != http.StatusOK {
		t.Errorf("a page with a fault is kept: %d", w.Code)
	}
	tag = get(t, h, address).Header().Get("ETag")
	calls := desk.Calls("answer") + desk.Calls("reasons")
	if w := get(t, h, address, "If-None-Match", tag); w.Code != http.StatusNotModified || desk.Calls("answer")+desk.Calls("reasons") != calls {
		t.Errorf("unchanged: %d", w.Code)
	}
}
