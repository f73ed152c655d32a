package listing

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tiermix/model/knowledge"
	"tiermix/model/kpi"
	"tiermix/model/plan"
	"tiermix/model/rate"
	"tiermix/model/shiftleft"
)

// shifted is the list of a category with a hostile name, of one that the plan does not have, and of tickets without one.
func shifted(t *testing.T) (plan.Input, shiftleft.List) {
	t.Helper()
	in := made(t).Input
	l, err := shiftleft.Make(in, shiftleft.Solved{From: in.Demand.From, To: in.Demand.To, Days: 14, Groups: []shiftleft.Group{
		{Category: hostile, Tried: true, Marked: true, Alone: true, Unlinked: true, Tickets: 40, Judged: 40, Known: 40, Minutes: slices.Repeat([]float64{35}, 40), Examples: []string{"T1", "=T2"}},
		{Category: hostile, Tried: true, Alone: true, Tickets: 20, Judged: 20, Known: 20, Minutes: slices.Repeat([]float64{25}, 20)},
		{Category: "", Tried: true, Marked: true, Tickets: 3, Judged: 3},
		{Category: "Coffee", Marked: true, Tickets: 5, Judged: 5},
	}}, 30)
	if err != nil {
		t.Fatal(err)
	}
	return in, l
}

func TestShiftLeftTable(t *testing.T) {
	in, l := shifted(t)
	var out bytes.Buffer
	if err := ShiftLeftTable(&out, in, l); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	flat := strings.Join(strings.Fields(text), " ")
	for _, want := range []string{
		"2025-01-06 to 2025-01-19: 68 tickets solved at 2nd level, 63 of them 1st level could try with gain.", "1st level could save ", " EUR (95 % ",
		"marked: 1st level could have solved it 43 ", "2nd level solved it quickly and alone 20 ", "=1+1 </script><b> 60 60 40 20 0 0 30.0 min 66.6 %",
		"(no category) 3 3 (few) 3 0 0 0 30.0 min 7.1 %", "Coffee 5 5 0 0 0 0 30.0 min - - no price", "nothing tells what they cost: 5; they are in no sum",
		"The year is projected from few days: 14.",
	} {
		if !strings.Contains(flat, want) {
			t.Errorf("there is no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
		t.Errorf("an amount is no number:\n%s", text)
	}
}

func TestShiftLeftJSON(t *testing.T) {
	in, l := shifted(t)
	var out bytes.Buffer
	if err := ShiftLeftJSON(&out, in, l); err != nil {
		t.Fatal(err)
	}
	var got jsonShiftLeft
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, c := range got.Categories {
		if c.Money != nil {
			sum += c.Money.Value
		}
	}
	if got.From != "2025-01-06" || got.Second != 68 || math.Abs(sum-got.Money.Value) > 1e-6 || got.Categories[0].Category != hostile || got.Categories[0].Quick.Origin != "typed" ||
		got.Categories[0].Unlinked != 40 || len(got.Categories) != 3 || len(got.Notes) == 0 {
		t.Errorf("got %s", out.String())
	}
	if c := got.Categories[2]; c.Category != "Coffee" || c.Money != nil || c.PerTicket != nil || c.Solve != nil {
		t.Errorf("without a price: %+v", c)
	}
}

func TestShiftLeftCSV(t *testing.T) {
	in, l := shifted(t)
	var out bytes.Buffer
	if err := ShiftLeftCSV(&out, in, l); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if rows[1][0] != "'"+hostile || rows[1][1] != "marked" || rows[2][1] != "quick" || rows[3][0] != plan.Unnamed || rows[3][11] != "true" {
		t.Errorf("rows %q", rows)
	}
	if money, err := strconv.ParseFloat(rows[1][6], 64); err != nil || math.Abs(money-l.Categories[0].Reasons[0].Money.Value) > 1e-9 {
		t.Errorf("money %s, %v", rows[1][6], err)
	}
}

// report is one with an article for each verdict.
func report(t *testing.T) (plan.Input, knowledge.Report) {
	t.Helper()
	in, l := shifted(t)
	first := time.Date(2025, 1, 6, 0, 0, 0, 0, time.UTC)
	measured := knowledge.Effect{
		Use: knowledge.Use{Category: "", Article: hostile, First: first, Tickets: 9}, Verdict: knowledge.Measured, Before: rate.Share{Hits: 48, Total: 80}, After: rate.Share{Hits: 56, Total: 70},
		Others: 2, OthersBefore: rate.Share{Hits: 1, Total: 4}, OthersAfter: rate.Share{Hits: 1, Total: 4}, Beside: 7, Also: []string{"KB-2", "KB-3"}, Trend: true, Beyond: true,
	}
	measured.Change = rate.Difference(measured.After, measured.Before, rate.Level)
	measured.Relative = measured.Change.Minus(rate.Difference(measured.OthersAfter, measured.OthersBefore, rate.Level))
	alone := measured
	alone.Article, alone.Others, alone.Beside, alone.Also, alone.Trend, alone.Beyond = "KB-9", 0, 0, nil, false, false
	low, high, share, hits, total := 0.2, 0.4, 0.3, 3.0, 10.0
	figure := kpi.Measure{Available: true, N: 10, Value: &share, Low: &low, High: &high, Numerator: &hits, Denominator: &total}
	r := knowledge.Report{
		Period: kpi.Period{From: first, To: first}, List: l, Candidates: knowledge.Candidates(l), Weeks: 8,
		LinkRate: kpi.Figure{ID: "knowledge_rate", Measure: figure, Groups: []kpi.Group{{Key: map[string]string{"category": hostile}, Measure: figure}}},
		Effects: []knowledge.Effect{measured, alone, {Use: knowledge.Use{Category: "Mail", Article: "KB-4", First: first, Tickets: 6}, Verdict: knowledge.TooFew},
			{Use: knowledge.Use{Category: "Mail", Article: "KB-5", First: first, Tickets: 6}, Verdict: knowledge.TooShort}, {Use: knowledge.Use{Article: "KB-6", First: first, Tickets: 1}, Verdict: knowledge.TooRare}},
	}
	r.Notes = knowledge.Told(knowledge.History{Nameless: 2}, r.Effects)
	return in, r
}

func TestKnowledgeTable(t *testing.T) {
	in, r := report(t)
	var out bytes.Buffer
	if err := KnowledgeTable(&out, in, r); err != nil {
		t.Fatal(err)
	}
	flat := strings.Join(strings.Fields(out.String()), " ")
	for _, want := range []string{
		"all 30.0 % 20.0 % to 40.0 % 10", "=1+1 </script><b> 30.0 %", "=1+1 </script><b> 40 1,0", "T1, =T2",
		"=1+1 </script><b> (no category) 2025-01-06 9 60.0 % (48 of 80) 80.0 % (56 of 70) +20.0 (+5.2 to +33.4) +20.0 (", "(2) with KB-2, KB-3 and 5 more; it moved before already; more tickets than ever linked it",
		"none without an article of their own then", "KB-4 Mail 2025-01-06 6 no tickets no tickets too few tickets -",
		"gives no name: 2", "too rare to move it: 1", "reach over both windows: 1", "tickets of the category: 1", "Measured changes: 2, of which 2",
	} {
		if !strings.Contains(flat, want) {
			t.Errorf("there is no %q in\n%s", want, out.String())
		}
	}
	for _, hidden := range []string{"KB-5", "KB-6", "NaN"} {
		if strings.Contains(flat, hidden) {
			t.Errorf("%s stands in\n%s", hidden, out.String())
		}
	}
	r.Candidates, r.LinkRate = nil, kpi.Figure{Measure: kpi.Measure{Reason: "not available: no links"}}
	out.Reset()
	if err := KnowledgeTable(&out, in, r); err != nil {
		t.Fatal(err)
	}
	if text := out.String(); !strings.Contains(text, "Link rate: not available: no links\n") || !strings.Contains(text, "could become articles: No category has 3 or more") {
		t.Errorf("got\n%s", text)
	}
}

func TestKnowledgeTableNamesTheRest(t *testing.T) {
	in, r := report(t)
	r.Effects = slices.Repeat(r.Effects[:1], shownEffects+3)
	var out bytes.Buffer
	if err := KnowledgeTable(&out, in, r); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "Note: 3 more articles; --format json has all.") {
		t.Errorf("got\n%s", out.String())
	}
}

func TestKnowledgeJSON(t *testing.T) {
	in, r := report(t)
	var out bytes.Buffer
	if err := KnowledgeJSON(&out, in, r); err != nil {
		t.Fatal(err)
	}
	var got jsonKnowledge
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.LinkRate.Hits != 3 || *got.LinkRate.Share != 0.3 || got.LinkRate.Categories[0].Category != hostile || len(got.Candidates) != 1 || got.WhyNone != "" || len(got.Effects) != 5 {
		t.Fatalf("got %s", out.String())
	}
	e := got.Effects[0]
	if e.Category != plan.Unnamed || math.Abs(e.Change.Low-0.0524) > 5e-5 || e.Relative == nil || e.Beside != 7 || !e.Beyond || !e.Trend || *e.Before.Share != 0.6 {
		t.Errorf("effect %+v", e)
	}
	if alone, few := got.Effects[1], got.Effects[2]; alone.Relative != nil || alone.Change == nil || few.Change != nil || few.Before.Share != nil || few.Verdict != "too few tickets" {
		t.Errorf("effects %+v and %+v", alone, few)
	}
}
