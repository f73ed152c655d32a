package staffing

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/dashboard/page/pagetest"
	"tiermix/model/staffing"
)

// Shifts that leave half hours open, take more persons than their hours are worth or are not proven the cheapest say so, and others say
// nothing.
func TestRemarksOnShifts(t *testing.T) {
	ask := pagetest.Ask(t, pagetest.New(), "de", "")
	for name, c := range map[string]struct {
		plan staffing.TierPlan
		want []string
	}{
		"sound": {staffing.TierPlan{Headcount: 3, AtLeastPersons: 3}, nil},
		"all": {staffing.TierPlan{Headcount: 3, AtLeastPersons: 4, Cover: staffing.Cover{Gap: 0.0123, Unmet: make([]staffing.Unmet, 2)}}, []string{
			"In 2 halben Stunden deckt keine Schicht den Bedarf.",
			"Die Stunden sind die von 3 Vollzeitkräften, aber die Schichten brauchen mindestens 4 verschiedene Personen, jede mit einer Schicht am Tag; einige davon arbeiten Teilzeit.",
			"Günstigere Schichten wurden nicht gefunden. Dass es keine gibt, ist nicht bewiesen: Sie könnten bis zu 1,23\u00a0% weniger kosten.",
		}},
		"nearly proven": {staffing.TierPlan{Cover: staffing.Cover{Gap: 1e-5}}, []string{
			"Günstigere Schichten wurden nicht gefunden. Dass es keine gibt, ist nicht bewiesen: Sie könnten bis zu 0,01\u00a0% weniger kosten.",
		}},
	} {
		if diff := cmp.Diff(c.want, remarks(ask, c.plan)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
