package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"tiermix/dashboard/locale"
	"tiermix/dashboard/page"
	"tiermix/dashboard/vector"
	"tiermix/model/kpi"
)

// Limits of a workbook: characters of a sheet's name and of a cell, and rows of a table.
const (
	sheetName = 31
	cellText  = 32_000
	sheetRows = 100_000
)

// workbook is a report as it is being written.
type workbook struct {
	book   Book
	file   *excelize.File
	names  map[string]bool // of sheets, in lower case
	styles map[string]int
}

// XLSX writes the report as a workbook: a summary, a sheet for each chart with its numbers and a chart of the spreadsheet's own, the definitions, and what the report is about.
//
// Errors: those of the writer; a chart without data.
func (b Book) XLSX(w io.Writer) (err error) {
	x := &workbook{book: b, file: excelize.NewFile(), names: map[string]bool{}, styles: map[string]int{}}
	defer func() {
		if closing := x.file.Close(); err == nil && closing != nil {
			err = fmt.Errorf("write XLSX: %w", closing)
		}
	}()
	if err := x.fill(); err != nil {
		return fmt.Errorf("write XLSX: %w", err)
	}
	if err := x.file.Write(w); err != nil {
		return fmt.Errorf("write XLSX: %w", err)
	}
	return nil
}

func (x *workbook) fill() error {
	b := x.book
	if err := x.summary(); err != nil {
		return err
	}
	for _, chapter := range b.Chapters {
		for _, card := range chapter.Cards {
			if err := x.card(card); err != nil {
				return err
			}
		}
	}
	if err := x.definitions(); err != nil {
		return err
	}
	if err := x.facts(); err != nil {
		return err
	}
	if err := x.file.DeleteSheet("Sheet1"); err != nil {
		return err
	}
	return x.file.SetDocProps(&excelize.DocProperties{Title: b.Title() + ", " + b.Span, Creator: "tiermix", Language: b.L.Code, Created: b.Assembled.UTC().Format("2006-01-02T15:04:05Z")})
}

// sheet begins a sheet with a heading, and returns its name.
func (x *workbook) sheet(title string, head []any, wide ...float64) (string, error) {
	name := x.free(title)
	if _, err := x.file.NewSheet(name); err != nil {
		return "", err
	}
	if err := x.row(name, 1, head); err != nil {
		return "", err
	}
	style, err := x.style("head", &excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}, Border: []excelize.Border{{Type: "bottom", Style: 1, Color: "C3C9D3"}}})
	if err != nil {
		return "", err
	}
	if err := x.file.SetRowStyle(name, 1, 1, style); err != nil {
		return "", err
	}
	for i, w := range wide {
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return "", err
		}
		if err := x.file.SetColWidth(name, column, column, w); err != nil {
			return "", err
		}
	}
	if err := x.paper(name); err != nil {
		return "", err
	}
	return name, x.file.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// paper prints a sheet across, as wide as one page.
func (x *workbook) paper(sheet string) error {
	across, a4, one, many, fit := "landscape", 9, 1, 0, true
	if err := x.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &across, Size: &a4, FitToWidth: &one, FitToHeight: &many}); err != nil {
		return err
	}
	return x.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit})
}

// free is a name for a sheet: of signs that Excel takes, short enough, and used by no other.
func (x *workbook) free(title string) string {
	clean := strings.TrimSpace(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) || r < ' ' {
			return ' '
		}
		return r
	}, title))
	clean = cmp.Or(clean, "-")
	for n := 1; ; n++ {
		name, end := []rune(clean), ""
		if n > 1 {
			end = fmt.Sprintf(" (%d)", n)
		}
		out := strings.TrimSpace(string(name[:min(len(name), sheetName-len(end))])) + end
		if !x.names[strings.ToLower(out)] {
			x.names[strings.ToLower(out)] = true
			return out
		}
	}
}

func (x *workbook) style(key string, s *excelize.Style) (int, error) {
	if id, known := x.styles[key]; known {
		return id, nil
	}
	id, err := x.file.NewStyle(s)
	x.styles[key] = id
	return id, err
}

// row writes cells: text as text, whatever it looks like, and numbers with the format that goes with them.
func (x *workbook) row(sheet string, row int, cells []any) error {
	for i, c := range cells {
		at, err := excelize.CoordinatesToCellName(i+1, row)
		if err != nil {
			return err
		}
		if err := x.cell(sheet, at, c); err != nil {
			return err
		}
	}
	return nil
}

// amount is a number with its format, as Excel writes formats.
type amount struct {
	value  *float64
	format string
}

func (x *workbook) cell(sheet, at string, c any) error {
	switch v := c.(type) {
	case nil:
		return nil
	case amount:
		if v.value == nil {
			return nil
		}
		style, err := x.style(v.format, &excelize.Style{CustomNumFmt: &v.format})
		if err != nil {
			return err
		}
		if err := x.file.SetCellFloat(sheet, at, *v.value, -1, 64); err != nil {
			return err
		}
		return x.file.SetCellStyle(sheet, at, at, style)
	case time.Time:
		style, err := x.style("day", &excelize.Style{CustomNumFmt: x.days()})
		if err != nil {
			return err
		}
		if err := x.file.SetCellValue(sheet, at, v); err != nil {
			return err
		}
		return x.file.SetCellStyle(sheet, at, at, style)
	case string:
		return x.file.SetCellStr(sheet, at, printable(v))
	case int:
		return x.file.SetCellInt(sheet, at, int64(v))
	}
	return fmt.Errorf("a cell of %T", c)
}

// days is the format of a day in the report's language.
func (x *workbook) days() *string {
	format := "d mmm yyyy"
	if x.book.L.Code == "de" {
		format = "dd.mm.yyyy"
	}
	return &format
}

// printable is text as a cell can hold it: no signs that XML cannot, and not longer than Excel takes.
func printable(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	if utf8.RuneCountInString(text) > cellText {
		text = string([]rune(text)[:cellText]) + "…"
	}
	return text
}

// Formats of numbers. Excel writes points and commas as the reader's own settings have them; money names its currency.
func (x *workbook) format(unit, currency string) string {
	switch unit {
	case locale.Share, "%":
		return "0.0%"
	case locale.Duration:
		return "[h]:mm:ss"
	case locale.Count:
		return "#,##0"
	case kpi.Money:
		return `#,##0.00\ "` + page.Sign(currency) + `"`
	case "h":
		return `#,##0.0\ "h"`
	case "":
		return "#,##0.##"
	case "€", "$", "£":
		return `#,##0\ "` + unit + `"`
	}
	return "#,##0.00"
}

// typed is a value of a figure as a cell: a share as a part of 1, a duration as a part of a day.
func (x *workbook) typed(f kpi.Figure, v *float64) amount {
	if v != nil && f.Unit == locale.Duration {
		days := *v / (24 * 3600)
		v = &days
	}
	return amount{v, x.format(f.Unit, f.Currency)}
}

func (x *workbook) summary() error {
	l := x.book.L
	name, err := x.sheet(l.T("report.headlines"), []any{l.T("report.figure"), l.T("report.value"), l.T("report.low"), l.T("report.high"), l.T("report.counted"), l.T("report.before"), l.T("report.change"), l.T("report.said")}, 34, 14, 14, 14, 10, 14, 14, 100)
	if err != nil {
		return err
	}
	for i, h := range x.book.Heads {
		f, _ := page.Figure(x.book.Answer, h.ID)
		var before, change *float64
		if f.Change != nil {
			before, change = f.Change.Value, f.Change.Difference
		}
		difference := x.typed(f, change)
		if f.Unit == locale.Duration {
			difference.format = "[h]:mm:ss;-[h]:mm:ss"
		}
		if err := x.row(name, i+2, []any{h.Name, x.typed(f, f.Value), x.typed(f, f.Low), x.typed(f, f.High), f.N, x.typed(f, before), difference, strings.Join(h.Sentences, " ")}); err != nil {
			return err
		}
	}
	at, err := x.file.GetSheetIndex(name)
	if err != nil {
		return err
	}
	x.file.SetActiveSheet(at)
	return nil
}

func (x *workbook) definitions() error {
	l := x.book.L
	name, err := x.sheet(l.T("report.definitions"), []any{"id", l.T("report.figure"), l.T("report.value"), l.T("report.low"), l.T("report.high"), l.T("report.counted"), l.T("report.definition"), l.T("report.reason")}, 26, 34, 14, 14, 14, 10, 110, 60)
	if err != nil {
		return err
	}
	for i, f := range x.book.Answer.Figures {
		if err := x.row(name, i+2, []any{f.ID, page.FigureName(l, f.ID), x.typed(f, f.Value), x.typed(f, f.Low), x.typed(f, f.High), f.N, f.Definition, f.Reason}); err != nil {
			return err
		}
	}
	return nil
}

func (x *workbook) facts() error {
	l := x.book.L
	name, err := x.sheet(l.T("report.filters"), []any{l.T("report.about"), ""}, 24, 60)
	if err != nil {
		return err
	}
	lines := append([]Line{{l.T("report.document"), x.book.Title()}}, x.book.Facts...)
	for i, f := range lines {
		if err := x.row(name, i+2, []any{f.Name, f.Text}); err != nil {
			return err
		}
	}
	return nil
}

// colourOf is a series' colour as Excel writes it; "": Excel's own.
func (x *workbook) colourOf(s series) string {
	text := s.colour
	if name, ok := strings.CutPrefix(strings.TrimSuffix(text, ")"), "var("); ok {
		text = x.book.Look.Colours[name]
	}
	c, err := vector.ParseColour(text)
	if err != nil || c.A == 0 {
		return ""
	}
	return fmt.Sprintf("%02X%02X%02X", c.R, c.G, c.B)
}
