// Package scenarios is the page on which what is typed for a plan is saved under a name, and saved scenarios stand side by side.
package scenarios

import (
	"context"
	"embed"

	"tiermix/dashboard/page"
)

// Files holds the page's template.
//
//go:embed *.html
var Files embed.FS

// Addresses of the page, and of the form that drops a scenario.
const (
	Path     = "/scenarios"
	DropPath = Path + "/drop"
)

// Page is what the template shows.
type Page struct {
	page.Frame
	Save, List, Figures, Why, Policy, Inputs page.Card
}

// Widgets are the page's cards.
func Widgets() []page.Widget {
	return []page.Widget{
		{ID: "scenarios-save", Fresh: true, Load: save},
		{ID: "scenarios-list", Fresh: true, Load: list},
		{ID: "scenarios-figures", Fresh: true, Load: figures},
		{ID: "scenarios-why", Fresh: true, Chart: true, Load: why},
		{ID: "scenarios-policy", Fresh: true, Load: policy},
		{ID: "scenarios-inputs", Fresh: true, Load: inputs},
	}
}

// New puts the page together.
func New(frame page.Frame, _ []page.Tile, cards page.Cards) any {
	return Page{
		Frame: frame, Save: cards["scenarios-save"], List: cards["scenarios-list"], Figures: cards["scenarios-figures"],
		Why: cards["scenarios-why"], Policy: cards["scenarios-policy"], Inputs: cards["scenarios-inputs"],
	}
}

// Tiles are none: the figures stand side by side.
func Tiles(context.Context, page.Ask) (page.Headline, error) { return page.Headline{}, nil }
