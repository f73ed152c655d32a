package dashboard_test

import (
	"net/http"
	"strings"
	"testing"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
)

// Each page with filters offers a report of what they show; the files say so.
func TestReportByButton(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	root := page(t, h, "/escalation?region=South&period=4w&lang=de", http.StatusOK)
	links := inside(root, `details.menu`, "a")
	beginnings := map[string]string{"pdf": "%PDF-1", "xlsx": "PK", "html": "<!doctype html>", "json": "{", "csv": "ticket_id", "parquet": "ticket_id"}
	seen := 0
	for _, a := range links {
		address := pagetest.Attr(a, "href")
		path, _, _ := strings.Cut(address, "?")
		format, ok := strings.CutPrefix(path, "/report/report.")
		if !ok {
			continue
		}
		seen++
		if !strings.Contains(address, "region=South") || !strings.Contains(address, "lang=de") {
			t.Errorf("%s loses the filters", address)
		}
		w := get(t, h, address)
		if w.Code != http.StatusOK || !strings.HasPrefix(w.Body.String(), beginnings[format]) || !strings.Contains(w.Header().Get("Content-Disposition"), "."+format) {
			t.Errorf("%s: status %d, %q, %.40q", format, w.Code, w.Header().Get("Content-Disposition"), w.Body.String())
		}
		if format == "html" && !strings.Contains(w.Body.String(), "Region: South") {
			t.Error("the page does not name its filters")
		}
	}
	if seen != len(beginnings) {
		t.Errorf("%d formats are offered, want %d", seen, len(beginnings))
	}
}

// What is wrong with the filters is said by the page; a format that is not known is no file.
func TestReportRefused(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	w := get(t, h, "/report/report.pdf?region=Nowhere&lang=en")
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/reports?region=Nowhere&lang=en" {
		t.Errorf("status %d to %s", w.Code, w.Header().Get("Location"))
	}
	for _, address := range []string{"/report/report.docx", "/report/pdf", "/report/report."} {
		if w := get(t, h, address); w.Code != http.StatusNotFound {
			t.Errorf("%s: status %d", address, w.Code)
		}
	}
	desk := pagetest.New()
	desk.Broken["export"] = http.ErrAbortHandler
	if w := get(t, newHandler(t, desk, dashboard.Options{}), "/report/report.csv?lang=en"); w.Code != http.StatusInternalServerError || strings.Contains(w.Header().Get("Content-Disposition"), "csv") {
		t.Errorf("a broken source: status %d", w.Code)
	}
}

// The page Headcount plan offers its plan as a workbook of what is typed; what cannot be planned is said by the page.
func TestFinanceByButton(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	root := page(t, h, "/headcount?yearly_growth=0.1&lang=en", http.StatusOK)
	links := inside(root, "p.files", "a")
	if len(links) != 1 || !strings.Contains(pagetest.Attr(links[0], "href"), "yearly_growth=0.1") {
		t.Fatalf("%d links", len(links))
	}
	w := get(t, h, pagetest.Attr(links[0], "href"))
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Body.String(), "PK") || !strings.Contains(w.Header().Get("Content-Disposition"), "headcount_") {
		t.Errorf("status %d, %s", w.Code, w.Header().Get("Content-Disposition"))
	}
	if w := get(t, h, "/headcount/plan.xlsx?growth=lots&lang=en"); w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/headcount?") {
		t.Errorf("status %d to %s", w.Code, w.Header().Get("Location"))
	}
}
