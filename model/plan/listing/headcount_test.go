package listing_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/plan/listing"
)

// A scenario that cannot be planned says why: beside others in table and JSON, as an error in CSV, whose rows have no place for it.
func TestHeadcountThatCannotBePlanned(t *testing.T) {
	side := plan.HeadcountSide{Scenario: plan.Untyped(), Why: []origin.Text{{EN: "tier2.people is not known", DE: "tier2.people ist nicht bekannt"}}}
	var out bytes.Buffer
	if err := listing.HeadcountTable(&out, []plan.HeadcountSide{side, side}); err != nil || !strings.Contains(out.String(), "nothing typed cannot be planned: tier2.people is not known") {
		t.Errorf("%v: %s", err, out.String())
	}
	out.Reset()
	if err := listing.HeadcountJSON(&out, []plan.HeadcountSide{side}); err != nil {
		t.Fatal(err)
	}
	var read struct {
		Plans []struct {
			Scenario    string
			Faults      []string
			Months      []any
			Differences []any
		}
	}
	if err := json.Unmarshal(out.Bytes(), &read); err != nil || len(read.Plans) != 1 || len(read.Plans[0].Faults) != 1 || read.Plans[0].Months == nil || read.Plans[0].Differences == nil {
		t.Errorf("%v: %s", err, out.String())
	}
	if err := listing.HeadcountCSV(&out, []plan.HeadcountSide{side}); err == nil || !strings.Contains(err.Error(), "nothing typed cannot be planned: tier2.people is not known") {
		t.Errorf("got %v", err)
	}
}
