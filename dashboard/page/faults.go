package page

import (
	"tiermix/dashboard/chart"
	"tiermix/model/origin"
)

// Faults are the sentences of an error in the reader's language, one for each that was joined to it.
func Faults(ask Ask, err error) (out []string) {
	for _, t := range origin.Sentences(err) {
		text := t.EN
		if ask.L.Code == "de" {
			text = t.DE
		}
		out = append(out, Whole(chart.Short(text, 400)))
	}
	return out
}
