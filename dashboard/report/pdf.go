package report

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/jpeg" // kinds of logo
	"image/png"
	"io"
	"slices"
	"sort"
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"tiermix/dashboard/page"
	"tiermix/dashboard/vector"
)

// Measures of a page in millimetres: A4 upright.
const (
	paperWidth, paperHeight = 210.0, 297.0
	margin                  = 18.0
	bottom                  = 20.0
	width                   = paperWidth - 2*margin
)

// Sizes of letters in points.
const (
	sizeTitle, sizeChapter, sizeCard, sizeText, sizeSmall, sizeValue = 22.0, 15.0, 11.0, 9.0, 7.5, 17.0
)

// rowHeight is about how high a row of a table is.
const rowHeight = 5.2

// mostOfLine is more signs than a line ever has.
const mostOfLine = 400

// pdfRows is how many rows of a table a page shows.
const pdfRows = 12

// pages lays a report out on pages.
type pages struct {
	book    Book
	doc     *fpdf.Fpdf
	letters *letters
	y       float64 // where the next thing stands
	colours map[string]color.NRGBA
}

// PDF writes the report as A4 pages. Its charts are drawn already.
//
// Errors: those of the writer.
func (b Book) PDF(w io.Writer) error {
	p := &pages{book: b, letters: &letters{missing: map[rune]bool{}}, colours: map[string]color.NRGBA{}}
	for _, name := range []string{"--text", "--text-soft", "--text-faint", "--line", "--accent", "--better", "--worse", "--page"} {
		c, err := vector.ParseColour(b.Look.Colours[name])
		if err != nil {
			return fmt.Errorf("write PDF: %s: %w", name, err)
		}
		p.colours[name] = c
	}
	if b.Accent.A > 0 {
		p.colours["--accent"] = b.Accent
	}
	p.open()
	if err := p.logo(); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	p.first()
	for _, c := range b.Chapters {
		p.chapter(c)
	}
	p.definitions()
	if p.letters.err != nil {
		return fmt.Errorf("write PDF: %w", p.letters.err)
	}
	if err := p.doc.Output(w); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	return nil
}

// open begins the document. It says its title and its language; the library writes no structure tree.
func (p *pages) open() {
	b := p.book
	p.doc = fpdf.New("P", "mm", "A4", "")
	p.doc.SetTitle(b.Title()+", "+b.Span, true)
	p.doc.SetLang(b.L.Code)
	p.doc.SetCreator("tiermix", true)
	p.doc.SetCreationDate(b.Assembled)
	p.doc.SetModificationDate(b.Assembled)
	p.doc.SetCatalogSort(true)
	p.doc.SetDisplayMode("fullwidth", "continuous")
	p.doc.SetMargins(margin, margin, margin)
	p.doc.SetAutoPageBreak(false, 0)
	p.doc.SetCellMargin(0)
	p.doc.AddUTF8FontFromBytes(vector.Family, "", vector.Font(false))
	p.doc.AddUTF8FontFromBytes(vector.Family, "B", vector.Font(true))
	p.doc.AliasNbPages("{nb}")
	p.doc.SetFooterFunc(p.footer)
	p.page()
}

func (p *pages) page() {
	p.doc.AddPage()
	p.y = margin
}

// room begins a new page where less than height is left.
func (p *pages) room(height float64) {
	if p.y+height > paperHeight-bottom {
		p.page()
	}
}

// footer says below each page what the report is about, and where one is in it.
func (p *pages) footer() {
	p.font("", sizeSmall, "--text-faint")
	p.rule(paperHeight - bottom + 4)
	number := p.book.L.T("report.page", p.doc.PageNo(), "{nb}")
	at := p.doc.GetStringWidth(strings.ReplaceAll(number, "{nb}", "00"))
	text := p.letters.text(strings.Join(p.book.Footer(), " · "))
	p.doc.Text(margin, paperHeight-bottom+8.5, p.cut(text, width-at-6))
	p.doc.Text(paperWidth-margin-at, paperHeight-bottom+8.5, number)
}

func (p *pages) rule(y float64) { p.ruled(y, width) }

func (p *pages) ruled(y, wide float64) {
	c := p.colours["--line"]
	p.doc.SetDrawColor(int(c.R), int(c.G), int(c.B))
	p.doc.SetLineWidth(0.2)
	p.doc.Line(margin, y, margin+wide, y)
}

func (p *pages) font(style string, size float64, colour string) {
	p.doc.SetFont(vector.Family, style, size)
	c := p.colours[colour]
	p.doc.SetTextColor(int(c.R), int(c.G), int(c.B))
}

// cut shortens a text to a width in the font in force.
func (p *pages) cut(text string, room float64) string {
	if p.doc.GetStringWidth(text) <= room {
		return text
	}
	signs := []rune(text)
	return string(signs[:p.fits(signs, room-p.doc.GetStringWidth("…"))]) + "…"
}

// fits is how many signs have room, at least one.
func (p *pages) fits(signs []rune, room float64) int {
	n := sort.Search(min(len(signs), mostOfLine), func(n int) bool { return p.doc.GetStringWidth(string(signs[:n+1])) > room })
	return max(1, n)
}

// lines breaks a text at spaces, and words that are longer than a line within.
func (p *pages) lines(text string, room float64) (all []string) {
	line := ""
	for _, word := range strings.FieldsFunc(p.letters.text(text), func(r rune) bool { return r == ' ' }) {
		if line != "" && p.doc.GetStringWidth(line+" "+word) <= room {
			line += " " + word
			continue
		}
		if line != "" {
			all = append(all, line)
		}
		for line = word; len(line) > 1 && p.doc.GetStringWidth(line) > room; {
			signs := []rune(line)
			n := p.fits(signs, room)
			all, line = append(all, string(signs[:n])), string(signs[n:])
		}
	}
	if line != "" {
		all = append(all, line)
	}
	return all
}

// paragraph writes a text from the left edge, broken into lines, and moves on.
func (p *pages) paragraph(text, style string, size float64, colour string) {
	p.font(style, size, colour)
	step := size * 0.3528 * 1.35
	for _, line := range p.lines(text, width) {
		p.room(step)
		p.font(style, size, colour)
		p.doc.Text(margin, p.y+size*0.3528, line)
		p.y += step
	}
}

// chapter writes a chapter. It begins on a page of its own.
func (p *pages) chapter(c Chapter) {
	p.page()
	p.doc.Bookmark(p.letters.text(c.Title), 0, p.y)
	p.paragraph(c.Title, "B", sizeChapter, "--text")
	p.y += 2
	if c.Note != "" {
		p.paragraph(c.Note, "", sizeText, "--text-soft")
		p.y += 2
	}
	p.tiles(c.Tiles)
	for _, card := range c.Cards {
		p.card(card)
	}
}

// card writes a card: its title, what was counted, its chart and its table.
func (p *pages) card(c page.Card) {
	picture := p.picture(c)
	height := 16.0
	if picture != nil {
		height += picture.Height * width / ChartWidth
	}
	if picture == nil {
		height += rowHeight * float64(min(pdfRows, len(c.Table.Rows))+1)
	}
	p.room(min(height, paperHeight-margin-bottom))
	p.y += 3
	p.doc.Bookmark(p.letters.text(c.Title), 1, p.y)
	p.paragraph(c.Title, "B", sizeCard, "--text")
	if c.Sub != "" {
		p.paragraph(c.Sub, "", sizeSmall, "--text-faint")
	}
	p.y += 1.5
	switch {
	case c.Problem != "":
		p.paragraph(p.book.L.T("report.failed", c.Problem), "", sizeText, "--worse")
	case c.Empty != "":
		p.paragraph(page.Whole(c.Empty), "", sizeText, "--text-soft")
	}
	if picture != nil {
		p.chart(*picture)
	}
	for _, s := range c.Points {
		p.paragraph(strings.TrimSpace(s.Head+" "+s.Text), "", sizeText, "--text")
	}
	if picture == nil || picture.Height < 200 {
		p.table(c.Table, pdfRows)
	}
	for _, note := range c.Notes {
		p.paragraph(page.Whole(note), "", sizeSmall, "--text-faint")
	}
	p.y += 3
}

// picture is the chart of a card, its labels printable; nil: it has none.
func (p *pages) picture(c page.Card) *vector.Picture {
	drawn, ok := p.book.Pictures[c.ID]
	if !ok {
		return nil
	}
	drawn.Marks = slices.Clone(drawn.Marks)
	for i, m := range drawn.Marks {
		if m.Label != nil {
			label := *m.Label
			label.Text = p.letters.text(label.Text)
			drawn.Marks[i].Label = &label
		}
	}
	return &drawn
}

func (p *pages) chart(picture vector.Picture) {
	wide := width
	height := picture.Height * width / picture.Width
	if most := paperHeight - margin - bottom - 25; height > most { // a very long chart is made to fit the page
		wide, height = wide*most/height, most
	}
	p.room(height)
	picture.PDF(p.doc, margin, p.y, wide)
	p.y += height + 2
}

// logo puts the desk's logo into the top right corner, at most 50 mm wide and 14 mm high.
func (p *pages) logo() error {
	if len(p.book.Logo) == 0 {
		return nil
	}
	plain, err := plainPicture(p.book.Logo)
	if err != nil {
		return err
	}
	kind := fpdf.ImageOptions{ImageType: "PNG"}
	info := p.doc.RegisterImageOptionsReader("logo", kind, bytes.NewReader(plain))
	if err := p.doc.Error(); err != nil {
		return err
	}
	const most, high = 50.0, 14.0
	wide := min(most, high*info.Width()/info.Height())
	p.doc.ImageOptions("logo", paperWidth-margin-wide, margin-4, wide, wide*info.Height()/info.Width(), false, kind, 0, "")
	return p.doc.Error()
}

// plainPicture is a picture as the PDF library takes it: eight bits a colour and not interlaced.
func plainPicture(content []byte) ([]byte, error) {
	picture, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("read the logo: %w", err)
	}
	eight := image.NewNRGBA(picture.Bounds())
	draw.Draw(eight, eight.Bounds(), picture, picture.Bounds().Min, draw.Src)
	var out bytes.Buffer
	if err := png.Encode(&out, eight); err != nil {
		return nil, fmt.Errorf("read the logo: %w", err)
	}
	return out.Bytes(), nil
}
