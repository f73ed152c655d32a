package listing_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/kpi"
	"tiermix/model/kpi/listing"
)

func f64(v float64) *float64 { return &v }

func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

func example() kpi.Answer {
	worse := false
	share := kpi.Measure{
		Available: true, Value: f64(0.25), Numerator: f64(25), Denominator: f64(100), Low: f64(0.175), High: f64(0.343), N: 100,
		Reason: "3 tickets left out: a team that held them has no tier, or no team held them",
	}
	before := share
	before.Change = &kpi.Change{Value: f64(0.1), N: 200, Difference: f64(0.15), P: f64(0.001), MoreThanNoise: true, Better: &worse}
	return kpi.Answer{
		Period:   kpi.Period{From: day("2024-05-01"), To: day("2024-05-31")},
		Compared: &kpi.Period{From: day("2024-03-27"), To: day("2024-04-26")},
		Hours:    kpi.Calendar,
		Where:    []kpi.Filter{{Dim: "channel", Values: []string{"mail", ""}}},
		Figures: []kpi.Figure{
			{ID: "escalation_rate", Unit: kpi.Fraction, Direction: kpi.Lower, Definition: "D.", Measure: before,
				Groups: []kpi.Group{{Key: map[string]string{"team": "=cmd"}, Measure: share}, {Key: map[string]string{"team": ""}, Measure: share}}},
			{ID: "resolution_time", Unit: kpi.Duration, Direction: kpi.Lower, Hours: kpi.Calendar, Measure: kpi.Measure{
				Available: true, Value: f64(11520), Low: f64(7200), High: f64(14400), P90: f64(187200), Mean: f64(20000), Sum: f64(200000), N: 10}},
			{ID: "handover_wait", Unit: kpi.Duration, Direction: kpi.Lower, Hours: kpi.Calendar, Measure: kpi.Measure{
				Available: true, Value: f64(4000), Low: f64(3600), N: 12, Censored: 5,
				Finished: &kpi.Finished{N: 7, Value: f64(1800), P90: f64(7200), Low: f64(600), High: f64(3600)}}},
			{ID: "tickets_created", Unit: kpi.Number, Direction: kpi.None, Measure: kpi.Measure{
				Available: true, Value: f64(90), Numerator: f64(90), N: 90,
				Change: &kpi.Change{Value: f64(20), N: 20, Reason: "the compared period begins before the data (2024-04-20)"}}},
			{ID: "csat", Unit: kpi.Fraction, Direction: kpi.Higher, Measure: kpi.Measure{Reason: "not available: the source has no customer ratings"}},
		},
	}
}

func TestTable(t *testing.T) {
	var b bytes.Buffer
	if err := listing.Table(&b, example()); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/table.txt", b.Bytes())
}

func TestJSON(t *testing.T) {
	var b bytes.Buffer
	if err := listing.JSON(&b, example()); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/answer.json", b.Bytes())
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(b.Bytes(), &keys); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"period", "where", "kpis"} {
		if keys[key] == nil {
			t.Errorf("%s is missing", key)
		}
	}
}

func TestJSONWithoutData(t *testing.T) {
	var b bytes.Buffer
	if err := listing.JSON(&b, kpi.Answer{Hours: kpi.Calendar}); err != nil {
		t.Fatal(err)
	}
	var got any
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"period": map[string]any{"from": nil, "to": nil}, "hours": "calendar", "where": map[string]any{}, "kpis": []any{}}
	if diff := cmp.Diff(any(want), got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	if err := listing.CSV(&b, example()); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/answer.csv", b.Bytes())
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 8 {
		t.Errorf("got %d rows (%v), want a header, five figures and two groups", len(rows), err)
	}
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

func TestSpan(t *testing.T) {
	for seconds, want := range map[float64]string{
		0: "0 s", 45: "45 s", 59.6: "1 min", 720: "12 min", 11520: "3 h 12 min", 3599: "1 h 0 min",
		172799: "2 d 0 h", 187200: "2 d 4 h", -720: "-12 min",
	} {
		if got := listing.Span(seconds); got != want {
			t.Errorf("%v seconds: got %s, want %s", seconds, got, want)
		}
	}
}

func TestSpanNamesNoFullUnit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		got := listing.Span(rapid.Float64Range(0, 1e8).Draw(t, "seconds"))
		for _, wrong := range []string{" 60 min", " 24 h", "60 s"} {
			if strings.HasSuffix(" "+got, wrong) && !strings.Contains(got, "d") == (wrong == " 24 h") {
				t.Fatalf("got %s", got)
			}
		}
	})
}

func TestDocsSpeakOfEveryFigure(t *testing.T) {
	for _, lang := range []kpi.Language{kpi.English, kpi.German} {
		var a, b bytes.Buffer
		if err := listing.Docs(&a, lang); err != nil {
			t.Fatal(err)
		}
		if err := listing.Docs(&b, lang); err != nil || a.String() != b.String() {
			t.Errorf("%s: two runs differ (%v)", lang, err)
		}
		for _, s := range kpi.All() {
			if !strings.Contains(a.String(), "\n## "+s.ID+"\n\n"+s.Definition.In(lang)+"\n") {
				t.Errorf("%s: %s is missing", lang, s.ID)
			}
		}
		if strings.Contains(a.String(), "%!") {
			t.Errorf("%s: a broken format: %s", lang, a.String())
		}
	}
	if err := listing.Docs(&bytes.Buffer{}, "fr"); err == nil {
		t.Error("French: got no error")
	}
}

func TestListHasALineForEveryFigure(t *testing.T) {
	var b bytes.Buffer
	if err := listing.List(&b); err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Count(b.String(), "\n"), len(kpi.All())+1; got != want {
		t.Errorf("got %d lines, want %d", got, want)
	}
}
