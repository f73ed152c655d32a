package mapping

import (
	"regexp"
	"strings"
	"testing"

	"tiermix/model/records"
)

var reasonOf = regexp.MustCompile(`'reason': '((?:[^']|'')*)'`)

// Every reason for which a mapping refuses a row can be said in German.
func TestEveryReasonIsSaidInGerman(t *testing.T) {
	told := map[string]bool{}
	from := 3.0
	for _, m := range []Mapping{{Dates: []string{"iso", "%d.%m.%Y"}}, {Dates: []string{"iso"}, SatisfiedFrom: &from}} {
		for name, fields := range fieldsOf {
			for field, f := range fields {
				for _, branch := range m.faults(field, f) {
					found := reasonOf.FindStringSubmatch(branch)
					if found == nil {
						t.Fatalf("%s of %s gives no reason: %s", field, name, branch)
					}
					told[strings.ReplaceAll(found[1], "''", "'")] = true
				}
			}
		}
	}
	if len(told) < 15 {
		t.Errorf("there are %d reasons, which cannot be all", len(told))
	}
	for reason := range told {
		if said, known := records.Say(reason); !known || said.DE == reason {
			t.Errorf("no German for %q", reason)
		}
	}
}
