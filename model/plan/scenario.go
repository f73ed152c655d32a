package plan

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Scenario is what a user typed, under a name. What is not typed stays measured or a default, so a scenario is always planned
// against today's records.
type Scenario struct {
	Name  string // 1..LongestName printable characters; compared by NameKey
	Note  string // 0..LongestNote printable characters
	Saved time.Time
	Assumptions
	Unread []Entry // what a newer program typed and this one does not know: kept as it is, and never planned with
}

// Bounds of what a scenario says about itself, in characters.
const (
	LongestName = 80
	LongestNote = 500
)

// NothingTyped is the name of the scenario in which everything is measured or a default. No other may have it.
const NothingTyped = "nothing typed"

// reserved are the names of that scenario in the languages of tiermix.
var reserved = []string{NothingTyped, "nichts eingegeben"}

// Untyped is the scenario in which nothing is typed.
func Untyped() Scenario { return Scenario{Name: NothingTyped, Assumptions: Unsaid()} }

// Faults of names, for errors.Is.
var (
	ErrTaken      = errors.New("there is a scenario of this name already")
	ErrNoScenario = errors.New("there is no scenario of this name")
)

// NameKind is what is wrong with a name or note.
type NameKind string

// The kinds of NameFault.
const (
	NameEmpty    NameKind = "empty"
	NameLong     NameKind = "long"
	NameSigns    NameKind = "signs"
	NameReserved NameKind = "reserved"
	NoteLong     NameKind = "notelong"
	NoteSigns    NameKind = "notesigns"
)

// NameFault is an error about a name or note.
type NameFault struct {
	Kind NameKind
	Text string // as it was typed, without space around it
}

// Error is a sentence that says what would be right.
func (f NameFault) Error() string {
	n := utf8.RuneCountInString(f.Text)
	switch f.Kind {
	case NameEmpty:
		return fmt.Sprintf("a scenario needs a name of 1 to %d characters", LongestName)
	case NameLong:
		return fmt.Sprintf("name %s: this has %d characters; a name has at most %d", clipped(f.Text), n, LongestName)
	case NameReserved:
		return fmt.Sprintf("name %s: this is the plan without anything typed, which is always there; choose another name", clipped(f.Text))
	case NoteLong:
		return fmt.Sprintf("note %s: this has %d characters; a note has at most %d", clipped(f.Text), n, LongestNote)
	case NoteSigns:
		return fmt.Sprintf("note %s: this holds signs that do not print, such as ends of lines; use letters, digits, spaces and punctuation", clipped(f.Text))
	}
	return fmt.Sprintf("name %s: this holds signs that do not print; use letters, digits, spaces and punctuation", clipped(f.Text))
}

// clipped is the beginning of a text in quotes, with what does not print written by its number.
func clipped(text string) string {
	const most = LongestName
	if letters := []rune(text); len(letters) > most {
		return fmt.Sprintf("%q...", string(letters[:most]))
	}
	return fmt.Sprintf("%q", text)
}

// CheckName is a name as it is kept: without space around it. The error is a NameFault.
func CheckName(text string) (string, error) {
	name := strings.TrimSpace(text)
	switch {
	case name == "":
		return "", NameFault{NameEmpty, name}
	case !printable(name):
		return "", NameFault{NameSigns, name}
	case utf8.RuneCountInString(name) > LongestName:
		return "", NameFault{NameLong, name}
	case isReserved(name):
		return "", NameFault{NameReserved, name}
	}
	return name, nil
}

// CheckNote is a note as it is kept: without space around it. The error is a NameFault.
func CheckNote(text string) (string, error) {
	note := strings.TrimSpace(text)
	switch {
	case !printable(note):
		return "", NameFault{NoteSigns, note}
	case utf8.RuneCountInString(note) > LongestNote:
		return "", NameFault{NoteLong, note}
	}
	return note, nil
}

// NewScenario is a scenario with its name and note checked, all faults at once.
func NewScenario(name, note string, saved time.Time, a Assumptions) (Scenario, error) {
	s := Scenario{Saved: saved, Assumptions: a}
	var wrongName, wrongNote error
	s.Name, wrongName = CheckName(name)
	s.Note, wrongNote = CheckNote(note)
	return s, errors.Join(wrongName, wrongNote)
}

func printable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) })
}

func isReserved(name string) bool {
	return slices.ContainsFunc(reserved, func(r string) bool { return NameKey(r) == NameKey(name) })
}

// NameKey is equal for names that differ in nothing but the case of letters, as strings.EqualFold compares them.
func NameKey(name string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
			least = min(least, next)
		}
		return least
	}, strings.TrimSpace(name))
}

// Pick finds scenarios by their names, in the order of the names; the reserved name is Untyped.
//
// Errors, all at once: names that none has (ErrNoScenario), a name given twice.
func Pick(all []Scenario, names []string) ([]Scenario, error) {
	var picked []Scenario
	var faults []error
	seen := map[string]bool{}
	for _, name := range names {
		s, err := pick(all, name)
		if err == nil && seen[NameKey(s.Name)] {
			err = fmt.Errorf("scenario %s is named twice; name each once", clipped(s.Name))
		}
		seen[NameKey(s.Name)] = true
		faults, picked = append(faults, err), append(picked, s)
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return picked, nil
}

func pick(all []Scenario, name string) (Scenario, error) {
	if isReserved(name) {
		return Untyped(), nil
	}
	var known []string
	for _, s := range all {
		if NameKey(s.Name) == NameKey(name) {
			return s, nil
		}
		known = append(known, clipped(s.Name))
	}
	return Scenario{Name: name}, NotThere(name, known)
}

// NotThere is the error for a name that no scenario has, with those that there are.
func NotThere(name string, known []string) error {
	if len(known) == 0 {
		return fmt.Errorf("scenario %s: %w; none is saved yet", clipped(name), ErrNoScenario)
	}
	return fmt.Errorf("scenario %s: %w; there are %s", clipped(name), ErrNoScenario, strings.Join(known, ", "))
}
