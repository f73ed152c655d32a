package listing

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"tiermix/model/kpi"
	"tiermix/model/origin"
)

// Units in which changes are printed: hundredths of a point, whole rows, hundredths of a mean.
var changeUnits = map[string]float64{kpi.Fraction: 1e-4, kpi.Number: 1, kpi.Mean: 1e-2, kpi.Money: 1e-2, kpi.Ratio: 1e-4}

// ChangesTable writes what the groups of each figure bring to its change, for people to read. What is printed adds up as it stands.
func ChangesTable(w io.Writer, a kpi.Answer) error {
	var b strings.Builder
	b.WriteString(heading(a) + "\n")
	for _, f := range a.Figures {
		b.WriteString("\n" + changesOf(f))
	}
	b.WriteString(changesFoot(a))
	return written(w, "changes", b.String())
}

func changesOf(f kpi.Figure) string {
	s := f.Split(kpi.English)
	if !s.Known {
		return fmt.Sprintf("%s: %s\n", f.ID, s.Reason)
	}
	unit := changeUnits[f.Unit]
	first, units, last := origin.AddUp(s.From, addends(s, f.Unit), s.To, unit)
	rows := [][]string{{strings.ToUpper(f.ID), "BEFORE", "NOW", "OWN CHANGE", "MIX", "IN ALL"}}
	if f.Unit == kpi.Number {
		rows[0] = []string{strings.ToUpper(f.ID), "BEFORE", "NOW", "IN ALL"}
	}
	for i, p := range s.Parts {
		rows = append(rows, partRow(f.Unit, p, units, i))
	}
	whole := []string{"all", inUnits(f.Unit, first), inUnits(f.Unit, last), "", "", signed(f.Unit, last-first) + chanceOf(f.Change)}
	if f.Unit == kpi.Number {
		whole = []string{"all", inUnits(f.Unit, first), inUnits(f.Unit, last), signed(f.Unit, last-first) + chanceOf(f.Change)}
	}
	return align(append(rows, whole))
}

func chanceOf(c *kpi.Change) string {
	if c.MoreThanNoise {
		return ", more than noise"
	}
	return ", noise"
}

// addends are the parts in the order in which they are printed: own change and mix of each group, or its count.
func addends(s kpi.Split, unit string) []float64 {
	var all []float64
	for _, p := range s.Parts {
		if all = append(all, p.Own); unit != kpi.Number {
			all = append(all, p.Mix)
		}
	}
	return all
}

func partRow(unit string, p kpi.GroupPart, units []float64, i int) []string {
	row := []string{"  " + clean(keyText(p.Key)), ownFigure(unit, p.Earlier, p.Before), ownFigure(unit, p.Value, p.N)}
	if unit == kpi.Number {
		return append(row, signed(unit, units[i]))
	}
	own, mix := units[2*i], units[2*i+1]
	return append(row, signed(unit, own), signed(unit, mix), signed(unit, own+mix))
}

// ownFigure is the figure of a group with the rows behind it.
func ownFigure(unit string, v *float64, rows int) string {
	switch {
	case unit == kpi.Number:
		return strconv.Itoa(rows)
	case rows == 0 || v == nil:
		return "- of 0"
	}
	return fmt.Sprintf("%s of %d", value(unit, v), rows)
}

func inUnits(unit string, n float64) string {
	switch unit {
	case kpi.Fraction:
		return fmt.Sprintf("%.2f %%", n/100)
	case kpi.Number:
		return fmt.Sprintf("%.0f", n)
	}
	return fmt.Sprintf("%.2f", n/100)
}

func signed(unit string, n float64) string {
	switch unit {
	case kpi.Fraction:
		return fmt.Sprintf("%+.2f", n/100+0)
	case kpi.Number:
		return fmt.Sprintf("%+.0f", n+0)
	}
	return fmt.Sprintf("%+.2f", n/100+0)
}

func changesFoot(a kpi.Answer) string {
	text := "\n"
	for _, f := range a.Figures {
		if f.Unit != kpi.Number && f.Split(kpi.English).Known {
			text += "Shares change in points. Own change: the group's own figure moved, at the mean of its weights then and now. Mix: its part of all rows moved, by\n" +
				"how far its figure lies from that of all (Kitagawa, 1955). A group of one period only is all mix. Each part is rounded so that the column adds up.\n"
			break
		}
	}
	for _, f := range a.Figures {
		if f.Change != nil && f.Change.Reason != "" {
			text += f.ID + ": " + f.Change.Reason + "\n"
		}
	}
	return strings.TrimSuffix(text, "\n") + "\n"
}

type jsonChanges struct {
	Period   Period              `json:"period"`
	Compared *Period             `json:"compared"`
	Where    map[string][]string `json:"where"`
	Changes  []jsonSplit         `json:"changes"`
}

type jsonSplit struct {
	ID            string     `json:"id"`
	Unit          string     `json:"unit"`
	Known         bool       `json:"known"`
	Reason        string     `json:"reason"`
	From          *float64   `json:"from"`
	To            *float64   `json:"to"`
	Difference    *float64   `json:"difference"`
	P             *float64   `json:"p"`
	MoreThanNoise bool       `json:"more_than_noise"`
	Parts         []jsonPart `json:"parts"`
}

type jsonPart struct {
	Key     map[string]string `json:"key"`
	N       int               `json:"n"`
	NBefore int               `json:"n_before"`
	Value   *float64          `json:"value"`
	Before  *float64          `json:"value_before"`
	Own     float64           `json:"own"`
	Mix     float64           `json:"mix"`
	Sum     float64           `json:"sum"`
}

// ChangesJSON writes the same as one JSON object, unrounded.
func ChangesJSON(w io.Writer, a kpi.Answer) error {
	out := jsonChanges{Period: jsonDays(a.Period), Where: whereOf(a.Where), Changes: []jsonSplit{}}
	if a.Compared != nil {
		days := jsonDays(*a.Compared)
		out.Compared = &days
	}
	for _, f := range a.Figures {
		s := f.Split(kpi.English)
		split := jsonSplit{ID: f.ID, Unit: f.Unit, Known: s.Known, Reason: s.Reason, Parts: []jsonPart{}}
		if s.Known {
			split.From, split.To, split.Difference = &s.From, &s.To, f.Change.Difference
			split.P, split.MoreThanNoise = f.Change.P, f.Change.MoreThanNoise
		}
		for _, p := range s.Parts {
			split.Parts = append(split.Parts, jsonPart{p.Key, p.N, p.Before, p.Value, p.Earlier, p.Own, p.Mix, p.Sum()})
		}
		out.Changes = append(out.Changes, split)
	}
	return encoded(w, "changes", out)
}

// ChangesCSV writes one row per figure, scope total, and one per group.
func ChangesCSV(w io.Writer, a kpi.Answer) error {
	dims := dimensions(a)
	rows := [][]string{append(append([]string{"id", "scope"}, dims...), "n", "n_before", "value", "value_before", "own", "mix", "sum", "reason")}
	for _, f := range a.Figures {
		s := f.Split(kpi.English)
		total := append([]string{f.ID, "total"}, make([]string, len(dims))...)
		if !s.Known {
			rows = append(rows, append(total, "", "", "", "", "", "", "", harmless(s.Reason)))
			continue
		}
		rows = append(rows, append(total, strconv.Itoa(f.N), strconv.Itoa(f.Change.N), number(&s.To), number(&s.From), "", "", number(f.Change.Difference), harmless(f.Change.Reason)))
		for _, p := range s.Parts {
			sum := p.Sum()
			head := append([]string{f.ID, "group"}, values(p.Key, dims)...)
			rows = append(rows, append(head, strconv.Itoa(p.N), strconv.Itoa(p.Before), number(p.Value), number(p.Earlier), number(&p.Own), number(&p.Mix), number(&sum), ""))
		}
	}
	if err := csv.NewWriter(w).WriteAll(rows); err != nil {
		return fmt.Errorf("write changes as CSV: %w", err)
	}
	return nil
}
