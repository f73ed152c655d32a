package planner

import (
	"strings"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/origin"
)

// refusal is why there is no plan: what the models say about the numbers, for the reader.
type refusal struct{ said []origin.Text }

func (r refusal) Error() string {
	var all []string
	for _, t := range r.said {
		all = append(all, t.EN)
	}
	return strings.Join(all, "; ")
}

// longest is how many characters of what the models say a page shows.
const longest = 600

// sentence is the refusal in the reader's language; what the models say in English only stays so and is marked.
func (r refusal) sentence(ask page.Ask) string {
	var all []string
	for _, t := range r.said {
		text := Say(ask, t)
		if t.EN == t.DE && ask.L.Code != "en" {
			text = ask.L.T("planner.english", text)
		}
		all = append(all, strings.TrimRight(text, "."))
	}
	return ask.L.T("planner.refused", chart.Short(strings.Join(all, "; "), longest))
}
