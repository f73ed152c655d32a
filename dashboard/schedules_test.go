package dashboard_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/schedule"
)

// A schedule is made with the filters on screen, stands on the page with its next time, and can be removed; a record of what was sent stands below.
func TestSchedulesOnThePage(t *testing.T) {
	desk := pagetest.New()
	desk.Tries = []schedule.Sent{{Name: "Old", Attempt: 4, Final: true, Detail: `refused </script> by "mail"`}, {Name: "Old", Attempt: 1, OK: true, Final: true, Detail: "report.pdf"}}
	h := newHandler(t, desk, dashboard.Options{})
	form := "name=Board&to=" + url.QueryEscape("a@example.org; b@example.org") + "&cron=" + url.QueryEscape("0 7 1 * *") + "&zone=Europe/Berlin&span=last-month&against=none&report_lang=de&format=pdf&format=xlsx"
	if to := note(t, h, "/reports?region=South", form, http.StatusSeeOther); !strings.Contains(to, "region=South") || !strings.HasSuffix(to, "#reports-schedules") {
		t.Errorf("it leads to %s", to)
	}
	if len(desk.Mails) != 1 || strings.Join(desk.Mails[0].To, "|") != "a@example.org|b@example.org" || strings.Join(desk.Mails[0].Where, "|") != "region=South" || desk.Mails[0].Compare != "" {
		t.Fatalf("kept: %+v", desk.Mails)
	}
	text := pagetest.Text(page(t, h, "/reports?lang=en", http.StatusOK))
	for _, want := range []string{"Board", "the month before", "a@example.org, b@example.org", "region=South", "07:00 (Europe/Berlin)", "No mail server is set", "given up", `refused </script> by "mail"`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q on the page", want)
		}
	}
	if text := answered(t, h, form, http.StatusConflict); !strings.Contains(text, "There is a schedule of this name already.") || !strings.Contains(text, `value="Board"`) {
		t.Error("the same name again is not refused, or what was typed is lost")
	}
	if note(t, h, "/reports/drop", "name=Board", http.StatusSeeOther); len(desk.Mails) != 0 {
		t.Errorf("left: %+v", desk.Mails)
	}
	note(t, h, "/reports/drop", "name=Board", http.StatusConflict)
}

// Everything that is wrong with a schedule is said at once, in the reader's language, and nothing typed is lost.
func TestScheduleWithFaults(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	text := answered(t, h, "name="+url.QueryEscape(`"><img onerror=x>`)+"&to=nobody&cron=often&zone=Mars&span=yesterday&report_lang=fr", http.StatusBadRequest)
	for _, want := range []string{"is no time of a schedule", "is no address of mail", "Time zone &#34;Mars&#34; is not known", "A schedule needs a format", `value="often"`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q on the page", want)
		}
	}
	if strings.Contains(text, "<img onerror") || len(desk.Mails) != 0 {
		t.Error("a name became markup, or something was kept")
	}
}

// answered is the page that answers to a form of a new schedule.
func answered(t *testing.T, h http.Handler, form string, status int) string {
	t.Helper()
	w := send(t, h, "/reports", "token="+url.QueryEscape(token(t, h))+"&"+form, "Accept-Language", "en")
	if w.Code != status {
		t.Fatalf("status %d, want %d", w.Code, status)
	}
	pagetest.Parse(t, w.Body.String())
	return w.Body.String()
}
