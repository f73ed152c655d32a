package assumption_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/ingest/assumption"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/salary"
)

func TestWriteTyped(t *testing.T) {
	a := plan.Unsaid()
	a.Country, a.Table, a.Live = "UK", "2025/26", []string{"phone", `say "hi"`}
	a.Typed = map[string]bool{plan.CountryKey: true, plan.LiveKey: true, plan.FileKey: true}
	a.Bands, a.Grades = []salary.Band{{Tier: 1, Grade: `a "b"`, Min: 30_000, Mid: 30.123, Max: 1e6}}, map[int]string{2: "x"}
	for key, v := range map[string]float64{"tier1.salary": 38.123, "tier2.salary": 44_600, "growth": -0.1, "category.a.b.solve": 0.5, "category..solve": 1, "failed_try_cost": 1000} {
		a.Values[key] = origin.Type(v, "")
	}
	var out strings.Builder
	if err := assumption.WriteTyped(&out, "Scenario \"Lean\"\nwhy\u202e", a, "own.toml"); err != nil {
		t.Fatal(err)
	}
	want := `# Scenario "Lean"
# why
country = "UK"
on_cost_file = "own.toml"
live_channels = ["phone", "say \"hi\""]
failed_try_cost = 1000
growth = -0.1

[category.""]
solve = 1

[category."a.b"]
solve = 0.5

[tier1]
salary = 38.1230

[tier2]
grade = "x"
salary = 44600

[[band]]
tier = 1
grade = "a \"b\""
min = 30000
mid = 30.1230
max = 1000000
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

type deaf struct{}

func (deaf) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestWriteTypedFails(t *testing.T) {
	if err := assumption.WriteTyped(deaf{}, "", plan.Unsaid(), ""); err == nil || err.Error() != "write assumptions: the disk is full" {
		t.Errorf("got %v", err)
	}
	own := plan.Unsaid()
	own.Typed[plan.FileKey] = true
	if err := assumption.WriteTyped(io.Discard, "", own, ""); err == nil || !strings.HasSuffix(err.Error(), "no file is named for it") {
		t.Errorf("a table without a file: %v", err)
	}
}

// channels are names as Read takes them: not empty, without space around them, each once.
func channels(t *rapid.T) []string {
	live := []string{}
	for _, name := range rapid.SliceOfN(rapid.String(), 0, 3).Draw(t, "channels") {
		if name = strings.TrimSpace(name); name != "" && !slices.Contains(live, name) {
			live = append(live, name)
		}
	}
	return live
}

// What was typed is read back to the last bit, whatever names the categories and channels have.
func TestTypedIsReadBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "typed.toml")
	rapid.Check(t, func(t *rapid.T) {
		want := plan.Unsaid()
		if rapid.Bool().Draw(t, "country") {
			want.Country, want.Table, want.Typed[plan.CountryKey] = "UK", "2025/26", true
			want.Typed[plan.TableKey] = rapid.Bool().Draw(t, "table")
			if !want.Typed[plan.TableKey] {
				delete(want.Typed, plan.TableKey)
			}
		}
		if rapid.Bool().Draw(t, "bands") {
			amount := rapid.Float64Range(1, 1e6)
			for _, grade := range []string{"junior", `se"nior`} {
				low := amount.Draw(t, "min")
				want.Bands = append(want.Bands, salary.Band{Tier: 2, Grade: grade, Min: low, Mid: low + 1, Max: low + amount.Draw(t, "width") + 1})
			}
			want.Grades = map[int]string{2: "junior"}
		}
		if rapid.Bool().Draw(t, "live") {
			want.Live, want.Typed[plan.LiveKey] = channels(t), true
		}
		fields := plan.Fields()
		for i := range rapid.IntRange(0, 3).Draw(t, "categories") {
			name := rapid.StringMatching(`[^\x00]*`).Draw(t, "category") + fmt.Sprint(i)
			for _, f := range plan.CategoryFields() {
				f.Key = plan.CategoryKey(name, f.Key)
				fields = append(fields, f)
			}
		}
		for _, f := range fields {
			if rapid.Bool().Draw(t, f.Key) {
				want.Values[f.Key] = origin.Type(drawAmount(t, f), f.Unit)
			}
		}
		var text strings.Builder
		if err := assumption.WriteTyped(&text, "", want, ""); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := assumption.Read(path)
		if err != nil {
			t.Fatalf("%v in\n%s", err, text.String())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-want +got):\n%s\n%s", diff, text.String())
		}
	})
}

// drawAmount is a number that the field takes.
func drawAmount(t *rapid.T, f plan.Field) float64 {
	v := rapid.OneOf(rapid.Float64Range(f.Low, f.High), rapid.Just(f.Low), rapid.Just(f.High)).Draw(t, "amount")
	if f.Check(v) != nil { // whole numbers only
		v = f.High
	}
	return v + 0
}
