package tier

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"tiermix/model/kpi"
)

func date(text string) time.Time {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return at
}

// evenWeeks is the usual period of a desk with as many tickets in each week.
func evenWeeks(f kpi.Frame) kpi.Period {
	whole, ok := wholeWeeks(f)
	if !ok {
		return kpi.Period{From: f.First, To: f.Last}
	}
	tickets := make([]int, whole.Days()/7)
	for i := range tickets {
		tickets[i] = 10
	}
	return lastWeeks(whole, tickets)
}

// Without tickets there are still no more than 26 weeks; with thin ends, the weeks between.
func TestLastWeeksByTickets(t *testing.T) {
	whole := kpi.Period{From: date("2024-01-01"), To: date("2025-03-23")} // 64 weeks
	if got, want := lastWeeks(whole, make([]int, 64)), (kpi.Period{From: date("2024-09-23"), To: date("2025-03-23")}); got != want {
		t.Errorf("no tickets: got %v, want %v", got, want)
	}
	thin := make([]int, 64)
	for i := 10; i < 20; i++ {
		thin[i] = 100
	}
	thin[20], thin[9] = 3, 4
	if got, want := lastWeeks(whole, thin), (kpi.Period{From: date("2024-03-11"), To: date("2024-05-19")}); got != want {
		t.Errorf("thin ends: got %v, want %v", got, want)
	}
}

func TestLastWeeks(t *testing.T) {
	for _, c := range []struct{ first, last, from, to string }{
		{"2025-03-03", "2025-03-24", "2025-03-03", "2025-03-23"}, // Monday to Monday: three weeks
		{"2025-03-04", "2025-03-23", "2025-03-10", "2025-03-23"}, // Tuesday to Sunday
		{"2025-03-02", "2025-03-09", "2025-03-03", "2025-03-09"}, // Sunday to Sunday
		{"2025-03-03", "2025-03-08", "2025-03-03", "2025-03-08"}, // Monday to Saturday: no whole week
		{"2025-03-04", "2025-03-15", "2025-03-04", "2025-03-15"},
		{"2025-03-04", "2025-03-04", "2025-03-04", "2025-03-04"},
		{"2020-01-01", "2025-03-24", "2024-09-23", "2025-03-23"}, // 26 weeks
	} {
		got := evenWeeks(kpi.Frame{First: date(c.first), Last: date(c.last)})
		if want := (kpi.Period{From: date(c.from), To: date(c.to)}); got != want {
			t.Errorf("%s to %s: got %v, want %v", c.first, c.last, got, want)
		}
	}
}

func TestLastWeeksLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := date("2020-01-01").AddDate(0, 0, rapid.IntRange(0, 2000).Draw(t, "first"))
		last := first.AddDate(0, 0, rapid.IntRange(0, 400).Draw(t, "length"))
		got := evenWeeks(kpi.Frame{First: first, Last: last})
		if got.From.Before(first) || got.To.After(last) || got.Days() < 1 {
			t.Fatalf("%v lies outside %v to %v", got, first, last)
		}
		all := kpi.Period{From: first, To: last}
		if got.Days()%7 != 0 || got.From.Weekday() != time.Monday {
			if got != all || all.Days() > 12 {
				t.Fatalf("%v are no whole weeks of %v", got, all)
			}
			return
		}
		if got.Days() > 7*DemandWeeks || last.Sub(got.To) >= 7*24*time.Hour {
			t.Fatalf("%v are not the last weeks of %v", got, all)
		}
		if got.Days() < 7*DemandWeeks && got.From.Sub(first) >= 7*24*time.Hour {
			t.Fatalf("%v leaves weeks of %v out that are needed", got, all)
		}
	})
}

func TestWeekdays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := date("2025-01-01").AddDate(0, 0, rapid.IntRange(0, 20).Draw(t, "from"))
		length := rapid.IntRange(1, 60).Draw(t, "days")
		var want [7]int
		for i := range length {
			want[(int(from.AddDate(0, 0, i).Weekday())+6)%7]++
		}
		if got := weekdays(from, length); got != want {
			t.Fatalf("%d days from %s: got %v, want %v", length, from.Weekday(), got, want)
		}
	})
}
