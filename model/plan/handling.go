package plan

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"tiermix/model/effort"
	"tiermix/model/origin"
	"tiermix/model/salary"
)

// times are the handling times that the records tell: recorded effort, else paid hours.
type times struct {
	wanted  []effort.Key
	told    map[effort.Key]effort.Handling
	missing []effort.Missing
	fit     *effort.Fit // of the paid hours; nil where they were not needed
	year    int
	idle    bool // paid hours are known, and no ticket of theirs
}

// handling finds the time of every category, with the occupancy of both tiers and the shrinkage that the plan uses.
func (in *Input) handling(b *book) (times, error) {
	if len(in.Demand.Paid) == 0 {
		return in.Demand.times(effort.Hours{})
	}
	ladder, err := in.Hours.Ladder()
	if err != nil {
		return times{}, err
	}
	first, second := b.get("tier1.occupancy"), b.get("tier2.occupancy")
	weeks := slices.Clone(in.Demand.Paid)
	level := secondLevel(weeks)
	for i := range weeks {
		if level[weeks[i].Team] {
			weeks[i].Occupancy = second.Amount
		}
	}
	return in.Demand.times(effort.Hours{Weeks: weeks, Occupancy: first.Amount, Shrinkage: ladder.Shrinkage,
		Basis: fmt.Sprintf("occupancy %s, at 2nd level %s %s; shrinkage %s", first.Kind, short(second.Amount, 2), second.Kind, ladder.Weakest)})
}

// secondLevel are the teams most of whose tickets are those of tier 2.
func secondLevel(weeks []effort.Week) map[string]bool {
	more := map[string]int{}
	for _, w := range weeks {
		for k, n := range w.Tickets {
			if k.Tier >= 2 {
				more[w.Team] += n
			} else {
				more[w.Team] -= n
			}
		}
	}
	second := map[string]bool{}
	for team, n := range more {
		second[team] = n > 0
	}
	return second
}

// times finds the time of every category.
func (d Demand) times(h effort.Hours) (times, error) {
	t := times{told: map[effort.Key]effort.Handling{}, year: d.year()}
	for _, c := range d.Categories {
		if c.Tickets > 0 {
			t.wanted = append(t.wanted, effort.Key{Tier: 1, Category: c.Key, Outcome: effort.Solved},
				effort.Key{Tier: 1, Category: c.Key, Outcome: effort.Passed}, effort.Key{Tier: 2, Category: c.Key})
		}
	}
	if len(t.wanted) == 0 {
		return t, nil
	}
	if !worked(h.Weeks) {
		t.idle, h.Weeks = len(h.Weeks) > 0, nil
	}
	found, err := effort.Estimate(effort.Input{Wanted: t.wanted, Logged: d.Logged, Hours: h})
	if err != nil {
		return times{}, err
	}
	for _, h := range found.Handling {
		t.told[h.Key] = h
	}
	t.missing, t.fit = found.Missing, found.Fit
	return t, nil
}

// worked says whether any of the weeks has a ticket: hours without any cannot be shared out.
func worked(weeks []effort.Week) bool {
	for _, w := range weeks {
		for _, n := range w.Tickets {
			if n > 0 {
				return true
			}
		}
	}
	return false
}

// wholes are the fields for all categories together, by tier and outcome.
var wholes = map[string]effort.Key{
	"tier1.solved_minutes": {Tier: 1, Outcome: effort.Solved},
	"tier1.passed_minutes": {Tier: 1, Outcome: effort.Passed},
	"tier2.minutes":        {Tier: 2},
}

// over puts the means that paid hours tell over measured values: for fields of which no effort is recorded. The given map stays.
func (t times) over(known map[string]origin.Value, d Demand) map[string]origin.Value {
	if t.fit == nil {
		return known
	}
	m := measured{values: maps.Clone(known), year: t.year}
	if m.values == nil {
		m.values = map[string]origin.Value{}
	}
	for field, k := range wholes {
		if _, ok := effort.FromRecorded(k, pooled(d, k.Tier, k.Outcome)); ok {
			continue
		}
		delete(m.values, field)
		if g, ok := t.fit.Mean(k.Tier, k.Outcome); ok {
			m.put(field, g.Minutes, groupSource(*t.fit, g))
		}
	}
	return m.values
}

// said says how many handling times come from where; it is a sentence for people.
func (t times) said(typed map[string]origin.Value) origin.Text {
	var n [5]int
	for _, k := range t.wanted {
		n[t.from(k, typed)]++
	}
	from := [5]origin.Text{
		{EN: "%d from recorded effort", DE: "%d aus erfasstem Aufwand"},
		{EN: "%d from paid hours for the category itself", DE: "%d aus bezahlten Stunden für die Kategorie selbst"},
		{EN: "%d from paid hours as one mean of several categories", DE: "%d aus bezahlten Stunden als ein Mittel mehrerer Kategorien"},
		{EN: "%d from what is typed", DE: "%d aus Eingaben"},
		{EN: "%d from the number for all categories", DE: "%d aus der Zahl für alle Kategorien"},
	}
	var en, de []string
	for i, f := range from {
		if n[i] > 0 {
			en, de = append(en, fmt.Sprintf(f.EN, n[i])), append(de, fmt.Sprintf(f.DE, n[i]))
		}
	}
	all := origin.Text{
		EN: fmt.Sprintf("Of the %d handling times (each category: solved and passed on at 1st level, work at 2nd level) there come %s", len(t.wanted), strings.Join(en, ", ")),
		DE: fmt.Sprintf("Von den %d Bearbeitungszeiten (je Kategorie: im 1st Level gelöst und weitergegeben, Arbeit im 2nd Level) kommen %s", len(t.wanted), strings.Join(de, ", ")),
	}
	if n[1]+n[2] > 0 {
		r2 := origin.Number(math.Round(100*t.fit.R2) / 100)
		all.EN += fmt.Sprintf("; R2 of the paid hours is %s", r2.EN)
		all.DE += fmt.Sprintf("; R2 der bezahlten Stunden ist %s", r2.DE)
	}
	if why := t.why(); why != "" && n[4] > 0 {
		reason := SourceText(why)
		all.EN += "; paid hours do not tell the last: " + reason.EN
		all.DE += "; bezahlte Stunden sagen die letzten nicht: " + reason.DE
	}
	all.EN, all.DE = all.EN+".", all.DE+"."
	return all
}

// why is a reason for which paid hours do not tell a time; empty where they tell all or none are known.
func (t times) why() string {
	if t.idle {
		return idleHours
	}
	for _, m := range t.missing {
		if t.fit == nil {
			break
		}
		if reason := t.fit.Why(m.Key); reason != "" {
			return reason
		}
	}
	return ""
}

// from is the place of a time's source in the sentence.
func (t times) from(k effort.Key, typed map[string]origin.Value) int {
	field, whole := fieldsOf(k)
	_, one := typed[CategoryKey(k.Category, field)]
	_, all := typed[whole]
	h, told := t.told[k]
	switch {
	case one || all:
		return 3
	case !told:
		return 4
	case h.Source == effort.Recorded:
		return 0
	case h.Share.Joined:
		return 2
	}
	return 1
}

// fieldsOf are the field of a category that has a time, and that of all categories.
func fieldsOf(k effort.Key) (field, whole string) {
	switch {
	case k.Tier == 2:
		return "second_minutes", "tier2.minutes"
	case k.Outcome == effort.Solved:
		return "solved_minutes", "tier1.solved_minutes"
	}
	return "passed_minutes", "tier1.passed_minutes"
}

// paidMinutes are the times that paid hours tell with the default occupancy and hours, by field: what is measured as long as
// nothing is typed.
func (m measured) paidMinutes(d Demand) {
	if len(d.Paid) == 0 {
		return
	}
	b := &book{currency: ""}
	in := Input{Demand: d, Hours: salary.ExampleHours()}
	t, err := in.handling(b)
	if err != nil || t.fit == nil {
		return // what cannot be measured is not in the map
	}
	maps.Copy(m.values, t.over(m.values, d))
	for k, h := range t.told {
		if h.Source == effort.PaidHours {
			field, _ := fieldsOf(k)
			m.put(CategoryKey(k.Category, field), h.Mean, handlingSource(h))
		}
	}
}
