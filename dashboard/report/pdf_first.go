package report

import (
	"fmt"
	"slices"
	"strings"

	"tiermix/dashboard/page"
)

// first is the summary: what the report is about, and the headline figures with what is said about them.
func (p *pages) first() {
	b := p.book
	accent := p.colours["--accent"]
	p.doc.SetFillColor(int(accent.R), int(accent.G), int(accent.B))
	p.doc.Rect(0, 0, paperWidth, 3, "F")
	if p.y = margin; len(b.Logo) > 0 {
		p.y += 14
	}
	p.doc.Bookmark(b.L.T("report.headlines"), 0, p.y)
	p.paragraph(b.Title(), "B", sizeTitle, "--text")
	p.y += 1
	p.paragraph(b.Span, "", 12, "--text-soft")
	if b.Against != "" {
		p.paragraph(b.L.T("change.against", b.Against), "", sizeText, "--text-faint")
	}
	p.y += 4
	for _, h := range b.Heads {
		p.head(h)
	}
	for _, note := range b.Notes {
		p.paragraph(note, "", sizeSmall, "--text-faint")
	}
	p.y += 4
	p.contents()
}

// head writes a headline figure: name and value on the left, the sentences on the right.
func (p *pages) head(h Head) {
	const left = 58.0
	p.font("", sizeText, "--text")
	var sentences []string
	for _, s := range h.Sentences {
		sentences = append(sentences, p.lines(s, width-left)...)
	}
	if h.Target.Words != "" {
		sentences = append(sentences, p.lines(p.book.L.T("report.target", h.Target.Text()), width-left)...)
	}
	const step = sizeText * 0.3528 * 1.4
	height := max(19, float64(len(sentences))*step+6)
	p.room(height)
	p.rule(p.y)
	p.font("B", sizeText, "--text-soft")
	p.doc.Text(margin, p.y+5, p.cut(p.letters.text(h.Name), left-4))
	p.font("B", sizeValue, "--text")
	value := h.Value
	if value == "" {
		value = "–"
	}
	p.doc.Text(margin, p.y+12.5, p.cut(p.letters.text(value), left-4))
	p.font("", sizeSmall, "--text-faint")
	small := strings.Join(slices.DeleteFunc([]string{h.Kind, h.Interval, h.Sample}, func(s string) bool { return s == "" }), " · ")
	p.doc.Text(margin, p.y+16.5, p.cut(p.letters.text(small), left-4))
	p.font("", sizeText, "--text")
	for i, line := range sentences {
		p.doc.Text(margin+left, p.y+5+float64(i)*step, line)
	}
	p.y += height
}

// contents names the chapters.
func (p *pages) contents() {
	p.rule(p.y)
	p.y += 3
	p.paragraph(p.book.L.T("report.contents"), "B", sizeCard, "--text")
	for _, c := range p.book.Chapters {
		var titles []string
		for _, card := range c.Cards {
			titles = append(titles, card.Title)
		}
		p.paragraph(strings.TrimSuffix(c.Title+": "+strings.Join(titles, " · "), ": "), "", sizeText, "--text-soft")
		p.y += 0.6
	}
	p.paragraph(p.book.L.T("report.definitions"), "", sizeText, "--text-soft")
}

// tiles writes headline figures of a chapter, three beside each other.
func (p *pages) tiles(all []page.Tile) {
	const columns, gap, height = 3, 4.0, 21.0
	wide := (width - gap*(columns-1)) / columns
	for i, t := range all {
		if i%columns == 0 {
			p.room(height + gap)
		}
		p.tile(t, margin+float64(i%columns)*(wide+gap), wide)
		if i%columns == columns-1 || i == len(all)-1 {
			p.y += height + gap
		}
	}
}

func (p *pages) tile(t page.Tile, x, wide float64) {
	ground := p.colours["--page"]
	p.doc.SetFillColor(int(ground.R), int(ground.G), int(ground.B))
	p.doc.RoundedRect(x, p.y, wide, 21, 1.5, "1234", "F")
	put := func(y float64, text, style string, size float64, colour string) {
		p.font(style, size, colour)
		p.doc.Text(x+3, p.y+y, p.cut(p.letters.text(text), wide-6))
	}
	put(4.8, t.Name, "", sizeSmall, "--text-soft")
	if !t.Available {
		put(11, "–", "B", 13, "--text-faint")
		put(15.5, t.Reason, "", 6.5, "--text-faint")
		return
	}
	size := 13.0
	if t.Words {
		size = sizeText
	}
	put(11, strings.TrimSpace(t.Value+" "), "B", size, "--text")
	change, colour := t.Change.Text(), "--text-faint"
	switch t.Change.Verdict {
	case "better":
		colour = "--better"
	case "worse":
		colour = "--worse"
	}
	put(15, change, "", 6.5, colour)
	put(18.6, strings.Join(slices.DeleteFunc([]string{t.Kind, t.Interval, t.Sample}, func(s string) bool { return s == "" }), " · "), "", 6, "--text-faint")
}

// definitions is the end: every available figure with its definition, and what the report is about.
func (p *pages) definitions() {
	l := p.book.L
	p.page()
	p.doc.Bookmark(l.T("report.definitions"), 0, p.y)
	p.paragraph(l.T("report.definitions"), "B", sizeChapter, "--text")
	p.y += 1
	for _, f := range p.book.Facts {
		p.paragraph(f.Name+": "+f.Text, "", sizeText, "--text")
	}
	p.y += 2
	p.paragraph(l.T("report.definitionsabout"), "", sizeText, "--text-soft")
	p.y += 2
	for _, f := range p.book.Answer.Figures {
		value := page.Amount(l, f, f.Value)
		if !f.Available || f.Value == nil {
			value = f.Reason
		}
		p.room(9)
		p.paragraph(page.FigureName(l, f.ID)+" ("+f.ID+"): "+value, "B", 8, "--text")
		p.paragraph(f.Definition, "", sizeSmall, "--text-soft")
		p.y += 1.2
	}
	if signs := p.letters.signs(); len(signs) > 0 {
		var named []string
		for _, r := range signs[:min(20, len(signs))] {
			named = append(named, fmt.Sprintf("U+%04X", r))
		}
		p.paragraph(l.T("report.signs", strings.Join(named, ", ")), "", sizeSmall, "--text-soft")
	}
}
