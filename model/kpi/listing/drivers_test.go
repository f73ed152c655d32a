package listing_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"tiermix/model/driver"
	"tiermix/model/kpi"
	"tiermix/model/kpi/listing"
)

func someDrivers(t *testing.T) driver.Result {
	t.Helper()
	table := driver.Table{
		Factors: []driver.Factor{
			{Name: "category", Levels: []string{"", "=cmd", "two\nlines", "never", "rare", "rarer"}},
			{Name: "weekday", Levels: []string{"1", "6"}, Ordered: true},
			{Name: "region", Levels: []string{"North"}},
		},
		LeftOut: 4,
	}
	for i, counts := range [][2]int{{400, 90}, {300, 150}, {200, 20}, {60, 0}, {9, 4}, {2, 1}} {
		for day := range int32(2) {
			table.Rows = append(table.Rows, driver.Row{Levels: []int32{int32(i), day, 0}, Tickets: counts[0], Escalated: counts[1] - counts[1]*int(day)/3})
		}
	}
	r, err := driver.Explain(table)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func driverScope() kpi.Scope {
	return kpi.Scope{Period: kpi.Period{From: day("2024-05-01"), To: day("2024-05-31")}, Where: []kpi.Filter{{Dim: "channel", Values: []string{"mail"}}}}
}

func TestDriversTable(t *testing.T) {
	var b bytes.Buffer
	if err := listing.DriversTable(&b, driverScope(), someDrivers(t)); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/drivers.txt", b.Bytes())
}

func TestDriversJSON(t *testing.T) {
	var b bytes.Buffer
	if err := listing.DriversJSON(&b, driverScope(), someDrivers(t)); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Period  map[string]string
		Where   map[string][]string
		Tickets int
		LeftOut int `json:"left_out"`
		Factors []struct {
			Factor, Reason string
			Used           bool
			Share          *float64
			Levels         []struct {
				Level     string
				Joined    int
				Low, High *float64
				Bound     string
			}
		}
		Notes []map[string]string
	}
	decoder := json.NewDecoder(&b)
	if err := decoder.Decode(&got); err != nil {
		t.Fatal(err)
	}
	if got.Period["from"] != "2024-05-01" || got.Where["channel"][0] != "mail" || got.Tickets != 1942 || got.LeftOut != 4 || len(got.Factors) != 3 {
		t.Errorf("got %+v", got)
	}
	never := got.Factors[0].Levels[3]
	if never.Level != "never" || never.Bound != "at most" || never.Low != nil || never.High == nil || got.Factors[0].Levels[4].Joined != 2 {
		t.Errorf("levels %+v", got.Factors[0].Levels)
	}
	if region := got.Factors[2]; region.Used || region.Share != nil || region.Reason == "" {
		t.Errorf("region %+v", region)
	}
	for _, n := range got.Notes {
		if n["en"] == "" || n["de"] == "" {
			t.Errorf("note %v", n)
		}
	}
}

func TestDriversCSV(t *testing.T) {
	var b bytes.Buffer
	if err := listing.DriversCSV(&b, driverScope(), someDrivers(t)); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 1+2+7+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, row := range rows {
		if strings.HasPrefix(row[2], "=") {
			t.Errorf("a spreadsheet would take %q for a formula", row[2])
		}
	}
}
