package dashboard_test

import (
	"encoding/csv"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
	"tiermix/dashboard/page/tickets"
)

// inside finds the elements of the last selector in those of the one before it, and so on.
func inside(root *html.Node, selectors ...string) []*html.Node {
	found := []*html.Node{root}
	for _, s := range selectors {
		var next []*html.Node
		for _, n := range found {
			next = append(next, pagetest.Find(n, s)...)
		}
		found = next
	}
	return found
}

// way is the way on of a list, "next" or "prev"; "": there is none.
func way(root *html.Node, rel string) string {
	for _, a := range pagetest.Find(root, "a[rel]") {
		if pagetest.Attr(a, "rel") == rel {
			return pagetest.Attr(a, "href")
		}
	}
	return ""
}

func TestTicketsPage(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	root := page(t, h, "/tickets?figure=escalation_rate&part=hit&category=Printers&lang=en", http.StatusOK)
	if got, want := len(inside(root, "#tickets-list", "tbody", "tr")), min(tickets.Lines, rowsOf(t, root)); got != want || len(inside(root, "div.turns", "a[aria-current]")) != 2 {
		t.Errorf("%d rows, want %d", got, want)
	}
	pagetest.Require(t, root, pagetest.Count(".chip", 1))
	first := inside(root, "#tickets-list", "tbody", "a")[0]
	if got := pagetest.Attr(first, "href"); got != "/ticket?category=Printers&ticket=T00001" {
		t.Errorf("the first ticket is at %s", got)
	}
	for _, link := range inside(root, "nav.side", "ul", "a") {
		if strings.Contains(pagetest.Attr(link, "href"), "figure=") {
			t.Errorf("another page carries the list: %s", pagetest.Attr(link, "href"))
		}
	}
}

// rowsOf is how many tickets the list has in all.
func rowsOf(t *testing.T, root *html.Node) int {
	t.Helper()
	_, text, _ := strings.Cut(pagetest.Text(inside(root, "#tickets-list", "p.sub")[0]), ": ")
	n, err := strconv.Atoi(strings.ReplaceAll(strings.Fields(text)[0], ",", ""))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTicketsAreTurned(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	seen, address := 0, "/tickets?lang=en"
	for turned := range 3 {
		root := page(t, h, address, http.StatusOK)
		seen += len(inside(root, "#tickets-list", "tbody", "tr"))
		next := way(root, "next")
		if next == "" || (turned > 0) != (way(root, "prev") != "") {
			t.Fatalf("page %d: the ways on are %q and %q", turned+1, next, way(root, "prev"))
		}
		address = next + "&lang=en"
	}
	if seen != 3*tickets.Lines || !strings.Contains(address, "page=4") {
		t.Errorf("%d tickets on three pages, then %s", seen, address)
	}
	root := page(t, h, "/tickets?page=9999&lang=en", http.StatusOK)
	pagetest.Require(t, root, pagetest.In("p.empty", pagetest.HasText("No ticket is counted here.")))
}

func TestTicketsRefuse(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	for query, want := range map[string]string{
		"figure=nonsense": "There is no figure called “nonsense”", "part=some": "“some” is no part of a figure", "sort=size": "“size” is no order of a list", "page=-1": "“-1” is no page of a list",
	} {
		root := page(t, h, "/tickets?lang=en&"+query, http.StatusBadRequest)
		pagetest.Require(t, root, pagetest.In("p.notice", pagetest.HasText(want)))
	}
}

func TestOneTicket(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	for lang, want := range map[string][]string{"en": {"Ticket T00007", "open", "returned", "needs admin rights"}, "de": {"Ticket T00007", "offen", "zurückgegeben", "needs admin rights"}} {
		root := page(t, h, "/ticket?ticket=T00007&lang="+lang, http.StatusOK)
		text := pagetest.Text(root)
		pagetest.Require(t, root, pagetest.In("h1", pagetest.HasText(want[0])))
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: the page lacks %q", lang, w)
			}
		}
		if stints, events := len(inside(root, "#ticket-track", "tbody", "tr")), len(inside(root, "#ticket-events", "tbody", "tr")); stints != 3 || events != 5 {
			t.Errorf("%s: %d holdings, %d events", lang, stints, events)
		}
		pagetest.Require(t, root, pagetest.Count("article.tile", 6), pagetest.None("form.filters"))
	}
	root := page(t, h, "/ticket?ticket=X1&lang=en", http.StatusNotFound)
	pagetest.Require(t, root, pagetest.In("p.notice", pagetest.HasText("The desk has no ticket “X1”."), pagetest.In("a", pagetest.HasAttr("href", "/tickets"))))
	if w := get(t, h, "/chart/ticket-track?ticket=X1&lang=en"); w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "no ticket") {
		t.Errorf("its chart: %d %s", w.Code, w.Body)
	}
	if w := get(t, h, "/chart/ticket-track?ticket=T1&lang=en"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"data"`) {
		t.Errorf("a chart: %d %.200s", w.Code, w.Body)
	}
}

// Every card with a table is there as a file, in the notation of the language.
func TestCardsAsCSV(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	files := 0
	for _, path := range []string{"/", "/escalation", "/tiers", "/workload", "/tickets"} {
		for _, link := range pagetest.Find(page(t, h, path+"?lang=de", http.StatusOK), "a[download]") {
			if !strings.HasPrefix(pagetest.Attr(link, "href"), "/card/") { // a report, see TestReportByButton
				continue
			}
			files++
			w := get(t, h, pagetest.Attr(link, "href"))
			r := csv.NewReader(strings.NewReader(strings.TrimPrefix(w.Body.String(), "\ufeff")))
			r.Comma = ';'
			rows, err := r.ReadAll()
			if err != nil || len(rows) < 2 || w.Header().Get("Content-Disposition") == "" {
				t.Errorf("%s: %v, %d rows", pagetest.Attr(link, "href"), err, len(rows))
			}
		}
	}
	if files < 20 {
		t.Errorf("only %d files", files)
	}
	for address, want := range map[string]int{"/card/nothing.csv": 404, "/card/overview-flow": 404, "/card/overview-trend.csv?category=Nonsense": 400} {
		if w := get(t, h, address); w.Code != want {
			t.Errorf("%s: %d, want %d", address, w.Code, want)
		}
	}
}
