package kpi

import "strings"

// Text is a sentence in the two languages of tiermix.
type Text struct {
	EN string
	DE string
}

// Language chooses between the two; the zero value is English.
type Language string

// The two languages.
const (
	English Language = "en"
	German  Language = "de"
)

// In returns the text in the language; any language but German is English.
func (t Text) In(l Language) string {
	if l == German {
		return t.DE
	}
	return t.EN
}

// fill replaces pairs of placeholder and value, as strings.NewReplacer takes them.
func (t Text) fill(l Language, pairs ...string) string {
	return strings.NewReplacer(pairs...).Replace(t.In(l))
}
