package ingest_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/driver"
	"tiermix/model/kpi"
	"tiermix/sample-data/desk"
)

func inventedDesk(t *testing.T, tickets int) *store.Store {
	t.Helper()
	folder := t.TempDir() + "/sample"
	if _, err := desk.Write(folder, desk.Options{Tickets: tickets, Seed: 3}, false); err != nil {
		t.Fatal(err)
	}
	return importFolder(t, folder)
}

// By every factor the patterns add up to the escalation rate of the same scope, group by group.
func TestDriversAreTheEscalationRate(t *testing.T) {
	s := inventedDesk(t, 1500)
	words := []string{"channel=phone", "channel=email"}
	where, err := kpi.ParseWhere(words)
	if err != nil {
		t.Fatal(err)
	}
	period, err := kpi.ParsePeriod("2025-02-01", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, scope := range []kpi.Scope{{}, {Period: period, Where: where}} {
		table, err := tier.Drivers(context.Background(), s.DB(), scope)
		if err != nil {
			t.Fatal(err)
		}
		if err := table.Check(); err != nil {
			t.Fatal(err)
		}
		for k, f := range table.Factors {
			answer, err := store.Answer(context.Background(), s.DB(), kpi.Query{Scope: scope, IDs: []string{"escalation_rate"}, By: []string{f.Name}})
			if err != nil {
				t.Fatal(err)
			}
			checkFactor(t, table, k, answer.Figures[0])
		}
	}
}

func checkFactor(t *testing.T, table driver.Table, k int, figure kpi.Figure) {
	t.Helper()
	f, tickets, escalated := table.Factors[k], make([]float64, len(table.Factors[k].Levels)), make([]float64, len(table.Factors[k].Levels))
	for _, r := range table.Rows {
		tickets[r.Levels[k]] += float64(r.Tickets)
		escalated[r.Levels[k]] += float64(r.Escalated)
	}
	counted := 0.0
	for _, g := range figure.Groups {
		i := slices.Index(f.Levels, g.Key[f.Name])
		if i < 0 || g.Numerator == nil || tickets[i] != *g.Denominator || escalated[i] != *g.Numerator {
			t.Errorf("%s=%q: the rate says %v of %v", f.Name, g.Key[f.Name], g.Numerator, g.Denominator)
			continue
		}
		counted += tickets[i]
	}
	if counted != *figure.Denominator || len(figure.Groups) == 0 {
		t.Errorf("%s: %v of %v tickets", f.Name, counted, *figure.Denominator)
	}
}

// The same desk gives the same table, whatever order the database answers in.
func TestDriversComeInOneOrder(t *testing.T) {
	s := inventedDesk(t, 600)
	table, err := tier.Drivers(context.Background(), s.DB(), kpi.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	for k, f := range table.Factors {
		if f.Ordered != (f.Name == "weekday" || f.Name == "hour") || !f.Ordered && !slices.IsSorted(f.Levels) {
			t.Errorf("%s: ordered %t, levels %q", f.Name, f.Ordered, f.Levels)
		}
		if f.Name == "weekday" && !slices.Equal(f.Levels, []string{"1", "2", "3", "4", "5", "6", "7"}) {
			t.Errorf("weekdays %q", table.Factors[k].Levels)
		}
	}
	if !slices.IsSortedFunc(table.Rows, func(a, b driver.Row) int { return slices.Compare(a.Levels, b.Levels) }) {
		t.Error("rows are not in the order of their levels")
	}
}

// Tickets of teams without a tier are counted apart.
func TestDriversSayWhatIsLeftOut(t *testing.T) {
	s := importFolder(t, "../sample-data/by-hand")
	if _, err := s.DB().Exec("update tier.path set placed = false where ticket_id = 'H1'"); err != nil {
		t.Fatal(err)
	}
	table, err := tier.Drivers(context.Background(), s.DB(), kpi.Scope{})
	if err != nil || table.LeftOut != 1 {
		t.Errorf("left out %d, %v", table.LeftOut, err)
	}
}

// A scope without tickets says why: nobody has a tier, or the data lie elsewhere.
func TestDriversSayWhyThereAreNone(t *testing.T) {
	s := importFolder(t, "../sample-data/by-hand")
	later, err := kpi.ParsePeriod("2031-01-01", "2031-01-31")
	if err != nil {
		t.Fatal(err)
	}
	table, err := tier.Drivers(context.Background(), s.DB(), kpi.Scope{Period: later})
	if _, fault := driver.Explain(table); err != nil || fault == nil || !strings.HasPrefix(fault.Error(), "not available: the data runs from") {
		t.Errorf("%v, %v", err, fault)
	}
	if _, err := s.DB().Exec("update tier.path set placed = false, held_by_1 = false"); err != nil {
		t.Fatal(err)
	}
	table, err = tier.Drivers(context.Background(), s.DB(), kpi.Scope{})
	if err != nil || table.Absent.EN != "not available: no team has a tier yet; see tiermix roster set" || !strings.HasPrefix(table.Absent.DE, "nicht verfügbar: noch kein Team") {
		t.Errorf("%v, %+v", err, table.Absent)
	}
}
