package report

import (
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"slices"
	"strings"

	"tiermix/dashboard/page"
	"tiermix/dashboard/vector"
)

// htmlRows is how many rows of a table the page shows.
const htmlRows = 200

//go:embed report.html mail.html
var files embed.FS

// htmlPage is what the template shows.
type htmlPage struct {
	Book
	Style   template.CSS
	LogoURL template.URL
	Parts   []htmlChapter
	Figures []Line
}

type htmlChapter struct {
	Chapter
	Shown []htmlCard
}

type htmlCard struct {
	page.Card
	Drawn template.HTML
	Lines [][]string
	Right []bool
}

// HTML writes the report as one page that needs nothing else. Its charts are drawn already.
//
// Errors: those of the writer.
func (b Book) HTML(w io.Writer) error {
	t, err := template.New("report.html").Funcs(template.FuncMap{"t": b.L.T, "sentence": page.Whole, "small": small}).ParseFS(files, "report.html")
	if err != nil {
		return fmt.Errorf("write HTML: %w", err)
	}
	p := htmlPage{Book: b, Style: b.style()}
	if len(b.Logo) > 0 {
		p.LogoURL = template.URL("data:" + http.DetectContentType(b.Logo) + ";base64," + base64.StdEncoding.EncodeToString(b.Logo)) //nolint:gosec // bytes of a picture that was checked, in base64
	}
	for _, c := range b.Chapters {
		chapter := htmlChapter{Chapter: c}
		for _, card := range c.Cards {
			shown := htmlCard{Card: card, Lines: card.Table.Lines(), Right: numeric(card.Table)}
			if all := len(shown.Lines) - 1; all > htmlRows {
				shown.Lines = shown.Lines[:htmlRows+1]
				shown.Notes = append(slices.Clone(card.Notes), b.L.T("report.more_rows", b.L.Count(htmlRows), b.L.Count(all)))
			}
			if picture, ok := b.Pictures[card.ID]; ok {
				shown.Drawn = template.HTML(picture.Markup(card.Title)) //nolint:gosec // made of numbers and escaped text, see vector.Picture.Markup
			}
			chapter.Shown = append(chapter.Shown, shown)
		}
		p.Parts = append(p.Parts, chapter)
	}
	for _, f := range b.Answer.Figures {
		value := page.Amount(b.L, f, f.Value)
		if !f.Available || f.Value == nil {
			value = f.Reason
		}
		p.Figures = append(p.Figures, Line{Name: page.FigureName(b.L, f.ID) + " (" + f.ID + "): " + value, Text: f.Definition})
	}
	if err := t.Execute(w, p); err != nil {
		return fmt.Errorf("write HTML: %w", err)
	}
	return nil
}

// small is the small print of a tile.
func small(t page.Tile) string {
	return strings.Join(slices.DeleteFunc([]string{t.Kind, t.Interval, t.Sample}, func(s string) bool { return s == "" }), " · ")
}

// style are the colours of the light theme, as the style sheet of the dashboard has them.
func (b Book) style() template.CSS {
	var out strings.Builder
	out.WriteString(":root{")
	for _, name := range []string{"--text", "--text-soft", "--text-faint", "--line", "--accent", "--better", "--worse", "--page", "--surface"} {
		value := b.Look.Colours[name]
		if name == "--accent" && b.Accent.A > 0 {
			value = fmt.Sprintf("#%02x%02x%02x", b.Accent.R, b.Accent.G, b.Accent.B)
		}
		if _, err := vector.ParseColour(value); err == nil {
			fmt.Fprintf(&out, "%s:%s;", name, value)
		}
	}
	out.WriteString("}")
	return template.CSS(out.String()) //nolint:gosec // names of our own and colours that were read as such
}
