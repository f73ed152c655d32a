package desk

import (
	"math"
	"strconv"
	"testing"
	"time"
)

func decimal(t testing.TB, text string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestAgentsHaveTheirOwnNames(t *testing.T) {
	seen := map[string]int{}
	for i := range 3000 {
		name := personName(i)
		if before, ok := seen[name]; ok {
			t.Fatalf("agents %d and %d are both %s", before, i, name)
		}
		seen[name] = i
	}
}

func TestStaffGrowsWithTickets(t *testing.T) {
	for tickets, want := range map[int]int{1: 20, 20_000: 20, 1_500_000: 1000} {
		s := hire(newDice(1), tickets)
		if got := len(s.agents); got < want || got > want+10 {
			t.Errorf("%d tickets: %d agents, want about %d", tickets, got, want)
		}
		for team, people := range s.byTeam {
			for _, a := range people {
				if s.agents[a].team != team {
					t.Fatalf("agent %d is listed with %s", a, teams[team].name)
				}
			}
		}
	}
}

// Everybody but the vendor's people is paid, more at a higher tier, and nobody before the first day.
func TestSalaries(t *testing.T) {
	dir, _ := written(t, Options{Tickets: 2000, Seed: 1})
	hired, sums, counts := map[string]string{}, [5]float64{}, [5]float64{}
	for _, a := range rows(t, dir, "agents.csv") {
		if a["tier"] != "4" {
			hired[a["agent"]] = a["hired_on"]
		}
	}
	paid := map[string]bool{}
	for _, s := range rows(t, dir, "salaries.csv") {
		if s["valid_from"] < hired[s["agent"]] || hired[s["agent"]] == "" {
			t.Errorf("%s is paid from %s, hired %q", s["agent"], s["valid_from"], hired[s["agent"]])
		}
		paid[s["agent"]] = true
		tier := number(t, s["tier"])
		sums[tier] += decimal(t, s["annual_salary"])
		counts[tier]++
	}
	if len(paid) != len(hired) || counts[4] > 0 {
		t.Errorf("%d of %d are paid, %v by tier", len(paid), len(hired), counts)
	}
	if one, three := sums[1]/counts[1], sums[3]/counts[3]; one >= three || one < 30_000 || three > 70_000 {
		t.Errorf("mean pay %.0f at tier 1 and %.0f at tier 3", one, three)
	}
}

// The paid hours of a team and week are its minutes of work over the planted occupancy, up to the next quarter.
func TestHoursFollowWork(t *testing.T) {
	dir, _ := written(t, Options{Tickets: 3000, Seed: 1})
	minutes := map[[2]string]float64{}
	for _, e := range rows(t, dir, "events.csv") {
		if e["minutes"] != "" {
			at := instant(t, e["occurred_at"]).In(berlin(t))
			monday := at.AddDate(0, 0, -(int(at.Weekday())+6)%7).Format(time.DateOnly)
			minutes[[2]string{e["team"], monday}] += decimal(t, e["minutes"])
		}
	}
	tierOf := map[string]int{}
	for _, team := range teams {
		tierOf[team.name] = team.tier
	}
	list := rows(t, dir, "hours.csv")
	if want := len(teams) * 79; len(list) != want {
		t.Errorf("%d rows, want %d: every team in every week", len(list), want)
	}
	for _, h := range list {
		key := [2]string{h["team"], h["week"]}
		need := minutes[key] / 60 * 100 / float64(occupancy[tierOf[h["team"]]])
		if got := decimal(t, h["paid_hours"]); math.Abs(got-math.Ceil(need*4-1e-9)/4) > 1e-9 {
			t.Errorf("%v: %v hours paid, %.3f needed", key, got, need)
		}
		delete(minutes, key)
	}
	if len(minutes) > 0 {
		t.Errorf("work without paid hours: %v", minutes)
	}
}
