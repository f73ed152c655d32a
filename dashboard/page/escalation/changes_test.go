package escalation_test

import (
	"context"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/escalation"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/kpi"
)

// counted answers with figures of counts by category, now and then.
type counted struct {
	*pagetest.Desk
	now, then map[string]kpi.Cell
}

func (c counted) Answer(_ context.Context, q kpi.Query) (kpi.Answer, error) {
	plan, err := q.Plan()
	if err != nil {
		return kpi.Answer{}, err
	}
	groups := func(cells map[string]kpi.Cell) map[string]kpi.Counted {
		var all kpi.Counted
		for name, cell := range cells {
			all.Groups = append(all.Groups, kpi.Keyed{Key: map[string]string{"category": name}, Cell: cell})
			all.Total.Rows, all.Total.Hits = all.Total.Rows+cell.Rows, all.Total.Hits+cell.Hits
		}
		return map[string]kpi.Counted{"escalation_rate": all}
	}
	frame := kpi.Frame{First: c.State.First, Last: c.State.Last, Tickets: 1}
	return plan.Answer(kpi.Counts{Frame: frame, Now: groups(c.now), Then: groups(c.then)}), nil
}

func changed(t *testing.T, source counted, query string) page.Content {
	t.Helper()
	for _, w := range escalation.Widgets() {
		if w.ID == "escalation-changes" {
			ask := pagetest.Ask(t, source.Desk, "en", query)
			ask.Source = source
			c, err := w.Load(context.Background(), ask)
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
	}
	t.Fatal("no widget")
	return page.Content{}
}

func TestChangesOfTheRate(t *testing.T) {
	c := changed(t, counted{pagetest.New(), map[string]kpi.Cell{"Printers": {Rows: 600, Hits: 300}, "Permissions": {Rows: 400, Hits: 40}},
		map[string]kpi.Cell{"Printers": {Rows: 400, Hits: 200}, "Permissions": {Rows: 600, Hits: 120}}}, "")
	var rows []string
	for _, row := range c.Table.Rows {
		var cells []string
		for _, cell := range row {
			cells = append(cells, strings.ReplaceAll(cell.Text, "\u00a0", " "))
		}
		rows = append(rows, strings.Join(cells, "|"))
	}
	want := []string{
		"Printers|50.0 % of 400|50.0 % of 600|+0.00 pts|+3.40 pts|+3.40 pts",
		"Permissions|20.0 % of 600|10.0 % of 400|−5.00 pts|+3.60 pts|−1.40 pts",
		"all categories|32.00 %|34.00 %|||+2.00 pts",
	}
	if got := strings.Join(rows, "\n"); got != strings.Join(want, "\n") || c.Figure == nil || !strings.Contains(c.Sub, "+2.00 pts, which is noise") {
		t.Errorf("sub %q, rows\n%s", c.Sub, got)
	}
}

var inPoints = regexp.MustCompile(`([+−])([0-9]+)\.([0-9]{2}) pts`)

func hundredths(t *rapid.T, text string) int {
	m := inPoints.FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("no points in %q", text)
	}
	n, err := strconv.Atoi(m[2] + m[3])
	if err != nil {
		t.Fatal(err)
	}
	if m[1] == "−" {
		return -n
	}
	return n
}

// Table and fall add up to the change as they are written, however many categories come and go; no level of the fall lies below zero.
func TestChangesAddUpAsWritten(t *testing.T) {
	desk := pagetest.New()
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(label string) map[string]kpi.Cell {
			cells := map[string]kpi.Cell{"always": {Rows: 10, Hits: rapid.IntRange(0, 10).Draw(rt, label)}}
			for i := range 14 {
				if n := rapid.SampledFrom([]int{0, 0, 1, 9, 700}).Draw(rt, label); n > 0 {
					cells["c"+strconv.Itoa(i)] = kpi.Cell{Rows: n, Hits: rapid.IntRange(0, n).Draw(rt, label)}
				}
			}
			return cells
		}
		c := changed(t, counted{desk, draw("now"), draw("then")}, "")
		rows := c.Table.Rows
		sum := 0
		for _, row := range rows[:len(rows)-1] {
			own, mix, all := hundredths(rt, row[3].Text), hundredths(rt, row[4].Text), hundredths(rt, row[5].Text)
			if own+mix != all {
				rt.Fatalf("%d + %d is not %d", own, mix, all)
			}
			sum += all
		}
		if whole := hundredths(rt, rows[len(rows)-1][5].Text); sum != whole {
			rt.Fatalf("rows add up to %d, the whole is %d", sum, whole)
		}
		fall, tips := 0, c.Figure.Tips[0]
		for _, tip := range tips[1 : len(tips)-1] {
			fall += hundredths(rt, tip)
		}
		if fall != sum || len(tips) > 12 {
			rt.Fatalf("the fall adds up to %d in %d rows, the table to %d", fall, len(tips), sum)
		}
		if strings.Contains(string(c.Figure.Option), `"value":-`) || math.Abs(float64(sum)) > 10000 {
			rt.Fatalf("a level below zero: %s", c.Figure.Option)
		}
	})
}

func TestChangesThatCannotBeTold(t *testing.T) {
	desk := pagetest.New()
	rows := map[string]kpi.Cell{"a": {Rows: 10, Hits: 2}}
	for query, want := range map[string]string{
		"compare=none": "Choose a period to compare with", "": "no ticket that tier 1 held in the compared period",
	} {
		if c := changed(t, counted{desk, rows, nil}, query); !strings.Contains(c.Empty, want) || c.Figure != nil {
			t.Errorf("%q: %+v", query, c)
		}
	}
	if c := changed(t, counted{desk, nil, rows}, ""); !strings.Contains(c.Empty, "no ticket that tier 1 held in this period") {
		t.Errorf("%+v", c)
	}
}
