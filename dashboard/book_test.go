package dashboard_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
	"tiermix/dashboard/report"
	"tiermix/dashboard/state"
	"tiermix/dashboard/vector"
	"tiermix/model/access"
	"tiermix/model/brand"
	"tiermix/model/kpi/listing"
)

// book is the report of an address about a desk, its charts drawn.
func book(t *testing.T, desk *pagetest.Desk, address, lang string) report.Book {
	t.Helper()
	d, err := dashboard.New(desk, dashboard.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	values, err := url.ParseQuery(address)
	if err != nil {
		t.Fatal(err)
	}
	st, problems := state.Parse(values, desk.State.First, desk.State.Last)
	if len(problems) > 0 {
		t.Fatalf("%v", problems)
	}
	b, err := d.Report(t.Context(), access.Visitor{Owner: true}, st, lang)
	if err != nil {
		t.Fatal(err)
	}
	engine, err := vector.New()
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Draw(t.Context(), engine); err != nil {
		t.Fatal(err)
	}
	return b
}

// read is the text of a PDF as pdftotext, a program of its own, finds it.
func read(t *testing.T, content []byte) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed (Debian: apt install poppler-utils), so what the PDF says is not read")
	}
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command(tool, "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(string(text))), " ")
}

func pdf(t *testing.T, b report.Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := b.PDF(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Every headline figure, every title and every filter stands in the PDF, in both languages.
func TestReportAsPDF(t *testing.T) {
	for lang, want := range map[string][]string{
		"en": {"Support report", "Filter: Region: South", "Compared with", "page 1 of", "Definitions and filters"},
		"de": {"Supportbericht", "Filter: Region: South", "Verglichen mit", "Seite 1 von", "Definitionen und Filter"},
	} {
		t.Run(lang, func(t *testing.T) {
			b := book(t, pagetest.New(), "region=South", lang)
			if len(b.Heads) != 5 || len(b.Chapters) != 6 {
				t.Fatalf("%d headline figures, %d chapters", len(b.Heads), len(b.Chapters))
			}
			text := read(t, pdf(t, b))
			for _, h := range b.Heads {
				want = append(want, h.Name, h.Value)
			}
			for _, c := range b.Chapters {
				want = append(want, c.Title)
				for _, card := range c.Cards {
					if card.Problem != "" {
						t.Errorf("%s: %s", card.ID, card.Problem)
					}
					want = append(want, card.Title)
				}
			}
			for _, words := range want {
				if words = strings.Join(strings.Fields(words), " "); !strings.Contains(text, words) {
					t.Errorf("no %q in the PDF", words)
				}
			}
		})
	}
}

// What the report says is what the figures of the registry say, to the digit shown.
func TestReportSaysTheFigures(t *testing.T) {
	b := book(t, pagetest.New(), "", "en")
	for _, h := range b.Heads {
		for _, f := range b.Answer.Figures {
			if f.ID == h.ID && h.Available && (f.Value == nil || !strings.HasPrefix(h.Value, b.L.Value(f.Unit, f.Value))) {
				t.Errorf("%s: the first page says %s, the figure is %v", h.ID, h.Value, f.Value)
			}
		}
	}
	var out bytes.Buffer
	if err := b.JSON(&out); err != nil {
		t.Fatal(err)
	}
	var said struct {
		Headlines []struct{ ID, Value string }
		KPIs      []listing.Figure
	}
	if err := json.Unmarshal(out.Bytes(), &said); err != nil {
		t.Fatal(err)
	}
	if len(said.Headlines) != 5 || len(said.KPIs) != len(b.Answer.Figures) || said.KPIs[0].Definition == "" || said.Headlines[0].Value != b.Heads[0].Value {
		t.Errorf("JSON has %d headlines and %d figures", len(said.Headlines), len(said.KPIs))
	}
}

// The page of HTML needs nothing else, and has every chart as a drawing.
func TestReportAsHTML(t *testing.T) {
	b := book(t, pagetest.New(), "", "de")
	var out bytes.Buffer
	if err := b.HTML(&out); err != nil {
		t.Fatal(err)
	}
	root := pagetest.Parse(t, out.String())
	if drawn := len(pagetest.Find(root, "article.card")); drawn < 20 || strings.Count(out.String(), `role="img"`) != len(b.Pictures) {
		t.Errorf("%d cards, %d drawings of %d", drawn, strings.Count(out.String(), `role="img"`), len(b.Pictures))
	}
	for _, foreign := range []string{"<script", "src=\"http", "url(http", "<link"} {
		if strings.Contains(out.String(), foreign) {
			t.Errorf("it has %s", foreign)
		}
	}
}

// A desk's logo and colour stand in its reports, whatever kind of picture it is.
func TestReportWithBrand(t *testing.T) {
	img := image.NewNRGBA64(image.Rect(0, 0, 60, 20)) // 16 bits a colour
	var asPNG, asJPEG bytes.Buffer
	if err := errors.Join(png.Encode(&asPNG, img), jpeg.Encode(&asJPEG, img, nil)); err != nil {
		t.Fatal(err)
	}
	for kind, logo := range map[string][]byte{"png": asPNG.Bytes(), "jpeg": asJPEG.Bytes()} {
		desk := pagetest.New()
		desk.Look = brand.Brand{Accent: "#8a2be2", Logo: logo}
		b := book(t, desk, "", "en")
		if content := pdf(t, b); !bytes.Contains(content, []byte("/Subtype /Image")) {
			t.Errorf("%s: there is no picture in the PDF", kind)
		}
		var out bytes.Buffer
		if err := b.HTML(&out); err != nil {
			t.Fatal(err)
		}
		if text := out.String(); !strings.Contains(text, `src="data:image/`+kind) || !strings.Contains(text, "--accent:#8a2be2") {
			t.Errorf("%s: logo or colour is not in the page", kind)
		}
	}
}

// Names from the data that would break a page, a drawing or a font stay text, and the document stays whole.
func TestReportWithHostileNames(t *testing.T) {
	b := book(t, hostile(), "", "en")
	var out bytes.Buffer
	if err := b.HTML(&out); err != nil {
		t.Fatal(err)
	}
	pagetest.Parse(t, out.String())
	if text := out.String(); strings.Contains(text, "<img onerror") || strings.Contains(text, "</script>") {
		t.Error("a name from the data became markup")
	}
	if text := read(t, pdf(t, b)); !strings.Contains(text, "U+") || !strings.Contains(text, "Definitions and filters") {
		t.Error("the PDF does not say which signs its font lacks")
	}
}
