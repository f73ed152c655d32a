package origin

import (
	"errors"
	"fmt"
)

// Fault is what is wrong with an input, in both languages. As an error it is the English sentence.
type Fault struct{ Said Text }

// Error is the English sentence.
func (f Fault) Error() string { return f.Said.EN }

// Faultf makes a fault out of a format for each language; both take the same arguments.
func Faultf(format Text, args ...any) Fault {
	return Fault{Text{EN: fmt.Sprintf(format.EN, args...), DE: fmt.Sprintf(format.DE, args...)}}
}

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
