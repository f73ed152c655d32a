package data

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tiermix/model/origin"
	"tiermix/model/roster"
)

// ReadSheet reads what the form of the roster sends. Lines without a name are left out, as are teams that still wait for a tier; what cannot be
// read is a fault, and stands in the sheet as far as it can.
func ReadSheet(sent url.Values) (s roster.Sheet, faults []origin.Text) {
	say := func(format origin.Text, args ...any) { faults = append(faults, origin.Faultf(format, args...).Said) }
	at := func(field string, i int) string {
		if all := sent[field]; i < len(all) {
			return strings.TrimSpace(all[i])
		}
		return ""
	}
	tier := func(text string) *int {
		n, err := strconv.Atoi(text)
		if err != nil {
			if text != "" {
				say(origin.Text{EN: "%q is no tier; choose 0 to %d", DE: "%q ist keine Stufe; wählen Sie 0 bis %d"}, text, roster.Highest)
			}
			return nil
		}
		return &n
	}
	type placed struct {
		roster.Line
		position float64
	}
	var lines []placed
	for i := range sent["name"] {
		name := at("name", i)
		l := placed{roster.Line{Team: name, Tier: tier(at("tier", i)), From: at("from", i), To: at("to", i)}, float64(i + 1)}
		if at("kind", i) == "pattern" {
			l.Team, l.Pattern = "", name
		}
		if name == "" && l.Tier == nil && l.From == "" && l.To == "" {
			continue
		}
		if text := at("position", i); text != "" {
			if n, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", "."), 64); err == nil {
				l.position = n
			} else {
				say(origin.Text{EN: "position %q is no number", DE: "Platz %q ist keine Zahl"}, text)
			}
		}
		lines = append(lines, l)
	}
	slices.SortStableFunc(lines, func(a, b placed) int { return cmp.Compare(a.position, b.position) })
	for _, l := range lines {
		s.Lines = append(s.Lines, l.Line)
	}
	for i := range sent["waiting"] {
		if t := tier(at("waiting_tier", i)); t != nil {
			s.Lines = append(s.Lines, roster.Line{Team: at("waiting", i), Tier: t})
		}
	}
	for i := range sent["step"] {
		if n := tier(at("step", i)); n != nil {
			s.Steps = append(s.Steps, roster.Step{Tier: *n, NameEN: at("step_en", i), NameDE: at("step_de", i)})
		}
	}
	for i := range sent["category"] {
		if name := at("category", i); name != "" {
			s.Categories = append(s.Categories, roster.Category{Name: name, FirstLevel: at("category_first", i) != "no"})
		}
	}
	return s, faults
}
