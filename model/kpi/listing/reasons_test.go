package listing_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"tiermix/model/flow"
	"tiermix/model/kpi/listing"
)

var someReasons = flow.Reasons{LeftOut: 3, All: []flow.Reason{
	{Reason: "=cmd", Moves: 30, Tickets: 28}, {Reason: "", Moves: 5, Tickets: 5}, {Reason: "two\nlines", Moves: 10, Tickets: 10},
}}

func TestReasonsTable(t *testing.T) {
	for want, r := range map[string]flow.Reasons{
		"2024-05-01 to 2024-05-31, channel mail\n\nno ticket was escalated\n":                                                 {},
		"2024-05-01 to 2024-05-31, channel mail\n\n4 escalations, none with a reason: the source gives no reasons for them\n": {All: []flow.Reason{{Moves: 4}}},
		`2024-05-01 to 2024-05-31, channel mail

45 escalations, 5 without a reason; 2 of 2 reasons make up 100.0 % of those with one

REASON     ESCALATIONS  TICKETS  SHARE   CUMULATED
=cmd       30           28       75.0 %  75.0 %
two lines  10           10       25.0 %  100.0 %

not counted: 3 moves of which one team has no tier
`: someReasons,
	} {
		var b bytes.Buffer
		if err := listing.ReasonsTable(&b, driverScope(), r); err != nil || b.String() != want {
			t.Errorf("%v, got\n%s\nwant\n%s", err, b.String(), want)
		}
	}
}

func TestReasonsJSONAndCSV(t *testing.T) {
	var b bytes.Buffer
	if err := listing.ReasonsJSON(&b, driverScope(), someReasons); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Escalations int
		NotGiven    int `json:"not_given"`
		LeftOut     int `json:"left_out"`
		Reasons     []struct {
			Reason    string
			Cumulated float64
			Vital     bool
		}
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil || got.Escalations != 45 || got.NotGiven != 5 || got.LeftOut != 3 || got.Reasons[0].Cumulated != 0.75 || !got.Reasons[1].Vital {
		t.Errorf("%v, got %+v", err, got)
	}
	b.Reset()
	if err := listing.ReasonsCSV(&b, driverScope(), someReasons); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 4 || strings.HasPrefix(rows[1][0], "=") || rows[3][1] != "5" {
		t.Errorf("%v, %q", err, rows)
	}
}
