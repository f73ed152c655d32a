package ingest_test

import (
	"cmp"
	"context"
	"encoding/csv"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/effort"
	"tiermix/model/kpi"
	"tiermix/model/plan"
	"tiermix/sample-data/desk"
)

// The demand of an invented desk is worked out here a second time, ticket by ticket: effort, people, hours and salaries
// from the files, holdings from the tracks of single tickets.

// line is one line of a CSV file by column name.
type line map[string]string

func lines(t *testing.T, folder, name string) []line {
	t.Helper()
	f, err := os.Open(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var all []line
	for _, r := range records[1:] {
		l := line{}
		for i, column := range records[0] {
			l[column] = r[i]
		}
		all = append(all, l)
	}
	return all
}

func (l line) number(t *testing.T, column string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(l[column], 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func (l line) at(t *testing.T, column string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, l[column])
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// sampled is an invented desk with the tracks of its tickets.
type sampled struct {
	folder string
	truth  desk.Truth
	s      *store.Store
	zone   *time.Location
	tickets,
	events []line
	tracks    map[string]tier.Track
	teamTiers map[string]int // of teams that ever held a ticket
}

func sample(t *testing.T, tickets int, seed uint64) sampled {
	t.Helper()
	d := sampled{folder: filepath.Join(t.TempDir(), "sample"), tracks: map[string]tier.Track{}, teamTiers: map[string]int{}}
	var err error
	if d.truth, err = desk.Write(d.folder, desk.Options{Tickets: tickets, Seed: seed}, false); err != nil {
		t.Fatal(err)
	}
	if d.zone, err = time.LoadLocation(d.truth.Zone); err != nil {
		t.Fatal(err)
	}
	d.s = importFolder(t, d.folder)
	d.tickets, d.events = lines(t, d.folder, "tickets.csv"), lines(t, d.folder, "events.csv")
	for _, l := range d.tickets {
		track, err := tier.Ticket(context.Background(), d.s.DB(), l["ticket_id"])
		if err != nil {
			t.Fatal(err)
		}
		d.tracks[l["ticket_id"]] = track
		for _, s := range track.Stints {
			d.teamTiers[s.Team] = *s.Tier
		}
	}
	return d
}

// life is what the holdings of a ticket say.
type life struct {
	direct, held1, second, passed, up, returned, down, open bool
}

func lifeOf(track tier.Track) life {
	l := life{direct: *track.Stints[0].Tier >= 2, open: track.Stints[len(track.Stints)-1].LeftAt == nil}
	for _, s := range track.Stints {
		l.held1 = l.held1 || *s.Tier == 1
		l.second = l.second || *s.Tier >= 2
		if s.EnteredBy == "move" {
			l.up = l.up || *s.Tier > *s.FromTier
			l.passed = l.passed || *s.FromTier == 1 && *s.Tier > 1
			l.down = l.down || *s.Tier < *s.FromTier
			l.returned = l.returned || *s.FromTier >= 2 && *s.Tier <= 1
		}
	}
	return l
}

func (l life) solved() bool { return !l.open && !l.second }

// window is a period as instants.
type window struct{ from, until time.Time }

func (w window) has(at time.Time) bool { return !at.Before(w.from) && at.Before(w.until) }

func windowOf(d plan.Demand) window { return window{d.From, d.To.AddDate(0, 0, 1)} }

// within are the tickets created in a window, without merged and spam.
func (d sampled) within(t *testing.T, w window) []line {
	t.Helper()
	return slices.DeleteFunc(slices.Clone(d.tickets), func(l line) bool { return l["excluded"] != "" || !w.has(l.at(t, "created_at")) })
}

func (d sampled) categories(t *testing.T, w window) []plan.Category {
	t.Helper()
	all := map[string]plan.Category{}
	add := func(n *int, yes bool) {
		if yes {
			*n++
		}
	}
	for _, l := range d.within(t, w) {
		c, life := all[l["category"]], lifeOf(d.tracks[l["ticket_id"]])
		c.Key = l["category"]
		c.Tickets++
		add(&c.Direct, life.direct)
		add(&c.Tried, life.solved() || life.passed)
		add(&c.Solved, life.solved())
		add(&c.Second, life.second)
		add(&c.Returned, life.second && life.returned)
		all[c.Key] = c
	}
	return slices.SortedFunc(maps.Values(all), func(a, b plan.Category) int {
		return cmp.Or(cmp.Compare(b.Tickets, a.Tickets), cmp.Compare(a.Key, b.Key))
	})
}

func (d sampled) channels(t *testing.T, w window) []plan.Channel {
	t.Helper()
	all, weeks, often := map[string]*plan.Channel{}, map[time.Time]int{}, [7]float64{}
	for day := w.from; day.Before(w.until); day = day.AddDate(0, 0, 1) {
		often[mondayFirst(day)]++
	}
	created := d.within(t, w)
	for _, l := range created {
		weeks[monday(l.at(t, "created_at").In(d.zone))]++
	}
	var peak time.Time
	for week, n := range weeks {
		whole := !week.Before(w.from) && !week.AddDate(0, 0, 7).After(w.until)
		if whole && (peak.IsZero() || n > weeks[peak] || n == weeks[peak] && week.Before(peak)) {
			peak = week
		}
	}
	for _, l := range created {
		c := all[l["channel"]]
		if c == nil {
			c = &plan.Channel{Name: l["channel"]}
			all[c.Name] = c
		}
		at := l.at(t, "created_at").In(d.zone)
		day, slot := mondayFirst(at), (at.Hour()*60+at.Minute())/30
		c.Tickets++
		c.Typical[day][slot] += 1 / often[day]
		if monday(at).Equal(peak) {
			c.Peak[day][slot]++
		}
	}
	var sorted []plan.Channel
	for _, c := range all {
		sorted = append(sorted, *c)
	}
	slices.SortFunc(sorted, func(a, b plan.Channel) int {
		return cmp.Or(cmp.Compare(b.Tickets, a.Tickets), cmp.Compare(a.Name, b.Name))
	})
	return sorted
}

func mondayFirst(at time.Time) int { return (int(at.Weekday()) + 6) % 7 }

func monday(at time.Time) time.Time {
	return time.Date(at.Year(), at.Month(), at.Day()-mondayFirst(at), 0, 0, 0, 0, at.Location())
}

func (d sampled) logged(t *testing.T, w window) map[effort.Key][]float64 {
	t.Helper()
	spent := map[string]map[int]float64{} // by ticket and tier
	for _, e := range d.events {
		if e["minutes"] != "" {
			if spent[e["ticket_id"]] == nil {
				spent[e["ticket_id"]] = map[int]float64{}
			}
			spent[e["ticket_id"]][d.teamTiers[e["team"]]] += e.number(t, "minutes")
		}
	}
	all := map[effort.Key][]float64{}
	for _, l := range d.within(t, w) { // in the order of their numbers
		minutes, life, category := spent[l["ticket_id"]], lifeOf(d.tracks[l["ticket_id"]]), l["category"]
		if life.open {
			continue
		}
		if first, booked := minutes[1]; booked && life.solved() {
			all[solvedIn(category)] = append(all[solvedIn(category)], first)
		} else if booked && life.passed {
			all[passedIn(category)] = append(all[passedIn(category)], first)
		}
		second, booked2 := minutes[2]
		third, booked3 := minutes[3]
		if booked2 || booked3 {
			all[secondIn(category)] = append(all[secondIn(category)], second+third)
		}
	}
	return all
}

func (d sampled) paid(t *testing.T, w window) []effort.Week {
	t.Helper()
	type slot struct{ week, team string }
	ended := map[slot]map[effort.Key]map[string]bool{}
	for id, track := range d.tracks {
		if track.Excluded != "" {
			continue
		}
		moved := func(s tier.TrackStint) bool { // after it was done
			return s.LeftAt != nil && s.Outcome == "closed" && s.EnteredBy == "move" && s.EnteredAt.Equal(*s.LeftAt)
		}
		last := -1
		for i, s := range track.Stints {
			if (*s.Tier == 2 || *s.Tier == 3) && !moved(s) {
				last = i
			}
		}
		for i, s := range track.Stints {
			if s.LeftAt == nil || *s.Tier == 4 || moved(s) || *s.Tier > 1 && i != last {
				continue
			}
			key := effort.Key{Tier: min(*s.Tier, 2), Category: track.Category}
			if *s.Tier == 1 {
				// a call that was closed on the line was never called resolved
				key.Outcome = map[string]effort.Outcome{"resolved": effort.Solved, "closed": effort.Solved, "escalated": effort.Passed}[s.Outcome]
				if key.Outcome == effort.Any {
					continue
				}
			}
			at := slot{monday(*s.LeftAt).Format(time.DateOnly), s.Team}
			if ended[at] == nil {
				ended[at] = map[effort.Key]map[string]bool{}
			}
			if ended[at][key] == nil {
				ended[at][key] = map[string]bool{}
			}
			ended[at][key][id] = true
		}
	}
	var all []effort.Week
	for _, h := range lines(t, d.folder, "hours.csv") {
		week, err := time.ParseInLocation(time.DateOnly, h["week"], d.zone)
		if err != nil {
			t.Fatal(err)
		}
		of, known := d.teamTiers[h["team"]]
		if !known || of == 4 || week.Before(w.from) || week.AddDate(0, 0, 7).After(w.until) {
			continue
		}
		one := effort.Week{Label: h["week"], Team: h["team"], Paid: h.number(t, "paid_hours"), Tickets: map[effort.Key]int{}}
		for key, ids := range ended[slot{h["week"], h["team"]}] {
			one.Tickets[key] = len(ids)
		}
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b effort.Week) int {
		return cmp.Or(cmp.Compare(a.Label, b.Label), cmp.Compare(a.Team, b.Team))
	})
	return all
}

func (d sampled) people(t *testing.T, w window) (heads map[int]int, full map[int]plan.FullTime) {
	t.Helper()
	if quarter := w.until.AddDate(0, 0, -91); w.from.Before(quarter) {
		w.from = quarter
	}
	acted := map[string]bool{}
	for _, e := range d.events {
		if e["agent"] != "" && e["system"] != "true" && w.has(e.at(t, "occurred_at")) {
			acted[e["agent"]] = true
		}
	}
	for _, e := range lines(t, d.folder, "escalations.csv") {
		if w.has(e.at(t, "escalated_at")) {
			acted[e["agent"]] = true
		}
	}
	heads, full = map[int]int{}, map[int]plan.FullTime{}
	for _, a := range lines(t, d.folder, "agents.csv") {
		if of, known := d.teamTiers[a["team"]]; known && acted[a["agent"]] {
			heads[of]++
			full[of] = plan.FullTime{Sum: full[of].Sum + a.number(t, "fte"), Known: full[of].Known + 1}
		}
	}
	return heads, full
}

func (d sampled) salaries(t *testing.T, w window) []plan.Salary {
	t.Helper()
	type pay struct {
		from   string
		tier   int
		amount float64
	}
	latest := map[string]pay{}
	for _, l := range lines(t, d.folder, "salaries.csv") {
		last := w.until.AddDate(0, 0, -1).Format(time.DateOnly)
		if p := latest[l["agent"]]; l["valid_from"] <= last && l["valid_from"] >= p.from {
			latest[l["agent"]] = pay{l["valid_from"], int(l.number(t, "tier")), l.number(t, "annual_salary")}
		}
	}
	byTier := map[int][]float64{}
	for _, p := range latest {
		byTier[p.tier] = append(byTier[p.tier], p.amount)
	}
	var all []plan.Salary
	for _, of := range slices.Sorted(maps.Keys(byTier)) {
		sum := 0.0
		for _, amount := range byTier[of] {
			sum += amount
		}
		n := len(byTier[of])
		all = append(all, plan.Salary{Tier: of, Currency: "EUR", People: n, Mean: sum / float64(n), Lowest: slices.Min(byTier[of]), Highest: slices.Max(byTier[of])})
	}
	return all
}

func TestDemandOfASample(t *testing.T) {
	d := sample(t, 500, 7)
	t.Run("folded", func(t *testing.T) { checkFolded(t, d) })
	t.Run("figures", func(t *testing.T) { checkFigures(t, d) })
}

// checkFolded compares every number with the second way.
func checkFolded(t *testing.T, d sampled) {
	close := cmpopts.EquateApprox(0, 1e-6)
	for _, c := range [][2]string{
		{"", ""},
		{d.truth.From, d.truth.To},
		{"2024-10-02", "2025-04-10"}, // through both changes of the clocks
		{"2025-03-24", "2025-03-30"},
	} {
		got := demand(t, d.s, c[0], c[1])
		w := windowOf(got)
		heads, full := d.people(t, w)
		for _, part := range []struct {
			name      string
			want, got any
		}{
			{"categories", d.categories(t, w), got.Categories},
			{"channels", d.channels(t, w), got.Channels},
			{"logged minutes", d.logged(t, w), got.Logged},
			{"paid hours", d.paid(t, w), got.Paid},
			{"people", heads, got.People},
			{"fte", full, got.FullTime},
			{"salaries", d.salaries(t, w), got.Salaries},
		} {
			if diff := gocmp.Diff(part.want, part.got, close); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", days(got), part.name, diff)
			}
		}
		if len(got.Categories) == 0 || len(got.Logged) == 0 || len(got.Paid) == 0 || len(got.People) == 0 || len(got.Salaries) == 0 {
			t.Errorf("%s: something is empty, so nothing was compared", days(got))
		}
	}
}

// checkFigures: over everything the desk knows, demand, figures and planted truth count the same tickets.
func checkFigures(t *testing.T, d sampled) {
	got := demand(t, d.s, d.truth.From, d.truth.To)
	ids := []string{"tickets_created", "first_level_resolution", "direct_second_level", "escalation_rate", "return_rate", "any_return"}
	answer, err := store.Answer(context.Background(), d.s.DB(), kpi.Query{IDs: ids, By: []string{"category"}})
	if err != nil {
		t.Fatal(err)
	}
	onlyElsewhere := map[string]int{} // escalated, but never from tier 1, which held it too
	onlyAbove := map[string]int{}     // given back, but never to tier 1
	for _, l := range d.within(t, windowOf(got)) {
		life := lifeOf(d.tracks[l["ticket_id"]])
		if life.held1 && life.up && !life.passed {
			onlyElsewhere[l["category"]]++
		}
		if life.down && !life.returned {
			onlyAbove[l["category"]]++
		}
	}
	if len(answer.Figures) != len(ids) || len(got.Categories) != len(d.truth.By["category"]) {
		t.Fatalf("%d figures and %d categories, want %d and %d", len(answer.Figures), len(got.Categories), len(ids), len(d.truth.By["category"]))
	}
	for _, c := range got.Categories {
		measured := map[string]kpi.Measure{}
		for _, f := range answer.Figures {
			for _, g := range f.Groups {
				if g.Key["category"] == c.Key {
					measured[f.ID] = g.Measure
				}
			}
		}
		truth := d.truth.By["category"][c.Key]
		for _, p := range []struct {
			id   string
			got  int
			want *float64
			told *int
		}{
			{"tickets_created", c.Tickets, measured["tickets_created"].Value, nil},
			{"first_level_resolution", c.Solved, measured["first_level_resolution"].Numerator, truth["first_level_resolution"].Numerator},
			{"direct_second_level", c.Direct, measured["direct_second_level"].Numerator, truth["direct_second_level"].Numerator},
			{"escalation_rate", c.Tried - c.Solved + onlyElsewhere[c.Key], measured["escalation_rate"].Numerator, truth["escalation_rate"].Numerator},
			{"return_rate", c.Second, measured["return_rate"].Denominator, truth["return_rate"].Denominator},
			{"any_return", c.Returned + onlyAbove[c.Key], measured["any_return"].Numerator, truth["any_return"].Numerator},
		} {
			if p.want != nil && float64(p.got) != *p.want || p.told != nil && p.got != *p.told {
				t.Errorf("%s of %s: got %d, the figure has %v and the truth %v", p.id, c.Key, p.got, show(p.want), show(p.told))
			}
			if p.want == nil && p.got != 0 {
				t.Errorf("%s of %s: got %d, the figure has none", p.id, c.Key, p.got)
			}
		}
	}
}

func show[T any](p *T) any {
	if p == nil {
		return "none"
	}
	return *p
}

// What must hold for any desk and period.
func TestDemandLaws(t *testing.T) {
	for _, folder := range []string{small, byHand} {
		s := importFolder(t, folder)
		for from := time.Date(2024, 7, 1, 0, 0, 0, 0, time.UTC); from.Year() < 2026; from = from.AddDate(0, 0, 93) {
			for _, length := range []int{7, 10, 182} {
				d := demand(t, s, from.Format(time.DateOnly), from.AddDate(0, 0, length-1).Format(time.DateOnly))
				checkLaws(t, d)
			}
		}
		checkLaws(t, demand(t, s, "", ""))
	}
}

func checkLaws(t *testing.T, d plan.Demand) {
	t.Helper()
	tickets, arrived, typical, peak := 0, 0, 0.0, 0.0
	for _, c := range d.Categories {
		tickets += c.Tickets
		// without self-service a ticket is first seen by tier 1 or above it
		if c.Solved > c.Tried || c.Tried > c.Tickets || c.Returned > c.Second || c.Direct > c.Second || c.Second > c.Tickets ||
			c.Solved+c.Second > c.Tickets || c.Tried-c.Solved > c.Second {
			t.Errorf("%s: %+v cannot be", days(d), c)
		}
		solved, passed, second := len(d.Logged[solvedIn(c.Key)]), len(d.Logged[passedIn(c.Key)]), len(d.Logged[secondIn(c.Key)])
		if solved > c.Solved || passed > c.Tried-c.Solved || second > c.Tickets {
			t.Errorf("%s: minutes of %d, %d and %d tickets; %+v", days(d), solved, passed, second, c)
		}
	}
	for _, c := range d.Channels {
		arrived, typical, peak = arrived+c.Tickets, typical+c.Typical.Total(), peak+c.Peak.Total()
	}
	whole := d.Weeks == float64(int(d.Weeks))
	if arrived != tickets || peak > float64(tickets) || whole && (typical*d.Weeks-float64(tickets) > 1e-6 || float64(tickets)-typical*d.Weeks > 1e-6) {
		t.Errorf("%s: %d tickets by category, %d by channel, %v in a typical week, %v in the peak", days(d), tickets, arrived, typical, peak)
	}
}
