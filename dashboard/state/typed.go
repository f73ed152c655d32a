package state

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tiermix/model/plan"
)

// Typed is an assumption of the planner as the reader typed it: the key of a field of plan.Fields or plan.CategoryFields, or one of
// Words, and its text. The text may be anything; a page that plans says what is wrong with it.
type Typed struct{ Key, Text string }

// Words are the keys of assumptions that are no numbers. A key may stand several times, once for each of its words; alone and empty it
// is a list without any. An on-cost table of the user's own is too large for an address.
var Words = []string{plan.CountryKey, plan.TableKey, plan.LiveKey, plan.BandKey, plan.GradeKey(1), plan.GradeKey(2)}

// Limits on what is typed.
const (
	longestTyped = 100  // bytes; more than any number needs
	mostTyped    = 4000 // categories of a desk times their fields

	mostStrangers = 5 // are told
)

// readTyped finds the typed assumptions of an address: words, numbers of the desk in the order of the fields, and those of categories.
// A number left empty is not typed.
func readTyped(v url.Values) (typed []Typed) {
	for _, key := range Words {
		for _, text := range v[key] {
			if len(typed) < maxValues && !tooLong(text) {
				typed = append(typed, Typed{Key: key, Text: text})
			}
		}
	}
	for _, f := range plan.Fields() {
		typed = append(typed, readNumber(v, f.Key)...)
	}
	for _, key := range slices.Sorted(maps.Keys(v)) {
		if _, err := plan.FieldOf(key); err == nil && strings.HasPrefix(key, "category.") && len(typed) < mostTyped {
			typed = append(typed, readNumber(v, key)...)
		}
	}
	return typed
}

// strangers are keys that are written like those of assumptions and are none.
func strangers(v url.Values) (problems []Problem) {
	tables := map[string]bool{}
	for _, f := range plan.Fields() {
		table, _, _ := strings.Cut(f.Key, ".")
		tables[table] = true
	}
	for _, key := range slices.Sorted(maps.Keys(v)) {
		table, _, dotted := strings.Cut(key, ".")
		_, err := plan.FieldOf(key)
		if err == nil || slices.Contains(Words, key) || key != plan.FileKey && !(dotted && tables[table]) {
			continue
		}
		if len(problems) < mostStrangers && len(key) <= longestTyped {
			problems = append(problems, Problem{Key: "problem.assumption", Args: []any{key}})
		}
	}
	return problems
}

// readNumber reads the text of a number. Several that differ stay side by side, which is no number: nobody can tell which is meant.
func readNumber(v url.Values, key string) []Typed {
	var texts []string
	for _, text := range v[key] {
		if text = strings.TrimSpace(text); text != "" && !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	if len(texts) == 0 {
		return nil
	}
	text := strings.Join(texts, " / ")
	if len(text) > longestTyped {
		text = strings.ToValidUTF8(text[:longestTyped], "") + "…"
	}
	return []Typed{{Key: key, Text: text}}
}

// Untyped drops every typed assumption.
func (s State) Untyped() State {
	s.Typed = nil
	return s
}

// Entries are the words among what is typed, by key, for plan.Typing.
func (s State) Entries() []plan.Entry {
	var all []plan.Entry
	for _, t := range s.Typed {
		if !slices.Contains(Words, t.Key) {
			continue
		}
		if n := len(all); n == 0 || all[n-1].Key != t.Key {
			all = append(all, plan.Entry{Key: t.Key, Words: []string{}})
		}
		if last := &all[len(all)-1]; t.Text != "" {
			last.Words = append(last.Words, t.Text)
		}
	}
	return all
}

// Typing is the state with everything that a scenario types in place of what is typed now. Ok is false when an address cannot carry
// it: it holds an on-cost table of its own, something that this program does not know, or too much.
func (s State) Typing(x plan.Scenario) (out State, ok bool) {
	s.Typed = nil
	for _, e := range x.Entries() {
		switch {
		case e.Words == nil:
			s.Typed = append(s.Typed, Typed{e.Key, Written(e.Amount)})
			continue
		case !slices.Contains(Words, e.Key):
			return s, false
		case len(e.Words) == 0:
			e.Words = []string{""}
		}
		for _, w := range e.Words {
			s.Typed = append(s.Typed, Typed{e.Key, w})
		}
	}
	return s, len(x.Unread) == 0 && len(s.Values().Encode()) <= longestAddress
}

// Written is a number as an address carries it, to the last bit: with a decimal point, but never with three digits behind it alone, which
// a German reader takes for thousands. One that would take too many digits so has an exponent.
func Written(v float64) string {
	text := strconv.FormatFloat(v, 'f', -1, 64)
	if len(text) > longestTyped/2 {
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	if _, decimals, _ := strings.Cut(text, "."); len(decimals) == 3 {
		text += "0"
	}
	return text
}

// longestAddress is what browsers and what stands between them and a server pass on without complaint, in bytes.
const longestAddress = 16_000
