package kpi_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/kpi"
)

func dimension(t interface{ Fatal(...any) }, id string) kpi.Dimension {
	d, err := kpi.LookupDimension(id)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestKeysOfADay(t *testing.T) {
	for id, want := range map[string]string{"day": "2024-12-30", "week": "2025-W01", "month": "2024-12", "quarter": "2024-Q4", "year": "2024"} {
		if got := dimension(t, id).Key(day("2024-12-30")); got != want {
			t.Errorf("%s: got %s, want %s", id, got, want)
		}
	}
	if got := dimension(t, "tier").Key(nil); got != "" {
		t.Errorf("tier that is not known: got %q", got)
	}
	if got := dimension(t, "tier").Key(int32(2)); got != "2" {
		t.Errorf("tier 2: got %q", got)
	}
}

func TestSpansCoverThePeriod(t *testing.T) {
	var got []string
	week := dimension(t, "week")
	for _, first := range week.Spans(period("2024-12-28", "2025-01-07")) {
		got = append(got, week.Key(first))
	}
	if diff := cmp.Diff([]string{"2024-W52", "2025-W01", "2025-W02"}, got); diff != "" {
		t.Errorf("weeks (-want +got):\n%s", diff)
	}
	if got := dimension(t, "channel").Spans(period("2024-01-01", "2024-02-01")); got != nil {
		t.Errorf("channel: got %v", got)
	}
}

// Buckets follow each other without a gap, and what Key writes is read back as the same day.
func TestSpansLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := dimension(t, rapid.SampledFrom([]string{"day", "week", "month", "quarter", "year"}).Draw(t, "dimension"))
		from := day("1999-01-01").AddDate(0, 0, rapid.IntRange(0, 12000).Draw(t, "start"))
		p := kpi.Period{From: from, To: from.AddDate(0, 0, rapid.IntRange(0, 900).Draw(t, "length"))}
		spans := d.Spans(p)
		if spans[0].After(p.From) || !d.End(spans[len(spans)-1]).After(p.To) {
			t.Fatalf("%s: %v to %v do not cover %v", d.ID, spans[0], spans[len(spans)-1], p)
		}
		for i, first := range spans {
			if i > 0 && !d.End(spans[i-1]).Equal(first) {
				t.Fatalf("%s: a gap before %v", d.ID, first)
			}
			values, _, err := d.Values(kpi.Filter{Dim: d.ID, Values: []string{d.Key(first)}})
			if err != nil || values[0] != any(first) {
				t.Fatalf("%s: %s is read as %v, %v; want %v", d.ID, d.Key(first), values, err, first)
			}
		}
	})
}

func TestDimensionsAreSortedAndExplained(t *testing.T) {
	var ids []string
	for _, d := range kpi.Dimensions() {
		ids = append(ids, d.ID)
		if d.About.EN == "" || d.About.DE == "" {
			t.Errorf("%s is not explained in both languages", d.ID)
		}
	}
	if !slices.IsSorted(ids) {
		t.Errorf("not sorted: %v", ids)
	}
}

func TestEveryViewHasEveryDimensionButFromTierAndTime(t *testing.T) {
	for _, s := range kpi.All() {
		for _, d := range kpi.Dimensions() {
			_, ok := d.In(s.View)
			want := !(d.ID == "from_tier" && s.View.From == "") && !(s.View.Level && (d.Buckets() || d.Clocked()))
			if s.View.Weekly {
				want = slices.Contains([]string{"team", "tier", "week", "month", "quarter", "year"}, d.ID)
			}
			if ok != want {
				t.Errorf("%s by %s: got %t, want %t", s.ID, d.ID, ok, want)
			}
		}
	}
}
