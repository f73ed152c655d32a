package reports

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/courier"
	"tiermix/dashboard/page"
	"tiermix/model/kpi"
	"tiermix/model/schedule"
)

// DropPath forgets a schedule.
const DropPath = Path + "/drop"

// Shown are the schedules as the template shows them, and the form of a new one.
type Shown struct {
	Token, Action, Drop string
	Entries             []Entry
	Server              string // what is missing before any mail can go out; "": nothing
	Sent                schedule.Schedule
	To                  string
	Faults              []string
	Where               []string
	Periods, Langs      []page.Choice
	Compares, Formats   []page.Choice
}

// Entry is a schedule to read and to drop.
type Entry struct{ Name, Text, Next string }

// first is what the form of a new schedule offers.
func first(ask page.Ask) schedule.Schedule {
	return schedule.Schedule{Cron: "0 7 1 * *", Zone: ask.Status.Zone, Formats: []string{"pdf"}, Lang: ask.L.Code, Period: "last-month", Compare: "previous"}
}

func schedules(ctx context.Context, ask page.Ask) (page.Content, error) {
	all, err := ask.Source.Schedules(ctx)
	if err != nil {
		return page.Content{}, fmt.Errorf("read schedules: %w", err)
	}
	server, err := ask.Source.MailServer(ctx)
	if err != nil {
		return page.Content{}, fmt.Errorf("read the mail server: %w", err)
	}
	l := ask.L
	s := Shown{Token: ask.Token, Action: ask.Link(ask.State), Drop: DropPath, Sent: first(ask), Where: words(ask.State.Where)}
	if faults := page.Faults(ask, server.Complete().Check()); len(faults) > 0 {
		s.Server = strings.Join(faults, " ")
	}
	if d := ask.Draft.Schedule; d != nil {
		s.Sent, s.Faults = *d, ask.Draft.Faults
	}
	s.To = strings.Join(s.Sent.To, ", ")
	s.Periods = choices(func(v string) string { return l.T("reports.period." + v) }, schedule.Periods, s.Sent.Period)
	s.Langs = choices(func(v string) string { return l.T("language." + v) }, []string{"de", "en"}, s.Sent.Lang)
	s.Compares = choices(func(v string) string { return l.T("reports.compare." + v) }, []string{"previous", "year", "none"}, orNone(s.Sent.Compare))
	s.Formats = choices(func(v string) string { return l.T("reports.format." + v) }, formats, s.Sent.Formats...)
	c := page.Content{}
	for _, x := range all {
		e := Entry{Name: x.Name, Text: said(ask, x), Next: next(ask, x)}
		s.Entries = append(s.Entries, e)
		c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text(chart.Short(e.Name, 80)), page.Text(e.Text), page.Text(e.Next)})
	}
	if len(all) > 0 {
		c.Table.Head = []page.Cell{page.Text(l.T("reports.name")), page.Text(l.T("reports.sends")), page.Text(l.T("reports.next"))}
	}
	c.More = s
	return c, nil
}

func orNone(compare string) string {
	if compare == "" {
		return "none"
	}
	return compare
}

func choices(named func(string) string, all []string, chosen ...string) (out []page.Choice) {
	for _, v := range all {
		out = append(out, page.Choice{Value: v, Text: named(v), Checked: slices.Contains(chosen, v)})
	}
	return out
}

// said is what a schedule does, in a sentence.
func said(ask page.Ask, s schedule.Schedule) string {
	var kinds []string
	for _, f := range s.Formats {
		kinds = append(kinds, ask.L.T("reports.format."+f))
	}
	parts := []string{ask.L.T("reports.period." + s.Period), strings.Join(kinds, ", "), ask.L.T("language." + s.Lang), chart.Short(strings.Join(s.To, ", "), 200)}
	if len(s.Where) > 0 {
		parts = append(parts, chart.Short(strings.Join(s.Where, ", "), 200))
	}
	return strings.Join(parts, " · ")
}

// next is when a schedule is due.
func next(ask page.Ask, s schedule.Schedule) string {
	times, err := courier.ReadTimes(s)
	if err != nil {
		return s.Cron
	}
	zone, err := time.LoadLocation(s.Zone)
	if err != nil {
		return s.Cron
	}
	return ask.L.T("reports.due", ask.L.DateTime(times.After(time.Now()).In(zone)), s.Zone)
}

// words are filters as a schedule keeps them.
func words(where []kpi.Filter) (all []string) {
	for _, f := range where {
		for _, v := range f.Values {
			all = append(all, f.Dim+"="+v)
		}
	}
	return all
}

// Read is what the form of a new schedule sends; filters are those of the address.
func Read(ask page.Ask, sent url.Values) schedule.Schedule {
	s := schedule.Schedule{
		Name: strings.TrimSpace(sent.Get("name")), Cron: strings.TrimSpace(sent.Get("cron")), Zone: strings.TrimSpace(sent.Get("zone")), Lang: sent.Get("report_lang"), Period: sent.Get("span"),
		Compare: sent.Get("against"), Formats: sent["format"], Where: words(ask.State.Where),
	}
	if s.Compare == "none" {
		s.Compare = ""
	}
	for _, to := range strings.FieldsFunc(sent.Get("to"), func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		if to = strings.TrimSpace(to); to != "" {
			s.To = append(s.To, to)
		}
	}
	return s
}

// logged is how many tries the page lists.
const logged = 30

// log lists what was sent, and what was not and why.
func log(ctx context.Context, ask page.Ask) (page.Content, error) {
	all, err := ask.Source.Sent(ctx, logged)
	if err != nil {
		return page.Content{}, fmt.Errorf("read what was sent: %w", err)
	}
	l := ask.L
	if len(all) == 0 {
		return page.Content{Empty: l.T("reports.nothingsent")}, nil
	}
	c := page.Content{}
	c.Table.Head = []page.Cell{page.Text(l.T("reports.tried")), page.Text(l.T("reports.name")), page.Num(l.T("reports.try")), page.Text(l.T("reports.became")), page.Text(l.T("reports.detail"))}
	for _, s := range all {
		became, verdict := "again", ""
		switch {
		case s.OK:
			became, verdict = "sent", "better"
		case s.Final:
			became, verdict = "given", "worse"
		}
		detail := page.Text(chart.Short(s.Detail, 400))
		detail.Long = true
		c.Table.Rows = append(c.Table.Rows, []page.Cell{
			page.Text(l.DateTime(s.Tried) + " UTC"), page.Text(chart.Short(s.Name, 80)), page.Num(l.Count(s.Attempt)), {Text: l.T("reports.state." + became), Verdict: verdict}, detail,
		})
	}
	return c, nil
}
