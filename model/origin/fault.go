package origin

import (
	"errors"
	"fmt"
	"time"
)

// Fault is what is wrong with an input, in both languages. As an error it is the English sentence.
type Fault struct{ Said Text }

// Error is the English sentence.
func (f Fault) Error() string { return f.Said.EN }

// Faultf makes a fault out of a format for each language; both take the same arguments. A Text among them stands in its language, and a
// time as its day, see Day.
func Faultf(format Text, args ...any) Fault {
	en, de := make([]any, len(args)), make([]any, len(args))
	for i, a := range args {
		en[i], de[i] = a, a
		if day, ok := a.(time.Time); ok {
			a = Day(day)
		}
		if t, ok := a.(Text); ok {
			en[i], de[i] = t.EN, t.DE
		}
	}
	return Fault{Text{EN: fmt.Sprintf(format.EN, en...), DE: fmt.Sprintf(format.DE, de...)}}
}

// Day is a day as the languages write it: 2026-03-01, and 01.03.2026.
func Day(t time.Time) Text { return Text{EN: t.Format(time.DateOnly), DE: t.Format("02.01.2006")} }

// Sentences are the sentences of an error, one for each that was joined to it. What is no Fault is said in English in
// both languages; what stands around a Fault by wrapping is left off.
func Sentences(err error) []Text {
	var joined interface{ Unwrap() []error }
	var fault Fault
	switch {
	case err == nil:
		return nil
	case errors.As(err, &joined):
		var all []Text
		for _, one := range joined.Unwrap() {
			all = append(all, Sentences(one)...)
		}
		return all
	case errors.As(err, &fault):
		return []Text{fault.Said}
	}
	return []Text{{EN: err.Error(), DE: err.Error()}}
}
