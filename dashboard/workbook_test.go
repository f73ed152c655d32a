package dashboard_test

import (
	"bytes"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tiermix/dashboard/page/pagetest"
	"tiermix/dashboard/report"
)

func workbook(t *testing.T, b report.Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := b.XLSX(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// opened is a workbook as another program reads it.
func opened(t *testing.T, content []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// Every card has a sheet, charts are the spreadsheet's own, numbers are numbers, heads are frozen.
func TestReportAsWorkbook(t *testing.T) {
	b := book(t, pagetest.New(), "region=South", "de")
	f := opened(t, workbook(t, b))
	sheets := f.GetSheetList()
	for _, want := range []string{"Auf einen Blick", "Definitionen und Filter", "Filter und Stand", "Eskalationsquote nach Kategorie"} {
		if !slices.Contains(sheets, want) {
			t.Errorf("no sheet %q among %q", want, sheets)
		}
	}
	charts := 0
	for _, name := range sheets {
		panes, err := f.GetPanes(name)
		if err != nil || !panes.Freeze || panes.YSplit != 1 {
			t.Errorf("%s: the head is not frozen: %+v, %v", name, panes, err)
		}
	}
	f.Pkg.Range(func(key, _ any) bool {
		if strings.HasPrefix(key.(string), "xl/charts/chart") {
			charts++
		}
		return true
	})
	if charts < 15 {
		t.Errorf("%d charts", charts)
	}
	for row := 2; row <= 6; row++ {
		at := "B" + strconv.Itoa(row)
		kind, err := f.GetCellType("Auf einen Blick", at)
		if err != nil {
			t.Fatal(err)
		}
		if raw, err := f.GetCellValue("Auf einen Blick", at, excelize.Options{RawCellValue: true}); err != nil || raw != "" && kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
			t.Errorf("%s holds %q as %v: %v", at, raw, kind, err)
		}
	}
	h, value := b.Heads[0], "B2"
	raw, err := f.GetCellValue("Auf einen Blick", value, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	if v, err := strconv.ParseFloat(raw, 64); err != nil || h.Number == nil || math.Abs(v-*h.Number) > 1e-14 { // workbooks hold 15 digits
		t.Errorf("%s is %q in the workbook, %v in the report", h.ID, raw, *h.Number)
	}
}

// Text that looks like a formula stays text, and no name breaks the workbook.
func TestWorkbookWithHostileNames(t *testing.T) {
	f := opened(t, workbook(t, book(t, hostile(), "", "en")))
	texts := 0
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, text := range row {
				at, err := excelize.CoordinatesToCellName(c+1, r+1)
				if err != nil {
					t.Fatal(err)
				}
				if formula, err := f.GetCellFormula(name, at); err != nil || formula != "" {
					t.Errorf("%s %s: the formula %q, %v", name, at, formula, err)
				}
				if strings.HasPrefix(text, "=") {
					texts++
				}
			}
		}
	}
	if texts == 0 {
		t.Error("no name that looks like a formula was met")
	}
}

// LibreOffice, another program than the one that wrote it, opens the workbook without a word and reads the same numbers.
func TestWorkbookInLibreOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("LibreOffice takes its time: not with -short")
	}
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed (Debian: apt install libreoffice-calc-nogui), so the workbook is not opened in it")
	}
	folder := t.TempDir()
	b := book(t, pagetest.New(), "", "en")
	if err := os.WriteFile(filepath.Join(folder, "report.xlsx"), workbook(t, b), 0o600); err != nil {
		t.Fatal(err)
	}
	// Every sheet becomes a file of its own (12th token of the filter: -1).
	run := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+folder+"/profile", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "--outdir", folder, filepath.Join(folder, "report.xlsx"))
	said, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	written, err := filepath.Glob(filepath.Join(folder, "report-*.csv"))
	if err != nil || len(written) < 20 {
		t.Fatalf("%d sheets: %s", len(written), said)
	}
	content, err := os.ReadFile(filepath.Join(folder, "report-At a glance.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if text := string(content); !strings.Contains(text, b.Heads[0].Name) || strings.Contains(text, "#REF") || strings.Contains(text, "Err:") {
		t.Errorf("it reads %s", text)
	}
}
