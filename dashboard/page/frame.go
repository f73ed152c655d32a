package page

import (
	"cmp"
	"slices"

	"tiermix/dashboard/state"
)

// Frame is what stands around every page.
type Frame struct {
	ID       string
	Lang     string
	Title    string
	Facts    []string // desk, tickets, data as of, zone, clock
	Nav      []NavItem
	Langs    []Option
	Filter   FilterBar
	Keys     Keys
	Planned  bool // a page of the planner: no filters, and a form that moves the plan
	Notices  []Notice
	Local    bool   // nobody has to log in: the banner of the local owner
	Visitor  string // who is logged in, as what; "": nobody has to
	Token    string // of the form to log out
	Logout   string // address of that form
	Assets   Assets
	Unplaced string // sentence about teams without a tier; "" = none
}

// Assets are the addresses of the static files.
type Assets struct{ Style, Theme, Script, Option, Planner, Try, ECharts string }

// NavItem is one page of the navigation.
type NavItem struct {
	Text, Link string
	Current    bool
}

// Option is one of several choices, each an address.
type Option struct {
	Text, Link, Lang string
	Current          bool
}

// Notice is a sentence about what was asked, with a way out.
type Notice struct {
	Text     string
	FixText  string
	FixLink  string
	Blocking bool // nothing could be answered
}

// FilterBar is the bar above the cards.
type FilterBar struct {
	Action   string
	Period   string // what is chosen, in words
	Presets  []Option
	From, To string // ISO days of typed periods
	First    string // limits of the date fields
	Last     string
	Compare  string
	Compares []Option
	Also     []Option // a second way to compare at the same time
	Custom   CustomCompare
	Hours    string
	Clocks   []Option
	Dims     []DimMenu
	Chips    []Chip
	Hidden   []Hidden // what the form must send along
	Clear    string   // address without filters; "" = nothing to clear
	Views    Views
	Reports  []Option // files of what the filters show
}

// Views are saved views, and the form that saves the one that is shown.
type Views struct {
	Saved         []Option
	Action, Token string // no action: the reader may not save any
	Address       string // of the view that is shown
	Notebook      string // address of the page with all of them
	Longest       int    // characters of a name
}

// CustomCompare is a form of its own, for a typed period to compare with.
type CustomCompare struct {
	From, To string // ISO days
	Hidden   []Hidden
}

// Keys are the addresses that keys lead to.
type Keys struct{ Day, Week, Month, Quarter, Year, Previous, Next, Compare string }

// DimMenu offers the values of one dimension.
type DimMenu struct {
	Dim, Label string
	Choices    []Choice
	More       string // how many values are not offered
	Open       bool
}

// Choice is one value of a dimension.
type Choice struct {
	Value, Text string
	Checked     bool
}

// Chip is one active filter, with the address without it.
type Chip struct{ Label, Text, Link string }

// Hidden is a hidden field of the form.
type Hidden struct{ Name, Value string }

// offered is how many values of a dimension the filter bar lists.
const offered = 200

// NewFilterBar shows the reader's state. Choices are the known values by dimension.
func NewFilterBar(ask Ask, choices map[string][]string) FilterBar {
	first, last := ask.Status.First, ask.Status.Last
	bar := FilterBar{
		Action: ask.Path,
		Period: periodName(ask), Presets: presets(ask),
		First: first.Format("2006-01-02"), Last: last.Format("2006-01-02"),
		Compare: compareName(ask), Compares: compares(ask), Also: also(ask), Custom: customCompare(ask),
		Hours: ask.L.T("hours." + string(ask.State.Hours)), Clocks: clocks(ask),
		Chips: chips(ask), Hidden: hidden(ask.State),
	}
	bar.From, bar.To = ask.State.Period.From.Format("2006-01-02"), ask.State.Period.To.Format("2006-01-02")
	if ask.State.Preset != "" {
		bar.From, bar.To = "", ""
	}
	for _, dim := range state.Dims {
		if menu := dimMenu(ask, dim, choices[dim]); len(menu.Choices) > 0 {
			bar.Dims = append(bar.Dims, menu)
		}
	}
	if len(ask.State.Where) > 0 {
		bar.Clear = ask.Link(ask.State.Unfiltered())
	}
	return bar
}

func periodName(ask Ask) string {
	if ask.State.Preset != "" {
		return ask.L.T("period." + ask.State.Preset)
	}
	return ask.L.Span(ask.State.Period.From, ask.State.Period.To)
}

func presets(ask Ask) []Option {
	out := make([]Option, len(state.Presets))
	for i, p := range state.Presets {
		s := ask.State.Named(p, ask.Status.First, ask.Status.Last)
		out[i] = Option{Text: ask.L.T("period." + p), Link: ask.Link(s), Current: ask.State.Preset == p}
	}
	return out
}

func compares(ask Ask) []Option {
	out := []Option{}
	for _, mode := range []string{state.PreviousSpan, state.YearBefore, state.NoCompare} {
		out = append(out, Option{Text: ask.L.T("compare." + mode), Link: ask.Link(ask.State.Comparing(mode)), Current: ask.State.Compare == mode})
	}
	if ask.State.Compare == state.CustomSpan {
		out = append(out, Option{Text: ask.L.Span(ask.State.Custom.From, ask.State.Custom.To), Link: ask.Link(ask.State.Comparing(state.CustomSpan)), Current: true})
	}
	return out
}

// also are the ways to compare beside the first one.
func also(ask Ask) []Option {
	out := []Option{}
	if ask.State.Compare == state.NoCompare {
		return out
	}
	for _, mode := range []string{state.PreviousSpan, state.YearBefore} {
		if mode != ask.State.Compare {
			out = append(out, Option{Text: ask.L.T("compare.also", ask.L.T("compare."+mode)), Link: ask.Link(ask.State.Also(mode)), Current: ask.State.Second == mode})
		}
	}
	return out
}

// compareName is what is compared with, in words.
func compareName(ask Ask) string {
	name := func(mode string) string {
		if mode == state.CustomSpan {
			return ask.L.Span(ask.State.Custom.From, ask.State.Custom.To)
		}
		return ask.L.T("compare." + mode)
	}
	if ask.State.Second == "" {
		return name(ask.State.Compare)
	}
	return ask.L.T("compare.both", name(ask.State.Compare), name(ask.State.Second))
}

func customCompare(ask Ask) CustomCompare {
	c := CustomCompare{}
	if ask.State.Compare == state.CustomSpan {
		c.From, c.To = ask.State.Custom.From.Format("2006-01-02"), ask.State.Custom.To.Format("2006-01-02")
	}
	for key, values := range ask.State.Values() {
		if key == "compare" || key == "compare_from" || key == "compare_to" {
			continue
		}
		for _, v := range values {
			c.Hidden = append(c.Hidden, Hidden{key, v})
		}
	}
	slices.SortFunc(c.Hidden, func(a, b Hidden) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Value, b.Value)) })
	return c
}

// NewKeys are the addresses that keys lead to from the reader's state.
func NewKeys(ask Ask) Keys {
	unit := func(u string) string { return ask.Link(ask.State.Unit(u, ask.Status.First, ask.Status.Last)) }
	return Keys{Day: unit("day"), Week: unit("week"), Month: unit("month"), Quarter: unit("quarter"), Year: unit("year"),
		Previous: ask.Link(ask.State.Moved(-1)), Next: ask.Link(ask.State.Moved(1)), Compare: ask.Link(ask.State.NextCompare())}
}

func clocks(ask Ask) []Option {
	out := []Option{}
	for _, hours := range state.Clocks {
		s := ask.State
		s.Hours = hours
		out = append(out, Option{Text: ask.L.T("hours." + string(hours)), Link: ask.Link(s), Current: ask.State.Hours == hours})
	}
	return out
}

func chips(ask Ask) []Chip {
	out := []Chip{}
	for _, f := range ask.State.Where {
		for _, v := range f.Values {
			out = append(out, Chip{
				Label: ask.L.T("dim." + f.Dim), Text: ask.Name(f.Dim, v),
				Link: ask.Link(ask.State.Without(f.Dim, v)),
			})
		}
	}
	return out
}

// hidden are the parts of the state that the form has no field for. A typed period needs none: its dates are fields.
func hidden(s state.State) []Hidden {
	out := []Hidden{}
	values := s.Values()
	for _, key := range []string{"period", "compare", "compare_from", "compare_to", "hours", "figure", "part", "sort"} {
		for _, v := range values[key] {
			out = append(out, Hidden{key, v})
		}
	}
	for _, t := range s.Typed {
		out = append(out, Hidden{t.Key, t.Text})
	}
	return out
}

func dimMenu(ask Ask, dim string, values []string) DimMenu {
	chosen := map[string]bool{}
	menu := DimMenu{Dim: dim, Label: ask.L.T("dim." + dim)}
	for _, v := range ask.State.Chosen(dim) {
		chosen[v] = true
		menu.Choices = append(menu.Choices, Choice{Value: v, Text: ask.Name(dim, v), Checked: true})
	}
	menu.Open = len(chosen) > 0
	for i, v := range values {
		if i == offered {
			menu.More = ask.L.T("filter.more", ask.L.Count(len(values)-offered))
			break
		}
		if !chosen[v] {
			menu.Choices = append(menu.Choices, Choice{Value: v, Text: ask.Name(dim, v)})
		}
	}
	return menu
}
