package desk

import "testing"

func TestRostersOfRealHistories(t *testing.T) {
	for path, teams := range map[string]map[string]int{
		"../bpic2013.roster.toml":       {"G97": 1, "V13 2nd": 2, "D8 3rd": 3, "V13 2nd 3rd": 3, "Q2": 1},
		"../uci-servicenow.roster.toml": {"Group 70": 1, "Group 20": 1, "Group 7": 2, "Group 700": 2, "?": 0},
	} {
		book := readRoster(t, path)
		for team, want := range teams {
			if got := book.tier(team); got != want {
				t.Errorf("%s: %s is tier %d, want %d", path, team, got, want)
			}
		}
	}
}
