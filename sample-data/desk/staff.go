package desk

import (
	"strconv"
	"time"
)

// The teams by number. Tier 1 stands first, by region.
const (
	serviceDeskNorth = iota
	hotlineNorth
	serviceDeskSouth
	hotlineSouth
	serviceDeskZurich
	network
	applications
	devices
	development
	vendor
	nobody = -1 // no team, or no agent
)

// team is a group of agents; weight is its part of the people.
type team struct {
	name   string
	tier   int
	region int // nobody: both
	weight int
}

var teams = []team{
	{"Service Desk North", 1, 0, 14},
	{"Hotline Nord", 1, 0, 14},
	{"Service Desk South", 1, 1, 11},
	{"Hotline Süd", 1, 1, 11},
	{"Service Desk Zürich", 1, 1, 5},
	{"2nd Level Network", 2, nobody, 10},
	{"2nd Level Anwendungen", 2, nobody, 13},
	{"2nd Level Geräte & Vor-Ort", 2, nobody, 10},
	{"Entwicklung", 3, nobody, 9},
	{"Nordlicht Systems (vendor)", 4, nobody, 3},
}

var (
	firstNames = []string{
		"Anna", "Björn", "Carla", "David", "Emily", "Fatma", "Günther", "Hanna", "Ilse", "James", "Jörg", "Jürgen", "Käthe",
		"Laura", "Lukas", "Mehmet", "Nadine", "Oliver", "Paula", "Rachel", "Søren", "Sören", "Tim", "Ümit", "Zoë",
	}
	lastNames = []string{
		"Albrecht", "Bäcker", "Baker", "Clarke", "Demir", "Evans", "Fischer", "Größmann", "Hoffmann", "Jäger", "Jones",
		"Kaya", "Köhler", "Krüger", "Lüders", "Müller", "Novák", "Öztürk", "Price", "Richter", "Schäfer", "Schröder",
		"Taylor", "Weiß", "Wright",
	}
	grades = []string{"junior", "regular", "senior"}
)

// fullTime is 38.5 hours a week, in half hours.
const fullTime = 77

// agent is an invented person. Salary is EUR a year, 0 for the vendor's people.
type agent struct {
	name    string
	team    int
	region  int
	grade   int
	hours   int // weekly, in half hours; 77 is full time
	hired   string
	salary  int
	raiseTo int // from April 2025; 0: no raise
}

// staff is everybody, and each team's people by number.
type staff struct {
	agents []agent
	byTeam [][]int32
}

// hire fills the teams with about one agent for 1,500 tickets (20 a week), two or more to a team.
func hire(d dice, tickets int) *staff {
	s := &staff{byTeam: make([][]int32, len(teams))}
	for t := range teams {
		people := max(2, tickets*teams[t].weight/150_000)
		for range people {
			s.byTeam[t] = append(s.byTeam[t], int32(len(s.agents)))
			s.agents = append(s.agents, newAgent(d, len(s.agents), t))
		}
	}
	return s
}

// Yearly pay in EUR: the middle of the band of the middle grade, by tier.
var pay = [5]int{0, 37_200, 44_600, 50_800, 0}

func newAgent(d dice, number, t int) agent {
	a := agent{name: personName(number), team: t, region: teams[t].region, grade: d.pick([]int{30, 50, 20}), hours: fullTime}
	if a.region == nobody {
		a.region = d.below(len(regions))
	}
	if d.chance(200) {
		a.hours = []int{39, 50, 60}[d.below(3)]
	}
	a.hired = firstDay.AddDate(0, 0, -d.between(20, 4000)).Format(time.DateOnly)
	base := pay[teams[t].tier]
	a.salary = base * (850 + 150*a.grade + 30*a.region + d.between(-60, 60)) / 1000 / 100 * 100
	if base > 0 && d.chance(400) {
		a.raiseTo = a.salary * (1000 + d.between(20, 50)) / 1000 / 100 * 100
	}
	return a
}

// personName gives every number its own name; after all pairs have been used, a count follows.
func personName(number int) string {
	pairs := len(firstNames) * len(lastNames)
	pair := number * 187 % pairs // 187 = 11 x 17 has no factor in common with 25 x 25
	name := firstNames[pair%len(firstNames)] + " " + lastNames[pair/len(firstNames)]
	if round := number / pairs; round > 0 {
		name += " " + strconv.Itoa(round+1)
	}
	return name
}
