package listing

import (
	"fmt"
	"io"
	"time"

	"tiermix/model/plan"
	"tiermix/model/rate"
	"tiermix/model/shiftleft"
)

// ShiftLeftTable writes the shift-left list for people to read: the money, the reasons, the categories with what prices them.
func ShiftLeftTable(w io.Writer, in plan.Input, l shiftleft.List) error {
	p := &printer{out: w}
	l = l.Whole()
	p.line("%s to %s: %s solved at 2nd level, %s of them 1st level could try with gain.", day(l.From), day(l.To), counted(l.Second, "ticket"), number(float64(l.Tickets), 0))
	if l.Tickets > 0 {
		p.line("1st level could save %s a year, on %s tickets a year (%s).\n", money3(l.Money, l.Currency), number(l.PerYear, 0), l.Kind)
		p.reasons(l)
		p.shiftLeft(l)
		p.line("  Could: tickets of the period, each counted once by its strongest reason. No gain: a try costs more than it saves. Solves: share of")
		p.line("  its tries that 1st level solves. Saves: a ticket today less one that 1st level tries, at that share, failed tries and these tickets' own minutes at")
		p.line("  2nd level included. From: the weakest of what priced it; `tiermix salary` and `tiermix plan` print every number. Intervals hold chance in tickets,")
		p.line("  shares and minutes at 2nd level; pay is taken as exact. A year is like the period, without growth.")
	}
	for _, n := range l.Notes {
		p.line("Note: %s", clean(n.EN))
	}
	for _, n := range in.Notes {
		p.line("Note: %s", clean(n.EN))
	}
	return p.err
}

// day is a day, or a dash where there is none.
func day(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.Format(time.DateOnly)
}

func money3(b rate.Bounds, currency string) string {
	return fmt.Sprintf("%s %s (95 %% %s to %s)", money(b.Value), currency, money(b.Low), money(b.High))
}

func (p *printer) reasons(l shiftleft.List) {
	rows := []string{"REASON\ttickets\ta year\tone costs now\tif 1st level tries\t" + l.Currency + " a year\t95 % interval"}
	for _, r := range l.Reasons {
		rows = append(rows, cells(r.Why.Text().EN, r.Tickets, number(r.PerYear, 0), number(r.Now, 2), number(r.Then, 2), money(r.Money.Value), money(r.Money.Low)+" to "+money(r.Money.High)))
	}
	p.table(rows...)
}

func (p *printer) shiftLeft(l shiftleft.List) {
	rows := []string{"CATEGORY\t2nd level\tcould\tmarked\tquick\telsewhere\tno gain\tquick up to\tsolves\tsaves\t" + l.Currency + " a year\t95 % interval\tfrom"}
	for _, c := range l.Categories {
		quick := "not known"
		if c.Quick.Given() {
			quick = number(c.Quick.Amount, 1) + " min"
		}
		row := []any{named(c.Key), c.Second, fewMark(c.Tickets, c.Few)}
		for _, why := range shiftleft.Whys() {
			row = append(row, c.Of(why).Tickets)
		}
		row = append(row, c.Costly, quick)
		if !c.Priced {
			rows = append(rows, cells(append(row, "-", "-", "no price", "-", "-")...))
			continue
		}
		rows = append(rows, cells(append(row, percent(c.Solve.Amount), number(c.PerTicket(), 2), money(c.Money.Value), money(c.Money.Low)+" to "+money(c.Money.High), c.Kind)...))
	}
	p.table(rows...)
}

// fewMark marks a number of tickets that an amount should not rest on.
func fewMark(n int, few bool) string {
	if few && n > 0 {
		return number(float64(n), 0) + " (few)"
	}
	return number(float64(n), 0)
}
