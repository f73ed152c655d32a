// Package oversight is the page of those who watch over the desk's data: what was shown to whom, and how the desk is set.
package oversight

import (
	"context"
	"embed"
	"net/url"
	"strings"
	"time"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/access"
)

// Files holds the page's template.
//
//go:embed oversight.html
var Files embed.FS

// Path is the page's address.
const Path = "/oversight"

// Page is what the template shows.
type Page struct {
	page.Frame
	Log, Settings page.Card
}

// Entries are the newest entries of the access log; nil: there is none.
type Entries func(ctx context.Context, most int) ([]access.Entry, error)

// most is how many entries the page shows.
const most = 500

// Widgets are the page's cards.
func Widgets(entries Entries) []page.Widget {
	return []page.Widget{
		{ID: "oversight-log", Fresh: true, Load: func(ctx context.Context, ask page.Ask) (page.Content, error) { return log(ctx, ask, entries) }},
		{ID: "oversight-settings", Fresh: true, Load: settings},
	}
}

// New puts the page together.
func New(frame page.Frame, _ []page.Tile, cards page.Cards) any {
	return Page{frame, cards["oversight-log"], cards["oversight-settings"]}
}

func log(ctx context.Context, ask page.Ask, entries Entries) (page.Content, error) {
	l := ask.L
	if !ask.Visitor.May(access.Log) { // a program may be let in for the settings alone
		return page.Content{Empty: l.T("error.permission")}, nil
	}
	if entries == nil {
		return page.Content{Empty: l.T("oversight.nolog")}, nil
	}
	all, err := entries(ctx, most)
	if len(all) == 0 {
		return page.Content{Empty: l.T("oversight.nothing")}, err
	}
	c := page.Content{Sub: l.T("oversight.newest", len(all))}
	if err != nil {
		c.Notes = append(c.Notes, l.T("oversight.damaged"))
	}
	c.Table.Head = []page.Cell{page.Text(l.T("oversight.at")), page.Text(l.T("oversight.who")), page.Text(l.T("oversight.what")), page.Text(l.T("oversight.filter"))}
	for _, e := range all {
		c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text(l.DateTime(e.At.In(time.UTC)) + " UTC"), page.Text(who(ask, e)), page.Text(e.Method + " " + chart.Short(e.Path, 80)), page.Text(chart.Short(readable(e.Query), 200))})
	}
	return c, nil
}

func who(ask page.Ask, e access.Entry) string {
	if e.Who == "" {
		return ask.L.T("oversight.owner")
	}
	name := chart.Short(e.Who, access.LongestName)
	if e.Token != "" {
		return ask.L.T("oversight.token", name, chart.Short(e.Token, access.LongestName))
	}
	return name + ", " + ask.L.T("role."+string(e.Role))
}

// readable is a query as a person reads it.
func readable(query string) string {
	text, err := url.QueryUnescape(strings.ReplaceAll(query, "&", ", "))
	if err != nil {
		return query
	}
	return text
}

func settings(ctx context.Context, ask page.Ask) (page.Content, error) {
	l := ask.L
	all, err := ask.Source.Settings(ctx)
	if err != nil {
		return page.Content{}, err
	}
	c := page.Content{}
	c.Table.Head = []page.Cell{page.Text(l.T("oversight.setting")), page.Text(l.T("oversight.value")), page.Text(l.T("oversight.about"))}
	for _, s := range all {
		value := chart.Short(s.Value, 200)
		if s.Value == "" && s.Default != "" {
			value = l.T("oversight.default", s.Default)
		} else if s.Value == "" {
			value = l.T("oversight.unset")
		}
		c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text(s.Name), page.Text(value), page.Text(l.T("setting." + s.Name))})
	}
	return c, nil
}
