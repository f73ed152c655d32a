// Package people is the page of who may log in, and as what.
package people

import (
	"context"
	"embed"
	"time"

	"tiermix/dashboard/page"
	"tiermix/model/access"
)

// Files holds the page's template.
//
//go:embed people.html
var Files embed.FS

// Addresses of the page and of what is sent.
const (
	Path       = "/users"
	AddPath    = "/users/add"
	ChangePath = "/users/change"
)

// Page is what the template shows.
type Page struct {
	page.Frame
	List page.Card
}

// Widgets are the page's cards; users lists who there is, nil on a server without users.
func Widgets(users func(context.Context) ([]access.User, error)) []page.Widget {
	return []page.Widget{{ID: "users-list", Fresh: true, Load: func(ctx context.Context, ask page.Ask) (page.Content, error) { return list(ctx, ask, users) }}}
}

// New puts the page together.
func New(frame page.Frame, _ []page.Tile, cards page.Cards) any {
	return Page{frame, cards["users-list"]}
}

// Shown are the users with the forms.
type Shown struct {
	Token, Add, Change string
	Users              []Line
	Roles              []page.Choice // of the form
	Name               string        // as typed
	Faults             []string
	Shortest           int
}

// Line is a user with what can be done.
type Line struct {
	access.User
	Known string // since when
	Me    bool
	Roles []page.Choice
}

func list(ctx context.Context, ask page.Ask, users func(context.Context) ([]access.User, error)) (page.Content, error) {
	l := ask.L
	s := Shown{Token: ask.Token, Add: AddPath, Change: ChangePath, Name: ask.Draft.Name, Faults: ask.Draft.Faults, Shortest: access.ShortestPassword, Roles: roles(ask, access.Viewer)}
	c := page.Content{}
	var all []access.User
	if users != nil {
		var err error
		if all, err = users(ctx); err != nil {
			return c, err
		}
	}
	for _, u := range all {
		line := Line{User: u, Known: l.Date(u.Added.In(time.UTC)), Me: access.Same(u.Name, ask.Visitor.Name), Roles: roles(ask, u.Role)}
		s.Users = append(s.Users, line)
		state := l.T("users.active")
		if u.Disabled {
			state = l.T("users.disabled")
		}
		c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text(u.Name), page.Text(l.T("role." + string(u.Role))), page.Text(line.Known), page.Text(state)})
	}
	if len(all) > 0 {
		c.Table.Head = []page.Cell{page.Text(l.T("users.name")), page.Text(l.T("users.role")), page.Text(l.T("users.added")), page.Text(l.T("users.state"))}
	}
	c.More = s
	return c, nil
}

func roles(ask page.Ask, chosen access.Role) (all []page.Choice) {
	for _, r := range access.Roles() {
		all = append(all, page.Choice{Value: string(r), Text: ask.L.T("role." + string(r)), Checked: r == chosen})
	}
	return all
}
