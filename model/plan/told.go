package plan

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"tiermix/model/origin"
	"tiermix/model/salary"
)

// Told counts where what a plan assumes comes from.
type Told struct {
	Typed   int      // by the user: numbers of desk and categories, bands, grades, country, table, its file, channels
	Other   int      // of the desk's: measured or a default
	Unknown []string // fields of the desk that nothing tells, in their order
	Idle    []string // sentences about what is typed and has no effect on this demand
}

// Tell counts what is typed, what is measured or a default, and finds what is typed in vain: for categories and channels that
// no ticket of the demand has.
func (a Assumptions) Tell(d Demand) Told {
	var t Told
	measured := Measured(d)
	for _, key := range []string{CountryKey, TableKey, LiveKey} {
		if a.Typed[key] {
			t.Typed++
		} else {
			t.Other++
		}
	}
	t.Typed += len(a.Values) + len(a.Bands) + len(a.Grades)
	if a.Typed[FileKey] {
		t.Typed++
	}
	for _, f := range Fields() {
		_, typed := a.Values[f.Key]
		_, known := measured[f.Key]
		switch {
		case typed || a.Foreign(f.Key):
		case known || f.Default.Given() || Follows(f.Key):
			t.Other++
		default:
			t.Unknown = append(t.Unknown, f.Key)
		}
	}
	for _, text := range a.idle(d) {
		t.Idle = append(t.Idle, text.EN)
	}
	return t
}

// Foreign says that a field is a rate of another on-cost table than that of the plan, which cannot be planned with.
func (a Assumptions) Foreign(key string) bool {
	name, ok := strings.CutPrefix(key, onCostKey)
	if !ok {
		return false
	}
	table, err := salary.Lookup(a.Country, a.Table, a.Tables...)
	return err == nil && !slices.ContainsFunc(table.Components, func(c salary.Component) bool { return c.Input && c.Key == name })
}

// idle are sentences about what is typed and has no effect.
func (a Assumptions) idle(d Demand) []origin.Text {
	return slices.Concat(a.idleCategories(d), a.idleChannels(d))
}

func (a Assumptions) idleCategories(d Demand) []origin.Text {
	has := map[string]bool{}
	for _, c := range d.Categories {
		has[c.Key] = c.Tickets > 0
	}
	var idle []origin.Text
	for _, key := range slices.Sorted(maps.Keys(a.Values)) {
		rest, ok := strings.CutPrefix(key, "category.")
		if !ok {
			continue
		}
		if name := rest[:max(strings.LastIndex(rest, "."), 0)]; !has[name] {
			field, name := rest[len(name)+1:], clipped(name)
			idle = append(idle, origin.Text{EN: fmt.Sprintf("%s is typed for category %s, which no ticket of the period has", field, name),
				DE: fmt.Sprintf("%s ist für die Kategorie %s eingegeben, die kein Ticket des Zeitraums hat", field, name)})
		}
	}
	return idle
}

func (a Assumptions) idleChannels(d Demand) []origin.Text {
	if !a.Typed[LiveKey] {
		return nil
	}
	has := map[string]bool{}
	var names []string
	for _, c := range d.Channels {
		if has[c.Name] = c.Tickets > 0; has[c.Name] && c.Name != "" {
			names = append(names, fmt.Sprintf("%q", c.Name))
		}
	}
	there := strings.Join(names, ", ")
	var idle []origin.Text
	for _, name := range a.Live {
		if !has[name] {
			idle = append(idle, origin.Text{EN: fmt.Sprintf("no ticket of the period came by channel %s; there are %s", clipped(name), there),
				DE: fmt.Sprintf("kein Ticket des Zeitraums kam über den Kanal %s; es gibt %s", clipped(name), there)})
		}
	}
	return idle
}
