package page

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

// mark tells spreadsheets that a file is in UTF-8.
const mark = "\ufeff"

// CSV writes the table as spreadsheets of a language read it: German ones part columns by semicolons, for the comma stands in numbers. Cells that
// only hold a bar are left out.
func (t Table) CSV(w io.Writer, lang string) error {
	if _, err := io.WriteString(w, mark); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	out := csv.NewWriter(w)
	if lang == "de" {
		out.Comma = ';'
	}
	if err := out.WriteAll(t.Lines()); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	return nil
}

// Lines are the head and the rows as text, without cells that only hold a bar.
func (t Table) Lines() [][]string {
	lines := [][]string{t.line(t.Head)}
	for _, row := range t.Rows {
		lines = append(lines, t.line(row))
	}
	return lines
}

func (t Table) line(cells []Cell) []string {
	out := []string{}
	for i, c := range cells {
		if !t.barred(i) {
			out = append(out, c.plain())
		}
	}
	return out
}

// barred says that a column holds bars.
func (t Table) barred(column int) bool {
	for _, row := range t.Rows {
		if column < len(row) && row[column].Bar != nil {
			return true
		}
	}
	return false
}

// plain is the cell's text. Text that a spreadsheet would run as a formula is marked as text.
func (c Cell) plain() string {
	text := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(c.Text)
	if !c.Number && text != "" && strings.ContainsAny(text[:1], "=+-@\t\r") {
		return "'" + text
	}
	return text
}
