package data

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tiermix/model/origin"
	"tiermix/model/roster"
)

// ReadSheet reads what the form of the roster sends. Lines without anything in them are left out, as are teams that still wait for a tier; what
// cannot be read is a fault, and stands in the sheet as far as it can.
func ReadSheet(sent url.Values) (roster.Sheet, []origin.Text) {
	f := form{sent: sent}
	var s roster.Sheet
	f.checkNames("name", "step_en", "step_de", "category")
	s.Lines = f.lines()
	for i := range sent["waiting"] {
		if t := f.tier("waiting_tier", i); t != nil {
			s.Lines = append(s.Lines, roster.Line{Team: f.at("waiting", i), Tier: t})
		}
	}
	for i := range sent["step"] {
		if t := f.tier("step", i); t != nil {
			s.Steps = append(s.Steps, roster.Step{Tier: *t, NameEN: f.at("step_en", i), NameDE: f.at("step_de", i)})
		}
	}
	for i := range sent["category"] {
		if name := f.at("category", i); name != "" {
			s.Categories = append(s.Categories, roster.Category{Name: name, FirstLevel: f.at("category_first", i) != "no"})
		}
	}
	return s, f.faults
}

// form has the fields of a form, each as often as there are lines, and what is wrong with them.
type form struct {
	sent   url.Values
	faults []origin.Text
}

func (f *form) say(format origin.Text, args ...any) {
	f.faults = append(f.faults, origin.Faultf(format, args...).Said)
}

// at is a field of line i, "" when it was not sent.
func (f *form) at(field string, i int) string {
	if all := f.sent[field]; i < len(all) {
		return strings.TrimSpace(all[i])
	}
	return ""
}

// checkNames finds names that nobody can see whole: they would never fit a team or a category.
func (f *form) checkNames(fields ...string) {
	for _, field := range fields {
		for _, name := range f.sent[field] {
			if !utf8.ValidString(name) || strings.ContainsFunc(strings.TrimSpace(name), unicode.IsControl) {
				f.say(origin.Text{EN: "the name %q has signs that cannot be printed; type it again", DE: "der Name %q hat Zeichen, die sich nicht drucken lassen; geben Sie ihn neu ein"}, strings.TrimSpace(name))
			}
		}
	}
}

// tier is a tier that was chosen; nil: none.
func (f *form) tier(field string, i int) *int {
	text := f.at(field, i)
	if text == "" {
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		f.say(origin.Text{EN: "%q is no tier; choose 0 to %d", DE: "%q ist keine Stufe; wählen Sie 0 bis %d"}, text, roster.Highest)
		return nil
	}
	return &n
}

// position is the place of line i; one that cannot be read leaves the line where it is.
func (f *form) position(i int) float64 {
	text := f.at("position", i)
	n, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", "."), 64)
	if err != nil && text != "" {
		f.say(origin.Text{EN: "position %q is no number", DE: "Platz %q ist keine Zahl"}, text)
	}
	if err != nil {
		return float64(i + 1)
	}
	return n
}

// lines are the lines of the roster in the order of their places.
func (f *form) lines() (all []roster.Line) {
	type placed struct {
		roster.Line
		position float64
	}
	var lines []placed
	for i := range f.sent["name"] {
		name := f.at("name", i)
		l := roster.Line{Team: name, Tier: f.tier("tier", i), From: f.at("from", i), To: f.at("to", i)}
		if f.at("kind", i) == "pattern" {
			l.Team, l.Pattern = "", name
		}
		if name != "" || l.Tier != nil || l.From != "" || l.To != "" {
			lines = append(lines, placed{l, f.position(i)})
		}
	}
	slices.SortStableFunc(lines, func(a, b placed) int { return cmp.Compare(a.position, b.position) })
	for _, l := range lines {
		all = append(all, l.Line)
	}
	return all
}
