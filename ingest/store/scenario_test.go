package store_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/ingest/store"
	"tiermix/model/origin"
	"tiermix/model/plan"
)

// saved is when the scenarios of the tests were saved; the store keeps microseconds.
var saved = time.Date(2026, 3, 1, 12, 30, 0, 123_000, time.UTC)

func scenarios(t testing.TB, s *store.Store) []plan.Scenario {
	t.Helper()
	all, err := store.Scenarios(context.Background(), s.DB())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// keep works in one transaction.
func keep(s *store.Store, work func(ctx context.Context, q store.Querier) error) error {
	ctx := context.Background()
	return s.Write(ctx, func(q store.Querier) error { return work(ctx, q) })
}

func save(s *store.Store, x plan.Scenario, replace bool) error {
	return keep(s, func(ctx context.Context, q store.Querier) error { return store.SaveScenario(ctx, q, x, replace) })
}

// fullScenario is a scenario with every kind of assumption, and names and words that try to be something else.
func fullScenario(name string) plan.Scenario {
	a := plan.Unsaid()
	a.Country, a.Table, a.Live = "UK", "2025/26", []string{"phone", "'); drop table desk.scenario; --", "", "ünï\n🔥"}
	a.Typed = map[string]bool{plan.CountryKey: true, plan.TableKey: true, plan.LiveKey: true}
	for _, f := range plan.Fields() {
		a.Values[f.Key] = origin.Type(f.Low+(f.High-f.Low)/3, f.Unit)
	}
	for _, category := range []string{"", "a.b", `"q" \ '`, "=1+1", "</script>", strings.Repeat("x", 5000)} {
		for _, f := range plan.CategoryFields() {
			a.Values[plan.CategoryKey(category, f.Key)] = origin.Type(0.1+0.2, f.Unit)
		}
	}
	return plan.Scenario{Name: name, Note: "'; drop table desk.scenario_value; -- <b>", Saved: saved, Assumptions: a}
}

// What was saved comes back to the bit, after the file was closed and opened too.
func TestScenariosComeBack(t *testing.T) {
	path := newFile(t)
	plain := plan.Untyped()
	plain.Name, plain.Saved = "Ärger", saved
	silent := plan.Untyped()
	silent.Name, silent.Saved, silent.Live, silent.Typed = "nobody waits", saved, []string{}, map[string]bool{plan.LiveKey: true}
	want := []plan.Scenario{fullScenario(`"; drop schema desk cascade; --`), silent, plain}
	s, err := store.Open(context.Background(), path, store.Write)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []plan.Scenario{plain, want[0], silent} {
		err = errors.Join(err, save(s, x, false))
	}
	if err = errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, scenarios(t, mustOpen(t, path, store.Read))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestScenarioRoundTrip(t *testing.T) {
	s := mustOpen(t, "", store.Create)
	rapid.Check(t, func(t *rapid.T) {
		a := plan.Unsaid()
		if rapid.Bool().Draw(t, "live") {
			a.Typed[plan.LiveKey] = true
			a.Live = rapid.SliceOfN(rapid.String(), 0, 4).Draw(t, "channels")
		}
		for _, f := range plan.Fields() {
			if rapid.Bool().Draw(t, f.Key) {
				a.Values[f.Key] = origin.Type(rapid.Float64().Draw(t, "amount"), f.Unit)
			}
		}
		want := plan.Scenario{Name: "x", Saved: saved, Assumptions: a}
		if err := save(s, want, true); err != nil {
			t.Fatal(err)
		}
		all, err := store.Scenarios(context.Background(), s.DB())
		if err != nil || len(all) != 1 {
			t.Fatalf("%d scenarios, %v", len(all), err)
		}
		if diff := cmp.Diff(want, all[0]); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

func TestTakenNames(t *testing.T) {
	s := mustOpen(t, "", store.Create)
	first, second := fullScenario("Lean"), plan.Untyped()
	second.Name, second.Saved = "LEAN", saved
	if err := save(s, first, false); err != nil {
		t.Fatal(err)
	}
	err := save(s, second, false)
	if !errors.Is(err, plan.ErrTaken) || err.Error() != `scenario "Lean": there is a scenario of this name already` {
		t.Errorf("got %v", err)
	}
	if diff := cmp.Diff([]plan.Scenario{first}, scenarios(t, s)); diff != "" {
		t.Errorf("after a refusal (-want +got):\n%s", diff)
	}
	if err := save(s, second, true); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]plan.Scenario{second}, scenarios(t, s)); diff != "" {
		t.Errorf("after replacing (-want +got):\n%s", diff)
	}
	if n := scalar[int](t, s.DB(), "select count(*) from desk.scenario_value"); n != 0 {
		t.Errorf("%d values of the old scenario are left", n)
	}
	for _, bad := range []string{"", "a\nb", "Nothing typed", strings.Repeat("x", 81)} {
		second.Name = bad
		if err := save(s, second, true); !errors.As(err, &plan.NameFault{}) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestDropAndRename(t *testing.T) {
	s := mustOpen(t, "", store.Create)
	for _, name := range []string{"Lean", "Rich"} {
		if err := save(s, fullScenario(name), false); err != nil {
			t.Fatal(err)
		}
	}
	rename := func(old, name string) error {
		return keep(s, func(ctx context.Context, q store.Querier) error { return store.RenameScenario(ctx, q, old, name) })
	}
	drop := func(name string) error {
		return keep(s, func(ctx context.Context, q store.Querier) error { return store.DropScenario(ctx, q, name) })
	}
	for want, err := range map[string]error{
		`scenario "Poor": there is no scenario of this name; there are "Lean", "Rich"`:                                                      rename("Poor", "x"),
		`scenario "Rich": there is a scenario of this name already`:                                                                         rename("lean", "rich"),
		"scenario \"Poor\": there is no scenario of this name; there are \"Lean\", \"Rich\"\na scenario needs a name of 1 to 80 characters": rename("Poor", " "),
		`scenario "nothing typed": there is no scenario of this name; there are "Lean", "Rich"`:                                             drop("nothing typed"),
	} {
		if err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
	if err := errors.Join(rename("lean", "LEAN"), rename("rich", "Aaa"), drop("LEAN")); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]plan.Scenario{fullScenario("Aaa")}, scenarios(t, s)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := drop("aaa"); err != nil {
		t.Fatal(err)
	}
	if n := scalar[int](t, s.DB(), "select count(*) from desk.scenario_value"); n != 0 {
		t.Errorf("%d values are left", n)
	}
}

// What a newer program has typed is told, and stays in the file through a new name and a new note.
func TestNewerValuesAreKept(t *testing.T) {
	s := mustOpen(t, "", store.Create)
	if err := save(s, fullScenario("Lean"), false); err != nil {
		t.Fatal(err)
	}
	err := keep(s, func(ctx context.Context, q store.Querier) error {
		_, err := q.ExecContext(ctx, `insert into desk.scenario_value values ('LEAN', 'tier7.mood', 0, 0.3, null), ('LEAN', 'colour', 0, null, 'red'), ('LEAN', 'colour', 1, null, 'blue'), ('LEAN', 'none', 0, null, null)`)
		return errors.Join(err, store.RenameScenario(ctx, q, "Lean", "Mean"))
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []plan.Entry{{Key: "colour", Words: []string{"red", "blue"}}, {Key: "none", Words: []string{}}, {Key: "tier7.mood", Amount: 0.3}}
	got := scenarios(t, s)[0]
	if diff := cmp.Diff(want, got.Unread); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	got.Note = "another"
	if err := save(s, got, true); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]plan.Scenario{got}, scenarios(t, s)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if c := got.Plan(plan.Demand{}); !strings.Contains(c.Fault, `"tier7.mood": this program does not know what is typed here`) {
		t.Errorf("fault %q", c.Fault)
	}
}

// A desk of an older program has no scenarios; reading brings it up to date.
func TestOlderDeskHasNoScenarios(t *testing.T) {
	path := newFile(t)
	change(t, path, "drop table desk.scenario; drop table desk.scenario_value; drop table desk.notebook; drop table desk.schedule; drop table desk.sent; alter table desk.agent drop column fte; alter table desk.agent drop column hired_on; delete from migration where version >= 4")
	if all := scenarios(t, mustOpen(t, path, store.Read)); len(all) != 0 {
		t.Errorf("%d scenarios", len(all))
	}
}

// Who may not write hears it, and the desk stays as it was.
func TestSavingNeedsTheFile(t *testing.T) {
	path := newFile(t)
	reader := mustOpen(t, path, store.Read)
	if err := save(reader, fullScenario("Lean"), false); err == nil {
		t.Error("a desk open for reading was changed")
	}
	if all := scenarios(t, reader); len(all) != 0 {
		t.Errorf("%d scenarios", len(all))
	}
	if _, err := store.Open(context.Background(), filepath.Join(filepath.Dir(path), "other.duckdb"), store.Write); err == nil {
		t.Error("a missing desk was made")
	}
}
