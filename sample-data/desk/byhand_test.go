package desk

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const byHand = "../by-hand"

// The desk by hand guards the second way itself: its truth was worked out on paper, see its README.
func TestByHandFigures(t *testing.T) {
	var want Truth
	if err := json.Unmarshal(content(t, byHand, "truth.json"), &want); err != nil {
		t.Fatal(err)
	}
	figures, by := refigured(follow(t, byHand))
	if diff := cmp.Diff(want.Figures, figures); diff != "" {
		t.Errorf("by hand (-) and followed (+):\n%s", diff)
	}
	for dim, values := range want.By {
		for value, group := range values {
			for id, figure := range group {
				if diff := cmp.Diff(figure, by[dim][value][id]); diff != "" {
					t.Errorf("%s by %s %s: by hand (-) and followed (+):\n%s", id, dim, value, diff)
				}
			}
		}
	}
}

func TestByHandTotals(t *testing.T) {
	var want Truth
	if err := json.Unmarshal(content(t, byHand, "truth.json"), &want); err != nil {
		t.Fatal(err)
	}
	got := Truth{
		Events: len(rows(t, byHand, "events.csv")), EscalationRecords: len(rows(t, byHand, "escalations.csv")),
		Agents: len(rows(t, byHand, "agents.csv")),
	}
	for _, f := range follow(t, byHand) {
		got.Tickets++
		got.Moves += f.moves
		got.Stints += f.stints
		got.Contacts += len(f.contacts)
		got.Reopens += f.reopens
		got.EffortMinutes += f.effort
		if f.ticket["excluded"] == "spam" {
			got.TicketsSpam++
		}
	}
	want.Desk, want.Zone, want.From, want.To, want.Figures, want.By = "", "", "", "", nil, nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("by hand (-) and followed (+):\n%s", diff)
	}
}
