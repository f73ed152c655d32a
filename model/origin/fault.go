package origin

import "fmt"

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
	switch e := err.(type) {
	case nil:
		return nil
	case Fault:
		return []Text{e.Said}
	case interface{ Unwrap() []error }:
		var all []Text
		for _, one := range e.Unwrap() {
			all = append(all, Sentences(one)...)
		}
		return all
	case interface{ Unwrap() error }:
		if inner := Sentences(e.Unwrap()); len(inner) > 0 && inner[0].DE != inner[0].EN {
			return inner
		}
	}
	return []Text{{EN: err.Error(), DE: err.Error()}}
}
