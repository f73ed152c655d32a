package ingest_test

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tiermix/ingest"
	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/effort"
	"tiermix/model/kpi"
	"tiermix/model/plan"
)

const byHand = "../sample-data/by-hand"

// demand measures a period; empty words leave it to the desk.
func demand(t *testing.T, s *store.Store, from, to string) plan.Demand {
	t.Helper()
	period, err := kpi.ParsePeriod(from, to)
	if err != nil {
		t.Fatal(err)
	}
	d, err := tier.Demand(context.Background(), s.DB(), period)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// deskOf imports files that are written out by name; others of the folder "with" come along.
func deskOf(t *testing.T, with string, files map[string]string) *store.Store {
	t.Helper()
	folder := t.TempDir()
	if with != "" {
		if err := os.CopyFS(folder, os.DirFS(with)); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return importFolder(t, folder)
}

func solvedIn(category string) effort.Key {
	return effort.Key{Tier: 1, Category: category, Outcome: effort.Solved}
}
func passedIn(category string) effort.Key {
	return effort.Key{Tier: 1, Category: category, Outcome: effort.Passed}
}
func secondIn(category string) effort.Key { return effort.Key{Tier: 2, Category: category} }

func days(d plan.Demand) string {
	return d.From.Format(time.DateOnly) + ".." + d.To.Format(time.DateOnly)
}

// cells are the half hours of a week with tickets: "Mon 09:00".
func cells(w plan.Week) map[string]float64 {
	all := map[string]float64{}
	for day, slots := range w {
		for slot, v := range slots {
			if v != 0 {
				at := time.Date(2025, 3, 3+day, 0, 30*slot, 0, 0, time.UTC) // a Monday
				all[at.Format("Mon 15:04")] = v
			}
		}
	}
	return all
}

// The nine tickets whose README tells their lives; H8 is spam. The records run from Monday the 3rd to Monday the 24th.
func TestDemandByHand(t *testing.T) {
	s := importFolder(t, byHand)
	for name, check := range map[string]func(*testing.T, *store.Store){
		"all": checkNine, "over the week": checkNineByHour, "parts of weeks": checkPartsOfWeeks, "open ends": checkOpenEnds,
	} {
		t.Run(name, func(t *testing.T) { check(t, s) })
	}
}

func checkNine(t *testing.T, s *store.Store) {
	d := demand(t, s, "", "")
	if got := days(d); got != "2025-03-03..2025-03-23" || d.Weeks != 3 || d.LeftOut != 0 {
		t.Errorf("got %s, %v weeks, %d left out; want three whole weeks and none", got, d.Weeks, d.LeftOut)
	}
	if !d.Set || d.From.Location().String() != "Europe/Berlin" || d.From.Hour() != 0 {
		t.Errorf("calendar set %t, period begins %v; want the desk's own, midnight in Berlin", d.Set, d.From)
	}
	wantCategories := []plan.Category{
		{Key: "Network", Tickets: 4, Direct: 1, Tried: 2, Second: 3, Returned: 1}, // H5 direct, 3 to 2 is no return; H3 H4 tried; H7 open
		{Key: "Password", Tickets: 3, Tried: 3, Solved: 3},                        // H1 H2 H6
		{Key: "Gerätetausch", Tickets: 1, Tried: 1, Solved: 1},                    // H9
	}
	if diff := cmp.Diff(wantCategories, d.Categories); diff != "" {
		t.Errorf("categories (-want +got):\n%s", diff)
	}
	wantLogged := map[effort.Key][]float64{
		solvedIn("Password"):     {10, 8, 12}, // H1, H2, H6 twice
		solvedIn("Gerätetausch"): {5},
		passedIn("Network"):      {5},           // H3; on H4 1st level booked nothing
		secondIn("Network"):      {30, 40, 150}, // H3, H4, H5 by Emil and Dörte
	}
	if diff := cmp.Diff(wantLogged, d.Logged); diff != "" {
		t.Errorf("logged minutes (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[int]int{1: 3, 2: 1, 3: 1}, d.People); diff != "" {
		t.Errorf("people (-want +got):\n%s", diff)
	}
	if d.Paid != nil || d.Salaries != nil {
		t.Errorf("got paid hours %v and salaries %v, want none", d.Paid, d.Salaries)
	}
}

func checkNineByHour(t *testing.T, s *store.Store) {
	d := demand(t, s, "", "")
	peaks := map[string]map[string]float64{
		"email":  {"Mon 09:00": 1, "Mon 10:00": 1, "Mon 11:00": 1, "Tue 08:00": 1, "Thu 14:00": 1, "Fri 09:00": 1},
		"phone":  {"Tue 09:00": 1},
		"social": {"Wed 10:00": 1},
	}
	var names []string
	for _, c := range d.Channels {
		names = append(names, c.Name)
		peak := peaks[c.Name]
		if diff := cmp.Diff(peak, cells(c.Peak)); diff != "" || c.Tickets != len(peak) {
			t.Errorf("%s: %d tickets, peak (-want +got):\n%s", c.Name, c.Tickets, diff)
		}
		typical := maps.Clone(peak)
		for at := range typical {
			typical[at] /= 3 // nothing came in the other two weeks
		}
		if diff := cmp.Diff(typical, cells(c.Typical)); diff != "" {
			t.Errorf("%s: typical week (-want +got):\n%s", c.Name, diff)
		}
	}
	if diff := cmp.Diff([]string{"email", "phone", "social"}, names); diff != "" {
		t.Errorf("channels (-want +got):\n%s", diff)
	}
}

// checkPartsOfWeeks: a typical week of other periods divides by how often each weekday occurs.
func checkPartsOfWeeks(t *testing.T, s *store.Store) {
	for _, c := range []struct {
		from, to string
		weeks    float64
		typical  map[string]float64
		peak     float64
	}{
		// Tuesday: H2 and H5
		{"2025-03-04", "2025-03-04", 1.0 / 7, map[string]float64{"Tue 08:00": 1, "Tue 09:00": 1}, 0},
		// Wednesday to Thursday the week after: H6 and H7 on days that occur twice, H9 on a Friday
		{"2025-03-05", "2025-03-13", 9.0 / 7, map[string]float64{"Wed 10:00": 0.5, "Thu 14:00": 0.5, "Fri 09:00": 1}, 0},
		// the only whole week, that of the 10th, has no ticket and so no most of them
		{"2025-03-05", "2025-03-17", 13.0 / 7, map[string]float64{"Wed 10:00": 0.5, "Thu 14:00": 0.5, "Fri 09:00": 0.5}, 0},
		// the week of the 3rd is whole
		{"2025-03-02", "2025-03-09", 8.0 / 7, map[string]float64{"Mon 09:00": 1, "Mon 10:00": 1, "Mon 11:00": 1, "Tue 08:00": 1, "Tue 09:00": 1,
			"Wed 10:00": 1, "Thu 14:00": 1, "Fri 09:00": 1}, 8},
		{"2025-03-10", "2025-03-16", 1, map[string]float64{}, 0},
		{"2030-01-07", "2030-01-13", 1, map[string]float64{}, 0},
	} {
		d := demand(t, s, c.from, c.to)
		typical, peak := map[string]float64{}, 0.0
		for _, channel := range d.Channels {
			for at, v := range cells(channel.Typical) {
				typical[at] += v
			}
			peak += channel.Peak.Total()
		}
		if diff := cmp.Diff(c.typical, typical); diff != "" || peak != c.peak || d.Weeks != c.weeks {
			t.Errorf("%s to %s: %v weeks, peak %v; want %v and %v; typical (-want +got):\n%s", c.from, c.to, d.Weeks, peak, c.weeks, c.peak, diff)
		}
	}
}

func checkOpenEnds(t *testing.T, s *store.Store) {
	for _, c := range [][3]string{
		{"2025-03-05", "", "2025-03-05..2025-03-24"},
		{"", "2025-03-05", "2025-03-03..2025-03-05"},
		{"2025-02-01", "2025-03-05", "2025-02-01..2025-03-05"},
	} {
		if got := days(demand(t, s, c[0], c[1])); got != c[2] {
			t.Errorf("%s to %s: got %s, want %s", c[0], c[1], got, c[2])
		}
	}
}

// Hours of teams and weeks, with what each team finished by the README: week and team are in the order of the answer.
func TestDemandPaidByHand(t *testing.T) {
	d := demand(t, deskOf(t, byHand, map[string]string{"hours.csv": `team,week,paid_hours
Service Desk,2025-02-24,70
Service Desk,2025-03-03,80
Service Desk,2025-03-10,81.5
Service Desk,2025-03-17,82
Service Desk,2025-03-24,83
Hotline,2025-03-03,40
Network,2025-03-03,30
Entwicklung,2025-03-03,20
Canteen,2025-03-03,10
`}), "", "")
	want := []effort.Week{
		{Label: "2025-03-03", Team: "Entwicklung", Paid: 20, Tickets: map[effort.Key]int{}},                    // H5 returned, and Network held it last
		{Label: "2025-03-03", Team: "Hotline", Paid: 40, Tickets: map[effort.Key]int{solvedIn("Password"): 1}}, // H2
		{Label: "2025-03-03", Team: "Network", Paid: 30, Tickets: map[effort.Key]int{secondIn("Network"): 3}},  // H3, H4 and H5 once each
		{Label: "2025-03-03", Team: "Service Desk", Paid: 80, Tickets: map[effort.Key]int{solvedIn("Password"): 2, // H1, H6 once
			passedIn("Network"): 2, solvedIn("Gerätetausch"): 1}}, // H3 and H4; H9; not H7, which stayed at tier 1
		{Label: "2025-03-10", Team: "Service Desk", Paid: 81.5, Tickets: map[effort.Key]int{}},                          // H9 was closed by rule
		{Label: "2025-03-17", Team: "Service Desk", Paid: 82, Tickets: map[effort.Key]int{solvedIn("Gerätetausch"): 1}}, // H9 again
	}
	if diff := cmp.Diff(want, d.Paid); diff != "" {
		t.Errorf("paid hours (-want +got):\n%s", diff)
	}
}

// What holds at the end of the period, Sunday the 23rd: Anna's second rise is a day late. Bea and Dörte have the tier of
// their teams, Zoe has none.
func TestDemandSalariesByHand(t *testing.T) {
	d := demand(t, deskOf(t, byHand, map[string]string{"salaries.csv": `agent,tier,annual_salary,currency,valid_from
Anna,1,30000,EUR,2024-01-01
Anna,1,33000,EUR,2025-03-23
Anna,1,36000,EUR,2025-03-24
Bea,,29000,EUR,
Cem,1,40000,CHF,2020-01-01
Dörte,,44000,EUR,
Dörte,,45000,EUR,2021-01-01
Emil,3,52000,EUR,2021-01-01
Fay,2,99000,EUR,2026-01-01
Zoe,,70000,EUR,2021-01-01
`}), "", "")
	want := []plan.Salary{
		{Tier: 1, Currency: "CHF", People: 1, Mean: 40000, Lowest: 40000, Highest: 40000},
		{Tier: 1, Currency: "EUR", People: 2, Mean: 31000, Lowest: 29000, Highest: 33000},
		{Tier: 2, Currency: "EUR", People: 1, Mean: 45000, Lowest: 45000, Highest: 45000},
		{Tier: 3, Currency: "EUR", People: 1, Mean: 52000, Lowest: 52000, Highest: 52000},
	}
	if diff := cmp.Diff(want, d.Salaries); diff != "" {
		t.Errorf("salaries (-want +got):\n%s", diff)
	}
}

// Tickets with effort where it is hard to say whose it is. Berlin is an hour ahead of UTC.
func TestDemandEffort(t *testing.T) {
	d := demand(t, deskOf(t, "", map[string]string{
		"tickets.csv": `ticket_id,created_at,team,channel,category,effort_minutes,excluded,resolved_at
A,2025-03-03T23:30:00Z,Desk,mail,x,11,,2025-03-04T12:00:00Z
B,2025-03-04T10:00:00Z,Desk,mail,x,20,,
C,2025-03-04T10:00:00Z,Experts,mail,x,30,,2025-03-04T12:00:00Z
D,2025-03-04T10:00:00Z,Desk,mail,x,9,,
E,2025-03-04T10:00:00Z,Desk,mail,x,,,
F,2025-03-04T10:00:00Z,Desk,mail,x,,,
G,2025-03-04T10:00:00Z,Desk,mail,x,99,spam,2025-03-04T12:00:00Z
H,2025-03-04T10:00:00Z,Desk,mail,x,98,,
I,2025-03-04T10:00:00Z,Desk,mail,x,,,
J,2025-03-04T10:00:00Z,Experts,mail,x,,,
K,2025-03-04T10:00:00Z,Desk,mail,x,97,,
L,2025-03-04T10:00:00Z,Desk,mail,x,,,
M,2025-03-03T10:00:00Z,Changed,mail,x,96,,
N,2025-03-04T10:00:00Z,Desk,mail,x,,,
O,2025-03-03T10:00:00Z,Falling,mail,x,95,,
`,
		"events.csv": `ticket_id,occurred_at,kind,team,agent,status,minutes
B,2025-03-04T11:00:00Z,moved,Experts,,,
B,2025-03-04T12:00:00Z,resolved,Experts,,solved,
D,2025-03-04T11:00:00Z,moved,Other Desk,,,
D,2025-03-04T12:00:00Z,resolved,Other Desk,,solved,
E,2025-03-04T11:00:00Z,work,,,,7
E,2025-03-04T12:00:00Z,resolved,,,solved,
F,2025-03-04T10:30:00Z,work,,,,6
F,2025-03-04T11:00:00Z,moved,Experts,Max,,5
F,2025-03-04T12:00:00Z,work,Experts,,,50
F,2025-03-04T13:00:00Z,resolved,Experts,,solved,
H,2025-03-04T11:00:00Z,moved,Nobodies,,,
H,2025-03-04T12:00:00Z,resolved,Nobodies,,solved,
I,2025-03-04T10:30:00Z,work,Desk,,,3
I,2025-03-04T10:40:00Z,work,Desk,,,1.5
I,2025-03-04T11:00:00Z,moved,Maker,,,2
I,2025-03-04T12:00:00Z,work,Maker,,,60
I,2025-03-04T13:00:00Z,resolved,Maker,,solved,
J,2025-03-04T10:30:00Z,work,Desk,,,8
J,2025-03-04T11:00:00Z,moved,Desk,,,
J,2025-03-04T11:30:00Z,work,Desk,,,4
J,2025-03-04T11:40:00Z,work,Experts,,,16
J,2025-03-04T12:00:00Z,resolved,Desk,,solved,
L,2025-03-05T10:30:00Z,work,Desk,,,2
L,2025-03-05T10:40:00Z,work,Changed,,,1
L,2025-03-06T10:40:00Z,work,Changed,,,32
L,2025-03-06T12:00:00Z,resolved,Desk,,solved,
L,2025-03-06T12:30:00Z,assigned,Changed,,,
L,2025-03-06T12:40:00Z,moved,Desk,,,
M,2025-03-04T10:00:00Z,resolved,,,solved,
M,2025-03-07T10:00:00Z,reopened,,,open,
M,2025-03-07T11:00:00Z,resolved,,,solved,
O,2025-03-04T10:00:00Z,resolved,,,solved,
O,2025-03-07T10:00:00Z,reopened,,,open,
O,2025-03-07T11:00:00Z,resolved,,,solved,
N,2025-03-04T10:00:00Z,created,Desk,,,4
N,2025-03-04T11:00:00Z,moved,Experts,,,
N,2025-03-04T12:00:00Z,work,Experts,,,40
N,2025-03-04T13:00:00Z,resolved,Experts,,solved,
`,
		"roster.toml": `[[team]]
pattern = "(Other )?Desk"
tier = 1
[[team]]
name = "Changed"
tier = 1
to = "2025-03-05"
[[team]]
pattern = "Falling"
tier = 1
from = "2025-03-06"
[[team]]
pattern = "Experts|Changed|Falling"
tier = 2
[[team]]
name = "Maker"
tier = 4
`}), "2025-03-01", "2025-03-09")
	want := map[effort.Key][]float64{
		// A by the ticket alone, D too although it was passed on inside the tier, E by the only tier that held it
		solvedIn("x"): {11, 9, 7},
		// L was solved by tier 1, and moved upwards and back when it was done: passed on, with the minutes of the day on
		// which Changed was tier 1. F, I and N have minutes of an unknown team: moves and creations tell none.
		passedIn("x"): {3},
		// C by the ticket alone; B was held by two tiers, and so were M and O when their teams changed the tier. J's minutes of
		// tier 1 are neither of a solution nor of a pass.
		secondIn("x"): {30, 16, 32},
	}
	if diff := cmp.Diff(want, d.Logged); diff != "" {
		t.Errorf("logged minutes (-want +got):\n%s", diff)
	}
	if d.LeftOut != 1 || d.Channels[0].Tickets != 13 { // H; G is spam
		t.Errorf("%d left out and %d by mail, want 1 and 13", d.LeftOut, d.Channels[0].Tickets)
	}
	if got := d.Channels[0].Typical[1][1]; got != 1 { // A came on Tuesday at half past midnight
		t.Errorf("Tuesday 00:30: got %v, want 1; all are %v", got, cells(d.Channels[0].Typical))
	}
}

// Of equal weeks the earliest is the peak; a week that the period cuts is none, however many tickets it has.
func TestDemandPeak(t *testing.T) {
	d := demand(t, deskOf(t, "", map[string]string{
		"tickets.csv": `ticket_id,created_at,team
A,2025-03-03T09:00:00+01:00,Desk
B,2025-03-11T09:00:00+01:00,Desk
C,2025-03-19T09:00:00+01:00,Desk
D,2025-03-19T09:00:00+01:00,Desk
E,2025-03-19T09:00:00+01:00,Desk
F,2025-02-28T09:00:00+01:00,Desk
G,2025-02-28T09:00:00+01:00,Desk
H,2025-03-05T09:00:00+01:00,Nobodies
`,
		"roster.toml": "[[team]]\nname = \"Desk\"\ntier = 1\n",
	}), "2025-02-28", "2025-03-22")
	if diff := cmp.Diff(map[string]float64{"Mon 09:00": 1}, cells(d.Channels[0].Peak)); diff != "" {
		t.Errorf("peak (-want +got):\n%s", diff)
	}
	want := map[string]float64{"Mon 09:00": 1.0 / 3, "Tue 09:00": 1.0 / 3, "Wed 09:00": 1, "Fri 09:00": 0.5} // four Fridays
	if diff := cmp.Diff(want, cells(d.Channels[0].Typical)); diff != "" {
		t.Errorf("typical week (-want +got):\n%s", diff)
	}
}

// With self-service, tier 0, below 1st level: what 1st level gave back to it was not passed on.
func TestDemandWithSelfService(t *testing.T) {
	d := demand(t, deskOf(t, "", map[string]string{
		"tickets.csv": `ticket_id,created_at,team,category,effort_minutes
A,2025-03-03T09:00:00Z,Robot,up,10
B,2025-03-03T09:00:00Z,Desk,back,11
C,2025-03-03T09:00:00Z,Desk,round,12
D,2025-03-03T09:00:00Z,Robot,never,13
`,
		"events.csv": `ticket_id,occurred_at,kind,team,status
A,2025-03-03T10:00:00Z,moved,Desk,
A,2025-03-03T11:00:00Z,resolved,,solved
B,2025-03-03T10:00:00Z,moved,Robot,
B,2025-03-03T11:00:00Z,resolved,,solved
C,2025-03-03T10:00:00Z,moved,Robot,
C,2025-03-03T11:00:00Z,moved,Experts,
C,2025-03-03T12:00:00Z,resolved,,solved
D,2025-03-03T10:00:00Z,resolved,,solved
`,
		"roster.toml": "[[team]]\nname = \"Robot\"\ntier = 0\n[[team]]\nname = \"Desk\"\ntier = 1\n[[team]]\nname = \"Experts\"\ntier = 2\n",
	}), "", "")
	want := []plan.Category{
		{Key: "back", Tickets: 1, Tried: 1, Solved: 1}, // its highest tier is 1, as in first_level_resolution
		{Key: "never", Tickets: 1},
		{Key: "round", Tickets: 1, Second: 1}, // given back by tier 1, not by tier 2
		{Key: "up", Tickets: 1, Tried: 1, Solved: 1},
	}
	if diff := cmp.Diff(want, d.Categories); diff != "" {
		t.Errorf("categories (-want +got):\n%s", diff)
	}
	if len(d.Logged) > 0 { // two tiers held each of them, or only self-service
		t.Errorf("got minutes %v, want none", d.Logged)
	}
}

// Hours of teams that change: they count in weeks in which the roster gives the team a tier from 1 to 3 on some day. A
// ticket that is moved after it was done is no work for those who get it.
func TestDemandPaidUnderChange(t *testing.T) {
	d := demand(t, deskOf(t, "", map[string]string{
		"tickets.csv": `ticket_id,created_at,team,category,excluded
A,2025-03-04T10:00:00Z,Desk,x,
B,2025-03-04T10:00:00Z,Earlier,x,
C,2025-03-11T10:00:00Z,Later,x,
D,2025-03-04T10:00:00Z,Vendor,x,
E,2025-03-04T10:00:00Z,Desk,x,
F,2025-03-04T10:00:00Z,Desk,x,spam
`,
		"events.csv": `ticket_id,occurred_at,kind,team,status
A,2025-03-04T11:00:00Z,resolved,,solved
A,2025-03-04T12:00:00Z,moved,Earlier,
A,2025-03-05T12:00:00Z,moved,Desk,
B,2025-03-09T22:59:00Z,closed,,closed
C,2025-03-12T10:00:00Z,moved,Desk,
C,2025-03-12T11:00:00Z,resolved,,solved
D,2025-03-04T11:00:00Z,moved,Desk,
D,2025-03-09T23:00:00Z,resolved,,solved
E,2025-03-04T11:00:00Z,moved,Nobodies,
F,2025-03-04T11:00:00Z,resolved,,solved
`,
		"hours.csv": `team,week,paid_hours
Desk,2025-03-03,1
Desk,2025-03-10,2
Earlier,2025-03-03,3
Earlier,2025-03-10,4
Later,2025-03-03,5
Later,2025-03-10,6
Vendor,2025-03-03,7
Nobodies,2025-03-03,8
`,
		"roster.toml": `[[team]]
name = "Desk"
tier = 1
[[team]]
name = "Earlier"
tier = 2
to = "2025-03-09"
[[team]]
name = "Later"
tier = 3
from = "2025-03-10"
[[team]]
name = "Vendor"
tier = 4
`}), "2025-03-03", "2025-03-16")
	want := []effort.Week{
		{Label: "2025-03-03", Team: "Desk", Paid: 1, Tickets: map[effort.Key]int{solvedIn("x"): 1}},    // A; E went to nobody known
		{Label: "2025-03-03", Team: "Earlier", Paid: 3, Tickets: map[effort.Key]int{secondIn("x"): 1}}, // B, closed on Sunday a minute to midnight
		{Label: "2025-03-10", Team: "Desk", Paid: 2, Tickets: map[effort.Key]int{solvedIn("x"): 2}},    // C, and D on Monday at midnight
		{Label: "2025-03-10", Team: "Later", Paid: 6, Tickets: map[effort.Key]int{secondIn("x"): 1}},   // C returned
	}
	if diff := cmp.Diff(want, d.Paid); diff != "" {
		t.Errorf("paid hours (-want +got):\n%s", diff)
	}
}

// People act for teams, or belong to one; each is counted once.
func TestDemandPeople(t *testing.T) {
	d := demand(t, deskOf(t, "", map[string]string{
		"tickets.csv": "ticket_id,created_at,team\nA,2025-01-01T10:00:00Z,Desk\nB,2025-06-01T10:00:00Z,Desk\nC,2025-06-01T10:00:00Z,Experts\n",
		"agents.csv":  "agent,team,fte,hired_on\nAnna,Experts,0.50,2024-06-15\nZoe,Canteen,0.25,2020-01-01\nBob,Desk,,2025-04-30\nEdge,Desk,1.00,2025-07-01\n",
		"events.csv": `ticket_id,occurred_at,kind,team,agent,system
A,2025-03-30T21:59:00Z,note,Desk,Early,false
A,2025-03-30T22:00:00Z,note,Desk,Edge,false
B,2025-06-02T10:00:00Z,note,Desk,Anna,false
B,2025-06-02T11:00:00Z,note,Desk,Bob,false
B,2025-06-02T12:00:00Z,note,Experts,Bob,false
B,2025-06-02T13:00:00Z,note,Experts,Cleo,false
B,2025-06-02T14:00:00Z,note,Experts,Cleo,false
B,2025-06-02T15:00:00Z,note,Desk,Cleo,false
B,2025-06-02T16:00:00Z,note,Desk,Robot,true
B,2025-06-02T17:00:00Z,note,Desk,Zoe,false
B,2025-06-02T18:00:00Z,moved,Makers,Dan,false
B,2025-06-03T17:00:00Z,note,Makers,Eve,false
B,2025-06-29T21:59:00Z,note,Desk,Late,false
B,2025-06-30T10:00:00Z,note,Desk,After,false
`,
		"roster.toml": `[[team]]
name = "Desk"
tier = 1
[[team]]
name = "Experts"
tier = 2
[[team]]
name = "Makers"
tier = 3
`}), "", "2025-06-29")
	// Bob did as much in either tier and counts in the lower, Cleo did more in the second. Early acted a minute too early;
	// Zoe's team has no tier; that Dan gave a ticket to the Makers does not make him one of them.
	want := map[int]int{1: 3, 2: 2, 3: 1} // Bob, Edge, Late; Anna, Cleo; Eve
	if diff := cmp.Diff(want, d.People); diff != "" {
		t.Errorf("people (-want +got):\n%s", diff)
	}
	full := map[int]plan.FullTime{1: {Sum: 1, Known: 1}, 2: {Sum: 0.5, Known: 1}} // Edge; Anna
	if diff := cmp.Diff(full, d.FullTime); diff != "" {
		t.Errorf("fte (-want +got):\n%s", diff)
	}
	// Edge was hired behind the period, Bob a month short of two ago; of Late, Cleo and Eve nothing is known.
	hired := map[int][]plan.Hired{1: {{Months: 1, FTE: 1}, {Months: 0, FTE: 1}}, 2: {{Months: 12, FTE: 0.5}}}
	if diff := cmp.Diff(hired, d.Hired); diff != "" {
		t.Errorf("hired (-want +got):\n%s", diff)
	}
}

func TestImpossibleFullTimeIsRefused(t *testing.T) {
	s := deskOf(t, "", map[string]string{
		"tickets.csv": "ticket_id,created_at,team\nA,2025-01-01T10:00:00Z,Desk\n",
		"agents.csv":  "agent,team,fte\nAnna,Desk,50\nBob,Desk,-1\nCleo,Desk,half\nDan,Desk,0\n",
	})
	rows, err := s.DB().Query("select value || ': ' || reason from desk.fault order by record")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var got []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		got = append(got, text)
	}
	if err := rows.Err(); err != nil || len(got) != 3 || got[0] != "50: this is more than twice a full-time person; half time is 0.5" {
		t.Errorf("got %q, %v", got, err)
	}
}

// A bare log: no channels, categories, effort, agents, hours or salaries, and no roster in the second case.
func TestDemandOfABareLog(t *testing.T) {
	log := write(t, "log.csv", `number,sys_updated_at,opened_at,incident_state,assignment_group
INC1,1/3/2016 10:00,1/3/2016 09:00,Active,Group 1
INC1,1/3/2016 11:00,1/3/2016 09:00,Resolved,Group 1
INC2,2/3/2016 10:00,2/3/2016 09:10,Active,Group 1
INC2,2/3/2016 11:00,2/3/2016 09:10,Active,Group 2
INC2,8/3/2016 11:00,2/3/2016 09:10,Closed,Group 2
`)
	roster := write(t, "roster.toml", "[[team]]\nname = \"Group 1\"\ntier = 1\n[[team]]\nname = \"Group 2\"\ntier = 2\n")
	ignored := cmpopts.IgnoreFields(plan.Demand{}, "From", "To", "Calendar", "Channels")
	for _, c := range []struct {
		roster string
		want   plan.Demand
	}{
		{roster, plan.Demand{Categories: []plan.Category{{Tickets: 2, Tried: 2, Solved: 1, Second: 1}}}},
		{"", plan.Demand{LeftOut: 2}},
	} {
		s := mustOpen(t)
		mustImport(t, s, ingest.Request{Paths: []string{log}, Mapping: "servicenow-log", Roster: c.roster})
		got := demand(t, s, "", "")
		c.want.Weeks = 8.0 / 7 // Tuesday to Tuesday: not one whole week
		c.want.Logged, c.want.People = map[effort.Key][]float64{}, map[int]int{}
		if diff := cmp.Diff(c.want, got, ignored); diff != "" {
			t.Errorf("roster %q (-want +got):\n%s", c.roster, diff)
		}
		if c.roster != "" && (len(got.Channels) != 1 || got.Channels[0].Name != "" || got.Channels[0].Typical[1][18] != 0.5) {
			t.Errorf("got channels %+v, want one without a name, half a ticket on Tuesdays at nine", got.Channels)
		}
		if days(got) != "2016-03-01..2016-03-08" {
			t.Errorf("got %s, want all days", days(got))
		}
	}
}

func TestDemandSaysWhatIsWrong(t *testing.T) {
	day := func(text string) time.Time {
		at, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for _, c := range []struct {
		s      *store.Store
		period kpi.Period
		want   string
	}{
		{mustOpen(t), kpi.Period{}, "measure demand: the desk has no tickets; import some first"},
		{importFolder(t, byHand), kpi.Period{From: day("2025-03-05"), To: day("2025-03-04")},
			"measure demand: period: the last day 2025-03-04 lies before the first day 2025-03-05"},
	} {
		if _, err := tier.Demand(context.Background(), c.s.DB(), c.period); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}
