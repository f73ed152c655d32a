package plan

import (
	"fmt"
	"strings"
	"time"

	"tiermix/model/origin"
	"tiermix/model/salary"
	"tiermix/model/staffing"
)

// Shifts are the terms of the shifts that a plan is made of.
type Shifts struct {
	Full  time.Duration // paid time of a full shift, in whole half hours
	Short time.Duration // of a short one; 0: there are none
	Break time.Duration // unpaid, in the middle of shifts of more than six hours; 0: none
	Step  time.Duration // from one start to the next possible one
}

// breakAfter is the work that may be done without a break.
//
// Source: § 4 ArbZG (Germany): 30 minutes of break with more than six hours of work.
const breakAfter = 6 * time.Hour

func shiftFields() []Field {
	pause := origin.Assume(30, salary.Minutes, lawfulBreak, 2026)
	return []Field{
		{"shift.hours", "h", 0.5, 23, origin.Value{}, false, origin.Text{EN: "paid hours of a full shift; without it contract hours over working days", DE: "bezahlte Stunden einer vollen Schicht; ohne Angabe Vertragsstunden durch Arbeitstage"}},
		{"shift.short_hours", "h", 0, 23, origin.Value{}, false, origin.Text{EN: "paid hours of a short shift, 0 for none; without it half a full one", DE: "bezahlte Stunden einer kurzen Schicht, 0 für keine; ohne Angabe eine halbe volle"}},
		{"shift.break_minutes", salary.Minutes, 0, 180, pause, false, origin.Text{EN: "unpaid break in the middle of shifts of more than six hours", DE: "unbezahlte Pause in der Mitte von Schichten über sechs Stunden"}},
		{"shift.start_minutes", salary.Minutes, 30, 720, example(30, salary.Minutes), false, origin.Text{EN: "minutes from one start of shifts to the next, after opening", DE: "Minuten von einem Schichtbeginn zum nächsten, ab Öffnung"}},
	}
}

// Follows says whether a field that is not told follows from others: it is not unknown then.
func Follows(key string) bool {
	return key == "shift.hours" || key == "shift.short_hours" || key == "promotion.raise" ||
		strings.HasSuffix(key, ".shortage_price") || strings.HasSuffix(key, ".most_hires")
}

// shifts settles them; times are rounded to the half hours in which a week is planned.
func (in *Input) shifts(b *book) Shifts {
	full, ok := b.may("shift.hours")
	if !ok {
		full = origin.Value{Unit: "h", Amount: in.Hours.Contract.Amount / in.Hours.DaysPerWeek.Amount,
			Kind: origin.Weakest(in.Hours.Contract, in.Hours.DaysPerWeek), Source: shiftHours, Year: max(in.Hours.Contract.Year, in.Hours.DaysPerWeek.Year)}
		full.Amount = rounded(hoursLong(full.Amount)).Hours()
		b.derived("shift.hours", full)
	}
	short, ok := b.may("shift.short_hours")
	if !ok {
		short = full
		short.Amount, short.Source = rounded(hoursLong(full.Amount/2)).Hours(), halfShift
		b.derived("shift.short_hours", short)
	}
	if short.Amount > full.Amount {
		b.fault(origin.Text{
			EN: "shift.short_hours = %[1]s: a short shift is no longer than a full one, which has %[2]s h; type fewer hours, 0 for no short shifts, or longer full ones",
			DE: "shift.short_hours = %[1]s: eine kurze Schicht ist nicht länger als eine volle, die %[2]s h hat; geben Sie weniger Stunden ein, 0 für keine kurzen Schichten, oder längere volle",
		}, plain(short.Amount), plain(full.Amount))
	}
	s := Shifts{Full: in.halfHours("shift.hours", hoursLong(full.Amount)), Step: in.halfHours("shift.start_minutes", minutesLong(b.get("shift.start_minutes").Amount))}
	if short.Amount > 0 {
		s.Short = in.halfHours("shift.short_hours", hoursLong(short.Amount))
	}
	if pause := minutesLong(b.get("shift.break_minutes").Amount); pause > 0 {
		s.Break = in.halfHours("shift.break_minutes", pause)
	}
	if long := max(s.Full, s.Short); long > breakAfter && long+s.Break > longestShift {
		b.fault(origin.Text{
			EN: "shift.hours, shift.short_hours, shift.break_minutes: a shift of %g h with a break of %g h is longer than a day; 24 h are the most",
			DE: "shift.hours, shift.short_hours, shift.break_minutes: eine Schicht von %g h mit einer Pause von %g h ist länger als ein Tag; 24 h sind das Höchste",
		}, long.Hours(), s.Break.Hours())
	}
	return s
}

// longestShift is a day.
const longestShift = 24 * time.Hour

// halfHours rounds a length to the half hours in which a week is planned, and notes where that changes it.
func (in *Input) halfHours(key string, d time.Duration) time.Duration {
	planned := rounded(d)
	if planned != d.Round(time.Second) {
		in.Notes = append(in.Notes, origin.Text{
			EN: fmt.Sprintf("A week is planned in half hours: %s of %s h is planned as %s h.", key, origin.Number(d.Hours()).EN, origin.Number(planned.Hours()).EN),
			DE: fmt.Sprintf("Eine Woche wird in halben Stunden geplant: %s von %s h wird als %s h geplant.", key, origin.Number(d.Hours()).DE, origin.Number(planned.Hours()).DE),
		})
	}
	return planned
}

// derived notes a number of a field that follows from others.
func (b *book) derived(key string, v origin.Value) {
	if f, err := FieldOf(key); err == nil {
		b.note(key, v, f.About)
	}
}

func hoursLong(h float64) time.Duration   { return time.Duration(h * float64(time.Hour)) }
func minutesLong(m float64) time.Duration { return time.Duration(m * float64(time.Minute)) }

// rounded is a length in whole half hours, half an hour at least.
func rounded(d time.Duration) time.Duration { return max(30*time.Minute, d.Round(30*time.Minute)) }

// patterns are the full and the short shift. Both start at opening or any number of steps later, so long as they end before the
// desk closes; a desk that is open for less has the one at opening.
func (in Input) patterns() []staffing.Pattern {
	all := []staffing.Pattern{in.pattern("full day", in.Shifts.Full)}
	if in.Shifts.Short > 0 && in.Shifts.Short != in.Shifts.Full {
		all = append(all, in.pattern("short day", in.Shifts.Short))
	}
	return all
}

func (in Input) pattern(name string, paid time.Duration) staffing.Pattern {
	p := staffing.Pattern{Name: name, Length: paid, Paid: paid}
	if paid > breakAfter && in.Shifts.Break > 0 {
		p.Length += in.Shifts.Break
		p.Breaks = []staffing.Break{{Length: in.Shifts.Break, Earliest: rounded(paid/2 - time.Hour), Latest: rounded(paid/2 + time.Hour), Step: 30 * time.Minute}}
	}
	p.Starts = in.starts(p.Length)
	return p
}

// dayLong is when the desk opens first and closes last on any day.
func (in Input) dayLong() (opens, closes time.Duration) {
	opens = 24 * time.Hour
	for _, spans := range in.Demand.Calendar.Week {
		for _, s := range spans {
			opens, closes = min(opens, s.Opens.Truncate(30*time.Minute)), max(closes, s.Closes)
		}
	}
	return opens, closes
}

func (in Input) starts(length time.Duration) []time.Duration {
	opens, closes := in.dayLong()
	starts := []time.Duration{opens}
	last := closes - length
	if closes == 24*time.Hour && opens == 0 {
		last = 24*time.Hour - 30*time.Minute // open round the clock: shifts may run over midnight
	}
	for at := opens + in.Shifts.Step; at <= last; at += in.Shifts.Step {
		starts = append(starts, at)
	}
	return starts
}
