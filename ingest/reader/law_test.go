package reader

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Whatever stands behind a header, DuckDB on the file itself and on a cleaned copy see the same rows and rejects.
func TestBothWaysAgreeOnAnyText(t *testing.T) {
	q := conn(t)
	pieces := rapid.SliceOfN(rapid.SampledFrom([]string{"1", "bc", ",", ",", ",", "\n", "\n", "\r\n", "\r", `"`, `"`, `""`, `","`, "\"\n", " ", "\t", ";", `\`, "#", "é", "\\N", "NULL"}), 0, 40)
	headers := rapid.SampledFrom([]string{"a,b\n", "a,b\r\n", "a\n", "a,b,c\n", "\"a\",b\n", "", "\ufeffa,b\n", "a;b\n", "a\r"})
	path := filepath.Join(t.TempDir(), "a.csv")
	rapid.Check(t, func(r *rapid.T) {
		content := headers.Draw(r, "header") + strings.Join(pieces.Draw(r, "pieces"), "")
		if wrong := check(t, q, path, []byte(content)); wrong != "" {
			r.Fatalf("%q: %s", content, wrong)
		}
	})
}

// What a CSV writer wrote comes back field by field, with the record number as its position.
func TestWrittenRowsComeBack(t *testing.T) {
	q := conn(t)
	field := rapid.StringOf(rapid.SampledFrom([]rune("ab,;\"\n\té€ '")))
	rapid.Check(t, func(r *rapid.T) {
		rows := rapid.SliceOfN(rapid.SliceOfN(field, 3, 3), 0, 20).Draw(r, "rows")
		var b strings.Builder
		w := csv.NewWriter(&b)
		w.UseCRLF = rapid.Bool().Draw(r, "crlf")
		var want []string
		for i, row := range append([][]string{{"id", "x", "y"}}, rows...) {
			if i > 0 {
				row[0] = fmt.Sprint(i)
				want = append(want, strings.Join([]string{row[0], orNull(row[1], w.UseCRLF), orNull(row[2], w.UseCRLF)}, "|"))
			}
			if err := w.Write(row); err != nil {
				r.Fatal(err)
			}
		}
		w.Flush()
		got := load(t, q, write(t, "a.csv", b.String()), Options{Delimiter: ","})
		if diff := cmp.Diff(want, got.rows); diff != "" {
			r.Fatalf("rows (-want +got):\n%s", diff)
		}
	})
}

// orNull is a field as it comes back: empty ones as NULL, line ends as the writer writes them.
func orNull(field string, crlf bool) string {
	if field == "" {
		return "∅"
	}
	if crlf {
		return strings.ReplaceAll(field, "\n", "\r\n")
	}
	return field
}

// Texts in JSON lines come back as they are, in order, absent ones as NULL, in any spelling of the escapes.
func TestJSONTextsComeBack(t *testing.T) {
	q := conn(t)
	text := rapid.StringOf(rapid.SampledFrom([]rune("ab\"\\\n\r\t{}[],:é€😀<& ")))
	path := filepath.Join(t.TempDir(), "a.jsonl")
	rapid.Check(t, func(r *rapid.T) {
		var b strings.Builder
		b.WriteString("{\"k1\":\"\",\"k2\":\"\"}\n")
		want := []string{"|"}
		lines := rapid.SliceOfN(rapid.MapOf(rapid.SampledFrom([]string{"k1", "k2"}), text), 0, 10).Draw(r, "lines")
		for _, line := range lines {
			encoder := json.NewEncoder(&b)
			encoder.SetEscapeHTML(rapid.Bool().Draw(r, "escape"))
			if err := encoder.Encode(line); err != nil {
				r.Fatal(err)
			}
			want = append(want, valueOr(line, "k1")+"|"+valueOr(line, "k2"))
		}
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			r.Fatal(err)
		}
		if diff := cmp.Diff(want, load(t, q, path, Options{TempDir: filepath.Dir(path)}).rows); diff != "" {
			r.Fatalf("%s(-want +got):\n%s", b.String(), diff)
		}
	})
}

// valueOr is the value of a key, or the sign for NULL.
func valueOr(m map[string]string, key string) string {
	if v, ok := m[key]; ok {
		return v
	}
	return "∅"
}

// Attributes of XES events come back under their keys, those of the case on each of its events.
func TestXESAttributesComeBack(t *testing.T) {
	q := conn(t)
	text := rapid.StringOf(rapid.SampledFrom([]rune("ab,;\"'\n\t<>&é€ ")))
	path := filepath.Join(t.TempDir(), "a.xes")
	rapid.Check(t, func(r *rapid.T) {
		var b strings.Builder
		var want []string
		b.WriteString(`<log><trace><event><string key="x" value="0"/><string key="y" value="0"/></event></trace>`)
		for i, events := range rapid.SliceOfN(rapid.SliceOfN(rapid.MapOf(rapid.SampledFrom([]string{"x", "y"}), text), 0, 4), 0, 4).Draw(r, "cases") {
			fmt.Fprintf(&b, `<trace><int key="n" value="%d"/>`, i)
			for _, event := range events {
				b.WriteString("<event>" + xesAttribute(r, event, "x") + xesAttribute(r, event, "y") + "</event>\n")
				want = append(want, fmt.Sprintf("%s|%s|%d", notEmpty(event["x"]), notEmpty(event["y"]), i))
			}
			b.WriteString("</trace>")
		}
		b.WriteString("</log>")
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			r.Fatal(err)
		}
		got := load(t, q, path, Options{TempDir: filepath.Dir(path)})
		if got.err != nil || len(got.rows) != len(want)+1 {
			r.Fatalf("error %v, %d rows, want %d", got.err, len(got.rows), len(want)+1)
		}
		if diff := cmp.Diff(want, append([]string(nil), got.rows[1:]...)); diff != "" && len(want) > 0 {
			r.Fatalf("%s(-want +got):\n%s", b.String(), diff)
		}
	})
}

func xesAttribute(r *rapid.T, event map[string]string, key string) string {
	value, ok := event[key]
	if !ok {
		return ""
	}
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(value)); err != nil {
		r.Fatal(err)
	}
	return `<string key="` + key + `" value="` + b.String() + `"/>`
}

func notEmpty(text string) string {
	if text == "" {
		return "∅"
	}
	return text
}

// However a text is cut into blocks, the scanner finds the same records.
func TestScannerDoesNotSeeBlocks(t *testing.T) {
	pieces := rapid.SliceOfN(rapid.SampledFrom([]string{"1", ",", "\n", "\r\n", "\r", `"`, `""`, " ", "xyz"}), 0, 40)
	rapid.Check(t, func(r *rapid.T) {
		content := strings.Join(pieces.Draw(r, "pieces"), "")
		limit := rapid.IntRange(3, 50).Draw(r, "limit")
		whole := scanned(t, newScanner(strings.NewReader(content), limit, ',', true))
		small := newScanner(&dribble{content, rapid.IntRange(1, 5).Draw(r, "block")}, limit, ',', true)
		small.buf = make([]byte, 8)
		if diff := cmp.Diff(whole, scanned(t, small)); diff != "" {
			r.Fatalf("%q with limit %d, at once (-) and in blocks (+):\n%s", content, limit, diff)
		}
	})
}

// dribble gives a text a few bytes at a time.
type dribble struct {
	text  string
	block int
}

func (d *dribble) Read(p []byte) (int, error) {
	n := copy(p, d.text[:min(d.block, len(d.text))])
	d.text = d.text[n:]
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// scanned is what the records are, without what depends on the blocks: whether all of the buffer was ASCII, and the
// beginning that is kept of a record that is too long.
func scanned(t *testing.T, s *scanner) []string {
	t.Helper()
	var out []string
	for {
		rec, err := s.next()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		if rec.size > int64(s.limit) {
			rec.raw = nil
		}
		rec.pure = false
		out = append(out, fmt.Sprintf("%q %+v", rec.raw, rec))
	}
}
