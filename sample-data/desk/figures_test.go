package desk

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func number(t testing.TB, text string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// counted leaves merged and spam tickets out.
func counted(all []*followed) []*followed {
	return slices.DeleteFunc(slices.Clone(all), func(f *followed) bool { return f.ticket["excluded"] != "" })
}

func (f *followed) highest() int { return slices.Max(f.tiers) }

// abA finds A-B-A by its own way: every element against the second next after equal neighbours have gone.
func abA[T comparable](list []T) bool {
	list = slices.Compact(slices.Clone(list))
	for i := 2; i < len(list); i++ {
		if list[i] == list[i-2] {
			return true
		}
	}
	return false
}

// shareRules are the definitions once more: which tickets count below the line and which of those above.
func shareRules(f *followed) map[string][2]bool {
	first := f.highest() == 1
	lasting := f.reopens == 0 || f.nearestReopen.Hours() > 7*24
	fcr := len(f.contacts) == 1 && first && lasting
	held1, held2 := slices.Contains(f.tiers, 1), slices.Contains(f.tiers, 2)
	solvedBy2 := f.done && f.tiers[len(f.tiers)-1] == 2
	one := len(slices.Compact(slices.Sorted(slices.Values(f.teams)))) == 1
	return map[string][2]bool{
		"first_contact_resolution": {f.done, fcr},
		"fcr_net":                  {f.done && !f.beyondFirst, fcr},
		"fcr_one_team":             {f.done, one && first && f.reopens == 0},
		"fcr_one_agent":            {f.done, len(f.agents) == 1 && first && f.reopens == 0},
		"one_touch":                {f.done, f.replies == 1 && f.reopens == 0},
		"first_level_resolution":   {f.done, first},
		"contained_first_level":    {true, first},
		"escalation_rate":          {held1, f.up > 0},
		"escalation_rate_2":        {held2, f.upFrom2 > 0},
		"any_escalation":           {true, f.up > 0},
		"direct_second_level":      {true, f.tiers[0] >= 2},
		"return_rate":              {f.up > 0 || f.tiers[0] > 1, f.down > 0},
		"any_return":               {true, f.down > 0},
		"ping_pong_rate":           {true, abA(f.teams)},
		"tier_ping_pong_rate":      {true, abA(f.tiers)},
		"reopen_rate":              {len(f.resolutions) > 0, f.reopens > 0},
		"knowledge_rate":           {f.done, f.ticket["knowledge"] != ""},
		"level1_capable":           {solvedBy2, f.ticket["level1_capable"] == "true"},
		"csat":                     {f.ticket["csat"] != "", f.ticket["csat"] == "1"},
		"sla_met":                  {f.ticket["sla_met"] != "", f.ticket["sla_met"] == "true"},
	}
}

func groupFigures(all []*followed) map[string]Figure {
	figures, done := map[string]Figure{}, 0
	for _, name := range shareNames {
		figures[name] = ratio(0, 0)
	}
	for _, f := range all {
		if f.done {
			done++
		}
		for name, rule := range shareRules(f) {
			if rule[0] {
				*figures[name].Denominator++
				if rule[1] {
					*figures[name].Numerator++
				}
			}
		}
	}
	figures["tickets_created"] = count(len(all))
	figures["tickets_resolved"] = count(done)
	figures["backlog"] = count(len(all) - done)
	return figures
}

// median goes by the formula for the quantile at rank (n-1)/2 between two values.
func median(seconds []int64) Figure {
	if len(seconds) == 0 {
		return Figure{}
	}
	slices.Sort(seconds)
	rank := float64(len(seconds)-1) * 0.5
	low, high := seconds[int(math.Floor(rank))], seconds[int(math.Ceil(rank))]
	value := float64(low) + (rank-math.Floor(rank))*float64(high-low)
	f := Figure{Value: &value, N: len(seconds)}
	for _, s := range seconds {
		f.Sum += s
	}
	return f
}

func timeFigures(all []*followed) map[string]Figure {
	var response, firstDone, done, waits []int64
	for _, f := range all {
		created := f.created.Unix()
		nth := 0
		if f.madeByAgent {
			nth = 1
		}
		if len(f.contacts) > nth {
			response = append(response, f.contacts[nth].Unix()-created)
		}
		if n := len(f.resolutions); n > 0 {
			firstDone = append(firstDone, f.resolutions[0].Unix()-created)
			if f.done {
				done = append(done, f.resolutions[n-1].Unix()-created)
			}
		}
		waits = append(waits, f.waits...)
	}
	return map[string]Figure{
		"first_response_time": median(response), "first_resolution_time": median(firstDone),
		"resolution_time": median(done), "handover_wait": median(waits),
	}
}

func handovers(all []*followed) Figure {
	moves, parts := 0, map[string]int{"0": 0, "1": 0, "2": 0, "3+": 0}
	for _, f := range all {
		moves += f.moves
		switch f.moves {
		case 0, 1, 2:
			parts[strconv.Itoa(f.moves)]++
		default:
			parts["3+"]++
		}
	}
	mean := float64(moves) / float64(len(all))
	figure := ratio(moves, len(all))
	figure.Value, figure.Parts = &mean, parts
	return figure
}

// refigured counts everything that truth.json states about figures.
func refigured(all []*followed) (map[string]Figure, map[string]ByValue) {
	all = counted(all)
	figures := groupFigures(all)
	for name, f := range timeFigures(all) {
		figures[name] = f
	}
	figures["handovers"] = handovers(all)
	by := map[string]ByValue{"tier": {}}
	for _, dim := range []string{"region", "channel", "category", "product", "priority"} {
		groups, values := map[string][]*followed{}, ByValue{}
		for _, f := range all {
			groups[f.ticket[dim]] = append(groups[f.ticket[dim]], f)
		}
		for value, members := range groups {
			values[value] = groupFigures(members)
		}
		by[dim] = values
	}
	for tier := 1; tier <= 4; tier++ {
		var seconds []int64
		for _, f := range all {
			seconds = append(seconds, f.finished[tier]...)
		}
		by["tier"][strconv.Itoa(tier)] = map[string]Figure{"time_in_tier": median(seconds)}
	}
	return figures, by
}

// What the generator counted is what the files say, followed a second way.
func TestTruthAgreesWithFiles(t *testing.T) {
	for _, o := range []Options{{1, 1}, {60, 1}, {900, 2}, {5000, 3}} {
		dir, want := written(t, o)
		all := follow(t, dir)
		figures, by := refigured(all)
		exact := cmpopts.EquateApprox(1e-12, 0) // the mean may be rounded once more in one of the two ways
		if diff := cmp.Diff(want.Figures, figures, exact); diff != "" {
			t.Errorf("%d tickets: figures of truth (-) and files (+):\n%s", o.Tickets, diff)
		}
		if diff := cmp.Diff(want.By, by, exact); diff != "" {
			t.Errorf("%d tickets: groups of truth (-) and files (+):\n%s", o.Tickets, diff)
		}
	}
}

func TestTotalsAgreeWithFiles(t *testing.T) {
	dir, truth := written(t, Options{Tickets: 1500, Seed: 8})
	got := map[string]int{"records": len(rows(t, dir, "escalations.csv")), "events": len(rows(t, dir, "events.csv"))}
	for _, f := range follow(t, dir) {
		got["tickets"]++
		got["moves"] += f.moves
		got["stints"] += f.stints
		got["contacts"] += len(f.contacts)
		got["reopens"] += f.reopens
		got["effort"] += int(f.effort)
		got[f.ticket["excluded"]]++
	}
	delete(got, "")
	want := map[string]int{
		"records": truth.EscalationRecords, "events": truth.Events, "tickets": truth.Tickets, "moves": truth.Moves,
		"stints": truth.Stints, "contacts": truth.Contacts, "reopens": truth.Reopens, "effort": int(truth.EffortMinutes),
		"merged": truth.TicketsMerged, "spam": truth.TicketsSpam,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("truth (-) and files (+):\n%s", diff)
	}
}

// The file holds the same truth that Write returns.
func TestTruthFile(t *testing.T) {
	dir, want := written(t, Options{Tickets: 500, Seed: 1})
	var got Truth
	if err := json.Unmarshal(content(t, dir, "truth.json"), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Truth{}, "Planted")); diff != "" {
		t.Errorf("returned (-) and written (+):\n%s", diff)
	}
	for _, key := range []string{"escalation_from_tier_1", "weekday_weights", "reopened_within_7_days"} {
		if got.Planted[key] == nil {
			t.Errorf("planted has no %s", key)
		}
	}
}
