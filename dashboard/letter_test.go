package dashboard_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/schedule"
)

// A scheduled mail has the first page in words, charts as pictures, and the report of the period that the day asks for as files.
func TestLetterOfASchedule(t *testing.T) {
	desk := pagetest.New()
	d, err := dashboard.New(desk, dashboard.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	due := time.Date(2026, 10, 31, 23, 30, 0, 0, time.UTC) // in Berlin it is November already
	s := schedule.Schedule{Name: "Board", Zone: "Europe/Berlin", To: []string{"board@example.org"}, Formats: []string{"pdf", "csv"}, Lang: "de", Period: "last-month", Compare: "previous", Where: []string{"region=South"}}
	l, err := d.Letter(t.Context(), s, due)
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Files) != 2 || l.Files[0].Name != "report_2026-10-01_2026-10-31.pdf" || !bytes.HasPrefix(l.Files[0].Content, []byte("%PDF")) || l.Files[1].Name != "tickets_2026-10-01_2026-10-31.csv" {
		t.Errorf("files %d", len(l.Files))
	}
	if !strings.Contains(l.Subject, "01.10.2026") || !strings.Contains(l.Text, "Region: South") || !strings.Contains(l.HTML, "Region: South") {
		t.Errorf("subject %s, text %.400s", l.Subject, l.Text)
	}
	if len(l.Inline) < 2 {
		t.Fatalf("%d pictures", len(l.Inline))
	}
	for _, p := range l.Inline {
		if !bytes.HasPrefix(p.Content, []byte("\x89PNG")) || !strings.Contains(l.HTML, `src="cid:`+p.Name+`"`) {
			t.Errorf("%s is no picture of the mail", p.Name)
		}
	}
	pagetest.Parse(t, l.HTML)
	if strings.Contains(l.HTML, "<script") || strings.Contains(l.HTML, "http://") {
		t.Error("the mail loads something")
	}
	keep(t, "mail.html", []byte(l.HTML))
}
