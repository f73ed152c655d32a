// Package notebook is what people write beside the figures: views that they saved, annotations of days, and targets of figures.
package notebook

import (
	"errors"
	"math"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tiermix/model/kpi"
	"tiermix/model/origin"
)

// Kind is what an entry is.
type Kind string

// Kinds.
const (
	View       Kind = "view"       // an address under a name
	Annotation Kind = "annotation" // a sentence about a day
	Target     Kind = "target"     // a value that a figure should reach
)

// Bounds of what is written, in characters and entries of a kind.
const (
	LongestName    = 80
	LongestText    = 200
	LongestAddress = 4000
	Most           = 500
)

// Entry is one of them. Its key names it within its kind: a view's name without the case of its letters, an annotation's own, a target's figure.
type Entry struct {
	Kind   Kind
	Key    string
	Name   string    // of a view, as typed
	Text   string    // a view's address; an annotation's sentence
	Day    time.Time // of an annotation, midnight UTC
	Amount float64   // of a target, in the unit of the figure: shares 0..1, durations in seconds
	Saved  time.Time
}

// Errors of changes.
var (
	ErrTaken = errors.New("there is an entry of this name already")
	ErrNone  = errors.New("there is no such entry")
	ErrFull  = errors.New("the notebook is full")
)

// Book is all that is written, in the order of its kinds' keys; annotations by day.
type Book []Entry

// Of are the entries of a kind.
func (b Book) Of(k Kind) (all []Entry) {
	for _, e := range b {
		if e.Kind == k {
			all = append(all, e)
		}
	}
	return all
}

// Target is the target of a figure; nil: none.
func (b Book) Target(figure string) *float64 {
	for _, e := range b {
		if e.Kind == Target && e.Key == figure {
			return &e.Amount
		}
	}
	return nil
}

// Within are the annotations of days from first to last, both included.
func (b Book) Within(first, last time.Time) (all []Entry) {
	for _, e := range b.Of(Annotation) {
		if !e.Day.Before(first) && !e.Day.After(last) {
			all = append(all, e)
		}
	}
	return all
}

// Check is an entry as it is kept, with its key. The error is an origin.Fault.
func (e Entry) Check() (Entry, error) {
	e.Name, e.Text = strings.TrimSpace(e.Name), strings.TrimSpace(e.Text)
	switch e.Kind {
	case View:
		e.Key = strings.ToLower(e.Name)
		return e, e.checkView()
	case Annotation:
		return e, e.checkAnnotation()
	case Target:
		return e, e.checkTarget()
	}
	return e, origin.Faultf(origin.Text{EN: "%q is no kind of entry; there are view, annotation and target", DE: "%q ist keine Art von Eintrag; es gibt view, annotation und target"}, e.Kind)
}

func (e Entry) checkView() error {
	switch {
	case e.Name == "":
		return origin.Faultf(origin.Text{EN: "a view needs a name", DE: "eine Ansicht braucht einen Namen"})
	case !printable(e.Name):
		return signs(e.Name)
	case utf8.RuneCountInString(e.Name) > LongestName:
		return long(e.Name, LongestName)
	case !strings.HasPrefix(e.Text, "/") || strings.HasPrefix(e.Text, "//") || len(e.Text) > LongestAddress || !printable(e.Text):
		return origin.Faultf(origin.Text{EN: "this is no address of a page", DE: "dies ist keine Adresse einer Seite"})
	}
	return nil
}

func (e Entry) checkAnnotation() error {
	switch {
	case e.Day.IsZero() || e.Day.Year() < 1980 || e.Day.Year() > 2199:
		return origin.Faultf(origin.Text{EN: "an annotation needs a day from 1980 on, as 2026-01-31", DE: "eine Anmerkung braucht einen Tag ab 1980, etwa 2026-01-31"})
	case e.Text == "":
		return origin.Faultf(origin.Text{EN: "an annotation needs a text", DE: "eine Anmerkung braucht einen Text"})
	case !printable(e.Text):
		return signs(e.Text)
	case utf8.RuneCountInString(e.Text) > LongestText:
		return long(e.Text, LongestText)
	}
	return nil
}

func (e Entry) checkTarget() error {
	spec, err := kpi.Lookup(e.Key)
	switch {
	case err != nil:
		return origin.Faultf(origin.Text{EN: "there is no figure %q", DE: "es gibt keine Kennzahl %q"}, clipped(e.Key))
	case math.IsNaN(e.Amount) || math.IsInf(e.Amount, 0) || e.Amount < 0:
		return origin.Faultf(origin.Text{EN: "a target is a number of 0 or more", DE: "ein Ziel ist eine Zahl ab 0"})
	case spec.Unit == kpi.Fraction && e.Amount > 1:
		return origin.Faultf(origin.Text{EN: "a target of a share lies between 0 and 100 %%", DE: "ein Ziel eines Anteils liegt zwischen 0 und 100 %%"})
	}
	return nil
}

func printable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) })
}

func signs(text string) error {
	return origin.Faultf(origin.Text{EN: "%q holds signs that do not print; use letters, digits, spaces and punctuation", DE: "%q enthält Zeichen, die nicht druckbar sind; möglich sind Buchstaben, Ziffern, Leer- und Satzzeichen"}, clipped(text))
}

func long(text string, most int) error {
	return origin.Faultf(origin.Text{EN: "this has %d characters; at most %d are kept", DE: "dies sind %d Zeichen; behalten werden höchstens %d"}, utf8.RuneCountInString(text), most)
}

func clipped(text string) string {
	if letters := []rune(text); len(letters) > LongestName {
		return string(letters[:LongestName]) + "…"
	}
	return text
}
