package listing_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/kpi"
	"tiermix/model/kpi/listing"
)

// changed is the figures by category over two periods of equal length, counted as given.
func changed(t interface{ Fatal(...any) }, now, then map[string]kpi.Cell, ids ...string) kpi.Answer {
	q := kpi.Query{IDs: ids, By: []string{"category"}, Compare: kpi.Compare{Mode: "custom", Custom: kpi.Period{From: day("2024-04-01"), To: day("2024-04-30")}}}
	q.Period = kpi.Period{From: day("2024-05-01"), To: day("2024-05-30")}
	plan, err := q.Plan()
	if err != nil {
		t.Fatal(err)
	}
	counted := func(cells map[string]kpi.Cell) map[string]kpi.Counted {
		c := kpi.Counted{}
		for name, cell := range cells {
			c.Groups = append(c.Groups, kpi.Keyed{Key: map[string]string{"category": name}, Cell: cell})
			c.Total.Rows, c.Total.Hits = c.Total.Rows+cell.Rows, c.Total.Hits+cell.Hits
		}
		out := map[string]kpi.Counted{}
		for _, id := range ids {
			out[id] = c
		}
		return out
	}
	frame := kpi.Frame{First: day("2024-04-01"), Last: day("2024-05-31"), Tickets: 1}
	return plan.Answer(kpi.Counts{Frame: frame, Now: counted(now), Then: counted(then)})
}

func someChanges(t *testing.T) kpi.Answer {
	return changed(t, map[string]kpi.Cell{"=cmd": {Rows: 61, Hits: 30}, "two\nlines": {Rows: 40, Hits: 4}, "new": {Rows: 7, Hits: 1}},
		map[string]kpi.Cell{"=cmd": {Rows: 40, Hits: 20}, "two\nlines": {Rows: 60, Hits: 12}, "": {Rows: 11, Hits: 9}},
		"escalation_rate", "tickets_created", "resolution_time")
}

func TestChangesTable(t *testing.T) {
	var b bytes.Buffer
	if err := listing.ChangesTable(&b, someChanges(t)); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/changes.txt", b.Bytes())
}

var signedNumber = regexp.MustCompile(`[+-][0-9]+(\.[0-9]+)?`)

// The columns add up as they are printed: own change and mix to the group's, the groups' to that of all, and both ends differ by it.
func TestPrintedPartsAddUp(t *testing.T) {
	cells := func(t *rapid.T, label string) map[string]kpi.Cell {
		out := map[string]kpi.Cell{"a": {Rows: 30, Hits: rapid.IntRange(0, 30).Draw(t, label)}}
		for i := range 12 {
			if n := rapid.SampledFrom([]int{0, 1, 7, 900, 12345}).Draw(t, label); n > 0 {
				out["c"+strconv.Itoa(i)] = kpi.Cell{Rows: n, Hits: rapid.IntRange(0, n).Draw(t, label)}
			}
		}
		return out
	}
	rapid.Check(t, func(t *rapid.T) {
		var b bytes.Buffer
		if err := listing.ChangesTable(&b, changed(t, cells(t, "now"), cells(t, "then"), "escalation_rate")); err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for line := range strings.Lines(b.String()) {
			numbers := signedNumber.FindAllString(strings.ReplaceAll(line, "category=", ""), -1)
			switch {
			case strings.HasPrefix(line, "  category="):
				own, mix, all := hundredths(numbers[0]), hundredths(numbers[1]), hundredths(numbers[2])
				if own+mix != all {
					t.Fatalf("%s + %s is not %s", numbers[0], numbers[1], numbers[2])
				}
				sum += all
			case strings.HasPrefix(line, "all "):
				ends := regexp.MustCompile(`([0-9.]+) %`).FindAllStringSubmatch(line, -1)
				if whole := hundredths(numbers[0]); whole != sum || hundredths(ends[1][1])-hundredths(ends[0][1]) != whole {
					t.Fatalf("groups add up to %v in\n%s", sum, b.String())
				}
			}
		}
	})
}

func hundredths(text string) float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic(err)
	}
	return math.Round(100 * v)
}

func TestChangesJSON(t *testing.T) {
	var b bytes.Buffer
	if err := listing.ChangesJSON(&b, someChanges(t)); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Changes []struct {
			ID, Reason string
			Known      bool
			Difference *float64
			Parts      []struct {
				Key           map[string]string
				Value         *float64
				Own, Mix, Sum float64
			}
		}
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, p := range got.Changes[0].Parts {
		sum += p.Sum
	}
	if len(got.Changes) != 3 || math.Abs(sum-*got.Changes[0].Difference) > 1e-12 || got.Changes[2].Known || got.Changes[2].Reason == "" || got.Changes[2].Difference != nil {
		t.Errorf("sum %v of %+v", sum, got.Changes)
	}
}

func TestChangesCSV(t *testing.T) {
	var b bytes.Buffer
	if err := listing.ChangesCSV(&b, someChanges(t)); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 1+5+5+1 || rows[0][2] != "category" {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, row := range rows {
		if strings.HasPrefix(row[2], "=") {
			t.Errorf("a spreadsheet would take %q for a formula", row[2])
		}
	}
}
