package dashboard_test

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"tiermix/dashboard"
	"tiermix/dashboard/browsertest"
	"tiermix/dashboard/page/pagetest"
)

// A person logs in, looks at who else may, and logs out; each page keeps the rules of WCAG that a program can check. The pictures are kept where
// TIERMIX_PICTURES says.
func TestBrowserLogsIn(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes its time: not with -short")
	}
	axe, err := os.ReadFile("../node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("axe-core is not installed (npm ci): accessibility is not tested here")
	}
	server := httptest.NewServer(newHandler(t, pagetest.New(), dashboard.Options{Users: newClub()}))
	t.Cleanup(server.Close)
	b := browsertest.Open(t, server.URL)
	look := func(name string) {
		for _, theme := range []string{"dark", "light"} {
			browsertest.Eval[bool](b, `!!(document.documentElement.dataset.theme = "`+theme+`")`)
			browsertest.Eval[bool](b, string(axe)+"; true")
			tell(b, name+" "+theme, 0)
		}
		if got := browsertest.Eval[string](b, browsertest.Wide); got != "" {
			t.Errorf("%s is wider than the page: %s", name, got)
		}
		if folder := os.Getenv("TIERMIX_PICTURES"); folder != "" {
			b.Picture(filepath.Join(folder, name+".png"))
		}
	}
	for _, width := range []int64{360, 1200} {
		b.Size(width)
		b.Visit("/users?lang=de")
		b.Until("the form", `location.pathname === "/login" && document.activeElement.name === "name"`)
		look("login")
		b.Must(chromedp.Do(b.Ctx, chromedp.SendKeys(chromedp.CSS(`input[name="name"]`), "admin")))
		b.Must(chromedp.Do(b.Ctx, chromedp.SendKeys(chromedp.CSS(`input[name="password"]`), "wrong password\r")))
		b.Until("a refusal", `!!document.querySelector(".notice.blocking") && document.querySelector('input[name="name"]').value === "admin"`)
		look("login-refused")
		b.Must(chromedp.Do(b.Ctx, chromedp.SendKeys(chromedp.CSS(`input[name="password"]`), password+"\r")))
		b.Until("the page", `location.pathname === "/users" && !!document.querySelector("#users-list table")`)
		look("users")
		b.Click(`.visitor button`)
		b.Until("the form again", `location.pathname === "/login"`)
	}
}
