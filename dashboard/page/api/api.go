// Package api is the page that describes the JSON API and lets the reader try it.
package api

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"tiermix/dashboard/page"
)

// Path is the page's address.
const Path = "/api"

// Files holds the page's template.
//
//go:embed *.html
var Files embed.FS

// Page is what the template shows.
type Page struct {
	page.Frame
	List page.Card
}

// New puts the page together.
func New(frame page.Frame, _ []page.Tile, cards page.Cards) any {
	return Page{frame, cards["api-list"]}
}

// Operation is one address of the API.
type Operation struct {
	ID, Method, Path, Summary, About string
	Fields                           []Field
}

// Field is a parameter of an address.
type Field struct {
	Name, In, About, Default string
	Choices                  []string
	Required, Many           bool
}

// List shows the operations that a description has, in the order of their paths.
func List(d *huma.OpenAPI) page.Content {
	var all []Operation
	for path, item := range d.Paths {
		if item.Get != nil {
			all = append(all, operation(path, item.Get))
		}
	}
	slices.SortFunc(all, func(a, b Operation) int { return strings.Compare(a.Path, b.Path) })
	return page.Content{More: all}
}

func operation(path string, op *huma.Operation) Operation {
	out := Operation{ID: op.OperationID, Method: "GET", Path: path, Summary: op.Summary, About: op.Description}
	for _, p := range op.Parameters {
		f := Field{Name: p.Name, In: p.In, About: p.Description, Required: p.Required}
		if s := p.Schema; s != nil {
			f.Many = s.Type == "array"
			for _, choice := range s.Enum {
				f.Choices = append(f.Choices, fmt.Sprint(choice))
			}
			if s.Default != nil {
				f.Default = fmt.Sprint(s.Default)
			}
			if f.About == "" {
				f.About = s.Description
			}
		}
		out.Fields = append(out.Fields, f)
	}
	return out
}
