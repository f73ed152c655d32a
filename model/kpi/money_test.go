package kpi_test

import (
	"strings"
	"testing"
	"time"

	"tiermix/model/kpi"
)

func asked(t *testing.T, prices *kpi.Prices, cell kpi.Cell, lang kpi.Language) kpi.Figure {
	t.Helper()
	q := kpi.Query{IDs: []string{"escalation_cost"}, Prices: prices, Lang: lang}
	plan, err := q.Plan()
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)
	return plan.Answer(kpi.Counts{Frame: kpi.Frame{First: day, Last: day, Tickets: 9}, Now: map[string]kpi.Counted{"escalation_cost": {Total: cell}}}).Figures[0]
}

// Passing on can be the cheaper way: money goes below 0, where a mean of counts does not.
func TestMoneyMayBeBelowZero(t *testing.T) {
	f := asked(t, &kpi.Prices{Currency: "CHF", Origin: "typed", About: kpi.Text{EN: "typed by hand"}}, kpi.Cell{Rows: 4, Average: -3, Sum: -12, Variance: 4, LeftOut: 2}, "")
	if *f.Value != -3 || *f.Sum != -12 || *f.Low >= -3 || *f.High <= -3 || f.Currency != "CHF" || f.Origin != "typed" || f.Unit != "money" {
		t.Errorf("got %+v", f)
	}
	if !strings.HasPrefix(f.Reason, "2 tickets left out: ") || !strings.HasSuffix(f.Reason, "; typed by hand") {
		t.Errorf("reason %q", f.Reason)
	}
}

func TestMoneyOfNobodyAndWithoutPrices(t *testing.T) {
	prices := &kpi.Prices{Currency: "EUR", About: kpi.Text{EN: "prices", DE: "Preise"}}
	if f := asked(t, prices, kpi.Cell{}, ""); f.Available || f.Value != nil || f.Reason != "no resolved ticket with an escalation in this period" || f.Currency != "EUR" {
		t.Errorf("nobody: %+v", f)
	}
	if f := asked(t, nil, kpi.Cell{}, kpi.German); f.Available || !strings.HasPrefix(f.Reason, "nicht verfügbar: Preise werden nur ermittelt") {
		t.Errorf("without prices: %+v", f)
	}
	if f := asked(t, prices, kpi.Cell{Rows: 1, Average: 7, Sum: 7}, ""); *f.Value != 7 || f.Low != nil && *f.Low > 7 {
		t.Errorf("a single ticket: %+v", f)
	}
}

func TestPricedFiguresAreThoseInMoney(t *testing.T) {
	for _, s := range kpi.All() {
		if s.View.Priced != (s.Unit == kpi.Money) || kpi.Priced([]string{s.ID}) != s.View.Priced {
			t.Errorf("%s: unit %s, priced %t", s.ID, s.Unit, s.View.Priced)
		}
	}
	if kpi.Priced(nil) || kpi.Priced([]string{"nothing"}) {
		t.Error("what is not in money asks for prices")
	}
}
