package state

import (
	"net/url"
	"strings"

	"tiermix/model/plan"
)

// Typed is an assumption of the planner as the reader typed it: the key of a field of plan.Fields, and its text. The text
// may be anything; a page that plans says what is wrong with it beside its field.
type Typed struct{ Key, Text string }

// longestTyped is more than any number needs, in bytes.
const longestTyped = 100

// readTyped finds the typed assumptions of an address, in the order of the fields. A field left empty is not typed.
func readTyped(v url.Values) (typed []Typed) {
	for _, f := range plan.Fields() {
		text := strings.TrimSpace(v.Get(f.Key))
		if text == "" {
			continue
		}
		if len(text) > longestTyped {
			text = strings.ToValidUTF8(text[:longestTyped], "") + "…"
		}
		typed = append(typed, Typed{Key: f.Key, Text: text})
	}
	return typed
}

// Untyped drops every typed assumption.
func (s State) Untyped() State {
	s.Typed = nil
	return s
}
