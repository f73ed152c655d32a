package kpi_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tiermix/model/kpi"
)

func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

func TestParse(t *testing.T) {
	got, err := kpi.Parse(kpi.Words{
		IDs: []string{"csat"}, From: "2024-05-01", To: "2024-05-31", By: "tier,week", Compare: "2023-05-01..2023-05-31",
		Where: []string{"channel=mail", "tier=1", "channel=phone", "channel=mail", "category=a=b"}, Hours: "business", Lang: "de",
	})
	if err != nil {
		t.Fatal(err)
	}
	want := kpi.Query{
		Scope: kpi.Scope{
			Period: kpi.Period{From: day("2024-05-01"), To: day("2024-05-31")},
			Where: []kpi.Filter{
				{Dim: "channel", Values: []string{"mail", "phone"}}, {Dim: "tier", Values: []string{"1"}},
				{Dim: "category", Values: []string{"a=b"}},
			},
		},
		IDs: []string{"csat"}, By: []string{"tier", "week"}, Hours: kpi.Business, Lang: kpi.German,
		Compare: kpi.Compare{Mode: "custom", Custom: kpi.Period{From: day("2023-05-01"), To: day("2023-05-31")}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("query (-want +got):\n%s", diff)
	}
}

func TestParseSaysWhatIsWrong(t *testing.T) {
	const dims = "category, channel, day, from_tier, hour, month, priority, product, quarter, region, team, tier, week, weekday, year"
	for _, c := range []struct {
		words kpi.Words
		want  string
	}{
		{kpi.Words{From: "1.5.2024"}, `from "1.5.2024" is not a date: want year-month-day as 2024-05-31`},
		{kpi.Words{To: "2024-02-30"}, `to "2024-02-30" is not a date: want year-month-day as 2024-05-31`},
		{kpi.Words{From: "2024-05-02", To: "2024-05-01"}, "period: the last day 2024-05-01 lies before the first day 2024-05-02"},
		{kpi.Words{Where: []string{"phone"}}, `filter "phone": want dimension=value as channel=phone`},
		{kpi.Words{Where: []string{"chanel=phone"}}, `filter "chanel=phone": unknown dimension "chanel": did you mean channel? there are ` + dims},
		{kpi.Words{Where: []string{"tier=first"}}, `filter: tier "first": want a tier, 0 to n`},
		{kpi.Words{Where: []string{"month=2024-5"}}, `filter: month "2024-5": want a month, 2024-05`},
		{kpi.Words{Where: []string{"week=2023-W53"}}, `filter: week "2023-W53": want a week by ISO 8601, 2024-W22`},
		{kpi.Words{Where: []string{"weekday=0"}}, `filter: weekday "0": want a weekday, 1 (Monday) to 7, or its name as mon, Monday or Montag`},
		{kpi.Words{Where: []string{"weekday=m"}}, `filter: weekday "m": want a weekday, 1 (Monday) to 7, or its name as mon, Monday or Montag`},
		{kpi.Words{Where: []string{"weekday=mondays"}}, `filter: weekday "mondays": want a weekday, 1 (Monday) to 7, or its name as mon, Monday or Montag`},
		{kpi.Words{By: "xyzzyplugh"}, `unknown dimension "xyzzyplugh": there are ` + dims},
		{kpi.Words{By: "tier,tier"}, "dimension tier is named twice"},
		{kpi.Words{Compare: "last"}, `compare "last": want previous, year or two dates as 2024-04-01..2024-04-30`},
		{kpi.Words{Compare: "2024-05-02..2024-05-01"}, `compare "2024-05-02..2024-05-01": period: the last day 2024-05-01 lies before the first day 2024-05-02`},
		{kpi.Words{Compare: "2024-05-02.."}, "compare: a custom period needs its first and its last day"},
		{kpi.Words{Hours: "night"}, `hours "night": want calendar or business`},
		{kpi.Words{Lang: "fr"}, `language "fr": want en or de`},
	} {
		_, err := kpi.Parse(c.words)
		if err == nil || err.Error() != c.want {
			t.Errorf("%+v\ngot  %v\nwant %s", c.words, err, c.want)
		}
	}
}

func TestWeekdaysMayBeNamed(t *testing.T) {
	for want, names := range map[string]string{
		"1": "1 mon Monday MON monday montag Mo", "2": "2 tue Tuesday die dienstag di tues", "3": "3 wed wednesday mit Mittwoch",
		"4": "4 thu thursday don donnerstag", "5": "5 fri friday fre freitag fr", "6": "6 sat saturday sam samstag sonnabend",
		"7": "7 sun sunday son Sonntag so",
	} {
		for name := range strings.FieldsSeq(names) {
			got, err := kpi.ParseWhere([]string{"weekday=" + name, "weekday=" + want})
			if diff := cmp.Diff([]kpi.Filter{{Dim: "weekday", Values: []string{want}}}, got); err != nil || diff != "" {
				t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
			}
		}
	}
	got, err := kpi.ParseWhere([]string{"channel=mon"})
	if err != nil || got[0].Values[0] != "mon" {
		t.Errorf("a channel of that name: got %v, %v", got, err)
	}
}

func TestUnknownFigureNamesTheNearest(t *testing.T) {
	_, err := kpi.Parse(kpi.Words{IDs: []string{"escalation-rate"}})
	if err == nil || !strings.HasPrefix(err.Error(), `unknown figure "escalation-rate": did you mean escalation_rate? there are after_time_in_tier, agent_utilisation, any_escalation, `) {
		t.Errorf("got %v", err)
	}
}

// Whatever is typed is refused with words or gives a query that means the same when it is read again.
func FuzzParse(f *testing.F) {
	f.Add("csat", "2024-05-01", "2024-05-31", "channel=mail", "tier=", "month,team", "previous")
	f.Add("", "", "", "week=2024-W22", "quarter=2024-Q2", "", "2024-01-01..2024-02-29")
	f.Add("csat", "", "", "weekday=Sonnabend", "weekday=so", "weekday", "")
	f.Add("x", "0000-01-01", "9999-12-31", "day=0001-01-01", "hour=24", ",", "..")
	f.Fuzz(func(t *testing.T, id, from, to, where, and, by, compare string) {
		w := kpi.Words{From: from, To: to, Where: []string{where, and}, By: by, Compare: compare}
		if id != "" {
			w.IDs = []string{id}
		}
		q, err := kpi.Parse(w)
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without words")
			}
			return
		}
		for _, filter := range q.Where {
			d, err := kpi.LookupDimension(filter.Dim)
			if err != nil {
				t.Fatal(err)
			}
			values, _, err := d.Values(filter)
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range values {
				if key := d.Key(v); !contains(filter.Values, key) {
					t.Errorf("%s: %v is written %q, not as one of %q", filter.Dim, v, key, filter.Values)
				}
			}
		}
	})
}

func contains(list []string, text string) bool {
	for _, item := range list {
		if item == text {
			return true
		}
	}
	return false
}
