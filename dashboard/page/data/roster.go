package data

import (
	"context"
	"embed"
	"fmt"
	"slices"
	"strconv"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/origin"
	"tiermix/model/roster"
)

// RosterFiles holds the template of the roster.
//
//go:embed roster.html
var RosterFiles embed.FS

// Blank lines of the form, how many values are suggested while a name is typed, and how many teams without a tier are listed.
const (
	blankLines      = 8
	blankCategories = 3
	mostSuggested   = 1000
	mostWaiting     = 200
	mostLines       = 1500 // of the form: net/http reads 10,000 fields at most, and a line has six
)

// RosterPage is what the template of the roster shows.
type RosterPage struct {
	page.Frame
	Roster page.Card
}

// RosterWidgets are the cards of the roster.
func RosterWidgets() []page.Widget {
	return []page.Widget{{ID: "roster-edit", Fresh: true, Load: edit}}
}

// NewRoster puts the page together.
func NewRoster(frame page.Frame, _ []page.Tile, cards page.Cards) any {
	return RosterPage{Frame: frame, Roster: cards["roster-edit"]}
}

// Editor is the form of a roster.
type Editor struct {
	Token, Action, Begun string
	Faults               []string
	Clash                string   // "": nobody else has changed the roster
	Gone, New            []string // lines of the roster that was begun from and is no more, and of the one that there is now
	Lines                []Line
	Waiting              []Waiting
	Steps                []roster.Step
	Categories           []Solvable
	Tiers                []Choice
	Teams, Names         []string // suggestions
}

// Line is a line of the form.
type Line struct {
	No       int
	Position string
	Name     string
	Pattern  bool // the name is a pattern
	Tier     string
	Tiers    []Choice
	From, To string
}

// Waiting is a team without a tier.
type Waiting struct {
	Name, Tickets string
	No            int
}

// Solvable is a category and whether 1st level can solve it, a line of the form.
type Solvable struct {
	roster.Category
	No int
}

// Choice is a tier to choose.
type Choice struct {
	Value, Name string
	Chosen      bool
}

// edit is the form of the roster: the desk's own, or what the reader has typed before.
func edit(ctx context.Context, ask page.Ask) (page.Content, error) {
	now, err := ask.Source.Roster(ctx)
	if err != nil {
		return page.Content{}, fmt.Errorf("read roster: %w", err)
	}
	mark, err := now.Mark()
	if err != nil {
		return page.Content{}, err
	}
	e := Editor{Token: ask.Token, Action: RosterPath, Begun: mark}
	shown := now
	if j := ask.Job; j != nil {
		shown, e.Faults = j.Sheet, sentences(ask, j.Fault)
		if e.Begun = j.Begun; j.Begun != mark {
			e.clash(ask, now, shown)
			e.Begun = mark
		}
	}
	if len(shown.Lines) > mostLines {
		c := page.Content{Table: table(ask, now), Sub: ask.L.T("roster.sub"), Notes: []string{ask.L.T("roster.toolong", ask.L.Count(len(shown.Lines)), ask.L.Count(mostLines))}}
		return c, nil
	}
	e.fill(ask, shown)
	if err := e.suggest(ctx, ask, shown); err != nil {
		return page.Content{}, err
	}
	return page.Content{Table: table(ask, now), More: e, Sub: ask.L.T("roster.sub")}, nil
}

func sentences(ask page.Ask, all []origin.Text) (out []string) {
	for _, t := range all {
		text := t.EN
		if ask.L.Code == "de" {
			text = t.DE
		}
		if t.DE == t.EN {
			text = spoken(ask, t.EN)
		}
		out = append(out, page.Whole(chart.Short(text, 400)))
	}
	return out
}

// clash says what stands in the desk's roster and not in the reader's, and the other way round.
func (e *Editor) clash(ask page.Ask, now, typed roster.Sheet) {
	e.Clash = ask.L.T("roster.clash")
	theirs, own := written(ask, now), written(ask, typed)
	for _, line := range theirs {
		if !slices.Contains(own, line) {
			e.New = append(e.New, line)
		}
	}
	for _, line := range own {
		if !slices.Contains(theirs, line) {
			e.Gone = append(e.Gone, line)
		}
	}
}

// written are the lines of a sheet as sentences.
func written(ask page.Ask, s roster.Sheet) (all []string) {
	for _, l := range s.Lines {
		text := chart.Short(l.Team, 80)
		if l.Pattern != "" {
			text = "/" + chart.Short(l.Pattern, 80) + "/"
		}
		text += ": " + ask.TierName(l.Tier)
		if l.From != "" || l.To != "" {
			text += " (" + l.From + " – " + l.To + ")"
		}
		all = append(all, text)
	}
	for _, t := range s.Steps {
		all = append(all, fmt.Sprintf("%d: %s, %s", t.Tier, chart.Short(t.NameEN, 80), chart.Short(t.NameDE, 80)))
	}
	for _, c := range s.Categories {
		all = append(all, chart.Short(c.Name, 80)+": "+ask.L.T("roster.solve."+strconv.FormatBool(c.FirstLevel)))
	}
	return all
}

func (e *Editor) fill(ask page.Ask, s roster.Sheet) {
	tiers := choices(ask, s)
	for _, l := range s.Lines {
		line := Line{Name: l.Team, From: l.From, To: l.To, Position: strconv.Itoa(len(e.Lines) + 1)}
		if l.Pattern != "" {
			line.Name, line.Pattern = l.Pattern, true
		}
		if l.Tier != nil {
			line.Tier = strconv.Itoa(*l.Tier)
		}
		e.Lines = append(e.Lines, line)
	}
	for range blankLines {
		e.Lines = append(e.Lines, Line{Position: strconv.Itoa(len(e.Lines) + 1)})
	}
	for i := range e.Lines {
		e.Lines[i].No = i + 1
		e.Lines[i].Tiers = chosen(tiers, e.Lines[i].Tier)
	}
	e.Tiers, e.Steps = tiers, s.Steps
	for _, c := range slices.Concat(s.Categories, make([]roster.Category, blankCategories)) {
		e.Categories = append(e.Categories, Solvable{c, len(e.Categories) + 1})
	}
}

// choices are the tiers that a line can name: all there can be, those of the ladder by name.
func choices(ask page.Ask, s roster.Sheet) (all []Choice) {
	for tier := range roster.Highest + 1 {
		c := Choice{Value: strconv.Itoa(tier), Name: strconv.Itoa(tier)}
		if i := slices.IndexFunc(s.Steps, func(t roster.Step) bool { return t.Tier == tier }); i >= 0 {
			name := s.Steps[i].NameEN
			if ask.L.Code == "de" {
				name = s.Steps[i].NameDE
			}
			c.Name += " · " + chart.Short(name, 40)
		}
		all = append(all, c)
	}
	return all
}

func chosen(tiers []Choice, value string) []Choice {
	out := slices.Clone(tiers)
	for i := range out {
		out[i].Chosen = out[i].Value == value
	}
	return out
}

// suggest lists the names that can be typed, and the teams that wait for a tier.
func (e *Editor) suggest(ctx context.Context, ask page.Ask, s roster.Sheet) (err error) {
	if e.Teams, err = known(ctx, ask, "team"); err != nil {
		return err
	}
	if e.Names, err = known(ctx, ask, "category"); err != nil {
		return err
	}
	r, err := read(ctx, ask)
	if err != nil {
		return err
	}
	for _, t := range r.Unplaced[:min(mostWaiting, len(r.Unplaced))] {
		if !slices.ContainsFunc(s.Lines, func(l roster.Line) bool { return l.Team == t.Team }) {
			e.Waiting = append(e.Waiting, Waiting{t.Team, ask.L.Plural("frame.tickets", t.Tickets), len(e.Waiting) + 1})
		}
	}
	return nil
}

func known(ctx context.Context, ask page.Ask, dim string) (names []string, err error) {
	values, err := ask.Source.Values(ctx, dim)
	if err != nil {
		return nil, fmt.Errorf("read names: %w", err)
	}
	for _, v := range values {
		if v != "" && len(names) < mostSuggested {
			names = append(names, v)
		}
	}
	return names, nil
}

// table is the desk's roster to read, for those who do not see the form.
func table(ask page.Ask, s roster.Sheet) (t page.Table) {
	l := ask.L
	t.Head = []page.Cell{page.Num(l.T("roster.position")), page.Text(l.T("roster.team")), page.Text(l.T("roster.pattern")), page.Text(l.T("roster.tier")), page.Text(l.T("roster.from")), page.Text(l.T("roster.to"))}
	for i, line := range s.Lines {
		t.Rows = append(t.Rows, []page.Cell{page.Num(l.Count(i + 1)), page.Text(chart.Short(line.Team, 80)), page.Text(chart.Short(line.Pattern, 80)), page.Text(ask.TierName(line.Tier)), page.Text(line.From), page.Text(line.To)})
	}
	return t
}
