package report

import "tiermix/dashboard/page"

// table writes the first rows of a table; columns are as wide as their texts, as far as there is room.
func (p *pages) table(t page.Table, most int) {
	lines := t.Lines()
	if len(lines) < 2 {
		return
	}
	head, rows := lines[0], lines[1:]
	shown := rows[:min(most, len(rows))]
	numbers := numeric(t)
	wide := p.columns(head, shown)
	p.row(head, wide, numbers, true)
	for _, row := range shown {
		p.row(row, wide, numbers, false)
	}
	p.y += 1
	if len(shown) < len(rows) {
		p.paragraph(p.book.L.T("report.more_rows", p.book.L.Count(len(shown)), p.book.L.Count(len(rows))), "", sizeSmall, "--text-faint")
	}
}

// numeric says which columns are set to the right. Columns of bars are left out, as they are by Lines.
func numeric(t page.Table) (all []bool) {
	for i, c := range t.Head {
		bars := false
		for _, row := range t.Rows {
			bars = bars || i < len(row) && row[i].Bar != nil
		}
		if !bars {
			all = append(all, c.Number)
		}
	}
	return all
}

// columns are the widths of the columns in millimetres. Where they need more than there is, the widest give.
func (p *pages) columns(head []string, rows [][]string) []float64 {
	const gap = 3.0
	wide := make([]float64, len(head))
	p.font("", sizeSmall, "--text")
	sum := 0.0
	for i := range head {
		wide[i] = p.doc.GetStringWidth(p.letters.text(head[i]))*1.08 + gap
		for _, row := range rows {
			if i < len(row) {
				wide[i] = max(wide[i], p.doc.GetStringWidth(p.letters.text(row[i]))+gap)
			}
		}
		sum += wide[i]
	}
	for sum > width {
		widest := 0
		for i := range wide {
			if wide[i] > wide[widest] {
				widest = i
			}
		}
		give := min(sum-width, max(1, wide[widest]*0.1))
		wide[widest] -= give
		sum -= give
	}
	return wide
}

// row writes a row; what is too long for its column is broken into at most four lines.
func (p *pages) row(cells []string, wide []float64, numbers []bool, head bool) {
	style, colour := "", "--text"
	if head {
		style, colour = "B", "--text-soft"
	}
	const step, lines = sizeSmall * 0.3528 * 1.3, 4
	p.font(style, sizeSmall, colour)
	broken, high := make([][]string, len(wide)), 1
	for i := range wide {
		if i >= len(cells) {
			continue
		}
		broken[i] = p.lines(cells[i], wide[i]-2)
		if len(broken[i]) > lines {
			broken[i] = broken[i][:lines]
			broken[i][lines-1] = p.cut(broken[i][lines-1]+"…", wide[i]-2)
		}
		high = max(high, len(broken[i]))
	}
	height := float64(high)*step + 1.6
	p.room(height)
	p.font(style, sizeSmall, colour)
	x := margin
	for i, w := range wide {
		for k, line := range broken[i] {
			at := x
			if i < len(numbers) && numbers[i] {
				at = x + w - 2 - p.doc.GetStringWidth(line)
			}
			p.doc.Text(at, p.y+2.9+float64(k)*step, line)
		}
		x += w
	}
	p.y += height
	p.ruled(p.y, x-margin)
}
