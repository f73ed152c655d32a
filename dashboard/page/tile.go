package page

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tiermix/dashboard/locale"
	"tiermix/model/kpi"
)

// TileSpec is a place for a headline figure: the first of the figures that is available is shown, and when none is,
// the first one with its reason.
type TileSpec []string

// Tile is a headline figure.
type Tile struct {
	ID         string
	Name       string
	Value      string
	Kind       string // "median", "open at the end": small, behind the value
	Available  bool
	Reason     string
	Change     Change
	Second     Change // against a second period; nothing when only one is compared
	Sample     string // number of rows behind the value
	Interval   string // 95 % interval; "" = none
	Tail       string // a duration's 90th percentile; "" = none
	Note       string // what was left out
	Definition string
	Spark      Spark
	Words      bool   // the value is text and no number: it is written smaller, on several lines
	Rows       string // address of the tickets behind it; "" = none can be listed
	Unit       string // of Number
	Number     *float64
	Target     Change // how it stands to its target; nothing when it has none
}

// Change is how a figure differs from the compared period, in words and with a glyph, never by colour alone.
type Change struct {
	Against string // the compared period, where two are compared
	Arrow   string // ▲, ▼ or ""
	Size    string
	Words   string
	Verdict string // better, worse or "" (noise, or no direction)
}

// Text is the change as one line.
func (c Change) Text() string {
	all := []string{}
	for _, part := range []string{strings.TrimSpace(c.Arrow + " " + c.Size), c.Words, c.Against} {
		if part != "" {
			all = append(all, part)
		}
	}
	return strings.Join(all, ", ")
}

// Headline is the headline figures of a page.
type Headline struct {
	Tiles []Tile
	Note  string // what the reader must know about the comparison; "" = nothing
}

// Tiles answers the headline figures of a page: their values with the comparison, and their course by bucket.
func Tiles(ctx context.Context, ask Ask, specs []TileSpec) (Headline, error) {
	ids := slices.Concat(asStrings(specs)...)
	now, err := ask.Source.Answer(ctx, ask.Compared(nil, ids...))
	if err != nil {
		return Headline{}, fmt.Errorf("answer headline figures: %w", err)
	}
	course, err := ask.Source.Answer(ctx, ask.Query([]string{ask.State.Bucket()}, ids...))
	if err != nil {
		return Headline{}, fmt.Errorf("answer the course of headline figures: %w", err)
	}
	then, err := second(ctx, ask, ids)
	if err != nil {
		return Headline{}, err
	}
	out := Headline{Note: Uncovered(ask, now.Compared)}
	for _, spec := range specs {
		figure := Pick(now, spec)
		tile := NewTile(ask, figure)
		if f, ok := Figure(then, figure.ID); ok && tile.Available {
			tile.Change.Against, tile.Second = against(ask, now.Compared), changeOf(ask.L, f)
			tile.Second.Against = against(ask, then.Compared)
		}
		tile.Spark = NewSpark(courseOf(course, figure.ID, ask.State.Bucket()))
		out.Tiles = append(out.Tiles, tile)
	}
	return out, nil
}

// second answers the headline figures with the second way to compare; nothing where there is none.
func second(ctx context.Context, ask Ask, ids []string) (kpi.Answer, error) {
	if ask.State.Second == "" {
		return kpi.Answer{}, nil
	}
	ask.State, ask.Plan = ask.State.Otherwise(), Plan{}
	answer, err := ask.Source.Answer(ctx, ask.Compared(nil, ids...))
	if err != nil {
		return kpi.Answer{}, fmt.Errorf("answer headline figures against a second period: %w", err)
	}
	return answer, nil
}

// against names a compared period.
func against(ask Ask, p *kpi.Period) string {
	if p == nil {
		return ""
	}
	return ask.L.T("change.against", ask.L.Span(p.From, p.To))
}

func asStrings(specs []TileSpec) [][]string {
	out := make([][]string, len(specs))
	for i, s := range specs {
		out[i] = s
	}
	return out
}

// Pick is the figure that a place shows.
func Pick(answer kpi.Answer, spec TileSpec) kpi.Figure {
	for _, id := range spec {
		if f, ok := Figure(answer, id); ok && f.Available {
			return f
		}
	}
	f, ok := Figure(answer, spec[0])
	if !ok {
		f.ID = spec[0]
	}
	return f
}

// Figure finds a figure of an answer.
func Figure(answer kpi.Answer, id string) (kpi.Figure, bool) {
	for _, f := range answer.Figures {
		if f.ID == id {
			return f, true
		}
	}
	return kpi.Figure{}, false
}

// NewTile is a figure as a tile, without its course.
func NewTile(ask Ask, f kpi.Figure) Tile {
	t := Tile{
		ID: f.ID, Name: FigureName(ask.L, f.ID), Available: f.Available && f.Value != nil,
		Definition: Definition(ask.L, f.ID), Reason: f.Reason,
	}
	if !t.Available {
		if t.Reason == "" {
			t.Reason = ask.L.T("tile.nothing")
		}
		return t
	}
	t.Unit, t.Number = f.Unit, f.Value
	t.Value, t.Rows = Amount(ask.L, f, f.Value), ask.Rows(f.ID, kpi.AllRows)
	t.Kind = kindOf(ask, f)
	t.Change = changeOf(ask.L, f)
	t.Note = strings.Join(slices.DeleteFunc([]string{f.Reason, censored(ask.L, f)}, func(s string) bool { return s == "" }), " ")
	t.Sample = ask.L.T("tile.sample", ask.L.Count(f.N))
	if interval := priced(ask.L.Interval(f.Unit, f.Low, f.High), f, f.Low != nil && f.High != nil); interval != "" {
		t.Interval = ask.L.T("tile.interval", interval)
	}
	if f.Unit == locale.Duration && f.P90 != nil {
		t.Tail = ask.L.T("tile.p90", ask.L.Duration(*f.P90))
	}
	return t
}

func kindOf(ask Ask, f kpi.Figure) string {
	switch {
	case f.Unit == locale.Duration && ask.State.Hours == kpi.Business:
		return ask.L.T("tile.median.business")
	case f.Unit == locale.Duration:
		return ask.L.T("tile.median.calendar")
	case f.Unit == locale.Mean:
		return ask.L.T("tile.mean")
	default:
		return ""
	}
}

func changeOf(l *locale.Locale, f kpi.Figure) Change {
	c := f.Change
	if c == nil {
		return Change{Words: l.T("change.none")}
	}
	if c.Value == nil || c.Difference == nil {
		return Change{Words: l.T("change.missing")}
	}
	out := Change{Arrow: arrow(*c.Difference), Size: Step(l, f, *c.Difference)}
	out.Words, out.Verdict = verdict(l, c)
	if out.Arrow == "" {
		out.Size = ""
	}
	return out
}

func arrow(difference float64) string {
	switch {
	case difference > 0:
		return "▲"
	case difference < 0:
		return "▼"
	default:
		return ""
	}
}

func verdict(l *locale.Locale, c *kpi.Change) (words, class string) {
	switch {
	case *c.Difference == 0:
		return l.T("change.same"), ""
	case !c.MoreThanNoise && c.P != nil:
		return l.T("change.noise"), ""
	case !c.MoreThanNoise || c.Better == nil:
		return l.T("change.neutral"), ""
	case *c.Better:
		return l.T("change.better"), "better"
	default:
		return l.T("change.worse"), "worse"
	}
}
