package report

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"

	"tiermix/dashboard/page"
	"tiermix/dashboard/vector"
)

// Picture is a chart as dots, for programs that show no vectors.
type Picture struct {
	Name    string // how the mail names it
	Title   string
	Content []byte // PNG
}

// mailed are the charts that a mail shows.
var mailed = []string{"overview-flow", "escalation-trend", "workload-forecast"}

// dots is how many dots of a picture there are for each CSS pixel.
const dots = 2

// Text is the first page as plain text.
func (b Book) Text() string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s\n%s\n", b.Title(), b.Span)
	if b.Against != "" {
		fmt.Fprintln(&out, b.L.T("change.against", b.Against))
	}
	for _, h := range b.Heads {
		fmt.Fprintf(&out, "\n%s\n", h.Name)
		for _, s := range h.Sentences {
			fmt.Fprintf(&out, "  %s\n", s)
		}
		if h.Target.Words != "" {
			fmt.Fprintf(&out, "  %s\n", b.L.T("report.target", h.Target.Text()))
		}
	}
	fmt.Fprintf(&out, "\n%s\n", strings.Join(append(b.Notes, b.Footer()...), "\n"))
	return out.String()
}

// mailPage is what the template of a mail shows.
type mailPage struct {
	Book
	Charts []mailChart
}

type mailChart struct {
	Title string
	Src   template.URL
}

// Mail is the first page as the HTML of a mail, with some charts as pictures that it names by cid:. Its charts are drawn already.
//
// Errors: those of drawing.
func (b Book) Mail() (html string, pictures []Picture, err error) {
	white, err := vector.ParseColour("#ffffff")
	if err != nil {
		return "", nil, err
	}
	p := mailPage{Book: b}
	for _, id := range mailed {
		drawn, ok := b.Pictures[id]
		if !ok {
			continue
		}
		var out bytes.Buffer
		if err := drawn.PNG(&out, white, dots); err != nil {
			return "", nil, err
		}
		picture := Picture{Name: id + ".png", Title: b.titleOf(id), Content: out.Bytes()}
		pictures = append(pictures, picture)
		p.Charts = append(p.Charts, mailChart{picture.Title, template.URL("cid:" + picture.Name)}) //nolint:gosec // a name of our own
	}
	t, err := template.New("mail.html").Funcs(template.FuncMap{"t": b.L.T, "small": small, "sentence": page.Whole}).ParseFS(files, "mail.html")
	if err != nil {
		return "", nil, fmt.Errorf("write a mail: %w", err)
	}
	var out strings.Builder
	if err := t.Execute(&out, p); err != nil {
		return "", nil, fmt.Errorf("write a mail: %w", err)
	}
	return out.String(), pictures, nil
}

func (b Book) titleOf(id string) string {
	for _, chapter := range b.Chapters {
		for _, card := range chapter.Cards {
			if card.ID == id {
				return card.Title
			}
		}
	}
	return id
}
