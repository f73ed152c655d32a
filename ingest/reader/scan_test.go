package reader

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// seen is what a test wants to know of a record.
type seen struct {
	Raw     string
	Line    int64
	Lines   int64
	Fields  int
	End     lineEnd
	Regular bool
	Damage  damage
}

func allSeen(t *testing.T, s *scanner) []seen {
	t.Helper()
	var out []seen
	err := s.each(context.Background(), func(r *record) error {
		out = append(out, seen{string(r.raw), r.line, r.lines, r.fields, r.end, r.regular, r.damage})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestScanner(t *testing.T) {
	for _, test := range []struct {
		name, content string
		want          []seen
	}{
		{"nothing", "", nil},
		{"one line end", "\n", []seen{{"", 1, 1, 1, lf, true, sound}}},
		{"no line end", "a,b", []seen{{"a,b", 1, 1, 2, endOfFile, true, sound}}},
		{"lines", "a,b\r\n,\n", []seen{{"a,b", 1, 1, 2, crlf, true, sound}, {",", 2, 1, 2, lf, true, sound}}},
		{"quotes", "\"a,b\",\"\"\n\"\n\n\",c\nd", []seen{{`"a,b",""`, 1, 1, 2, lf, true, sound}, {"\"\n\n\",c", 2, 3, 2, lf, true, sound}, {"d", 5, 1, 1, endOfFile, true, sound}}},
		{"doubled quotes", `"a"","",b"` + "\n", []seen{{`"a"","",b"`, 1, 1, 1, lf, true, sound}}},
		{"a quote in a plain field", "a\"b,c\n", []seen{{`a"b,c`, 1, 1, 2, lf, false, sound}}},
		{"blanks around quotes", " \"a,b\" ,c\n", []seen{{` "a,b" ,c`, 1, 1, 2, lf, false, sound}}},
		{"blanks alone", "  ,\t\n", []seen{{"  ,\t", 1, 1, 2, lf, true, sound}}},
		{"text behind quotes", "\"a\"b,c\nd\n", []seen{{`"a"b,c`, 1, 1, 2, lf, false, strayText}, {"d", 2, 1, 1, lf, true, sound}}},
		{"text and blank behind quotes", "\"a\" b,c\n", []seen{{`"a" b,c`, 1, 1, 2, lf, false, strayText}}},
		{"never closed", "a\n\"b\nc\n", []seen{{"a", 1, 1, 1, lf, true, sound}, {"\"b\nc\n", 2, 2, 1, endOfFile, false, openQuote}}},
		{"too long", "a\n" + strings.Repeat("x", 30) + "\nb\n", []seen{{"a", 1, 1, 1, lf, true, sound}, {strings.Repeat("x", 30), 2, 1, 1, lf, false, tooLong}, {"b", 3, 1, 1, lf, true, sound}}},
		{"exactly long enough", strings.Repeat("x", 20) + "\r\nb", []seen{{strings.Repeat("x", 20), 1, 1, 1, crlf, true, sound}, {"b", 2, 1, 1, endOfFile, true, sound}}},
		{"old Macintosh", "a\rb\r\rc", []seen{{"a", 1, 1, 1, cr, true, sound}, {"b", 2, 1, 1, cr, true, sound}, {"", 3, 1, 1, cr, true, sound}, {"c", 4, 1, 1, endOfFile, true, sound}}},
		{"carriage return in a line", "a\nb\rc\n", []seen{{"a", 1, 1, 1, lf, true, sound}, {"b\rc", 2, 1, 1, lf, false, sound}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := allSeen(t, newScanner(strings.NewReader(test.content), 20, ',', true))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("at once (-want +got):\n%s", diff)
			}
			got = allSeen(t, newScanner(iotest.OneByteReader(strings.NewReader(test.content)), 1000, ',', true))
			if diff := cmp.Diff(test.want, got); diff != "" && test.name != "too long" {
				t.Errorf("byte by byte (-want +got):\n%s", diff)
			}
		})
	}
}

func TestScannerOfLinesKnowsNoQuotes(t *testing.T) {
	got := allSeen(t, newScanner(strings.NewReader("\"a\n\",b\n"), 20, 0, false))
	want := []seen{{`"a`, 1, 1, 1, lf, true, sound}, {`",b`, 2, 1, 1, lf, true, sound}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestScannerMemoryIsBounded(t *testing.T) {
	const limit = 1 << 20
	for _, start := range []string{"", `"`} {
		endless := io.LimitReader(xs{}, 64<<20)
		s := newScanner(io.MultiReader(strings.NewReader("a,b\n"+start), endless), limit, ',', true)
		records := allSeen(t, s)
		if len(records) != 2 || len(records[1].Raw) > 4*maxValue {
			t.Errorf("%d records, %d bytes kept of the long one", len(records), len(records[1].Raw))
		}
		if cap(s.buf) > 8*limit {
			t.Errorf("the buffer grew to %d bytes for a limit of %d", cap(s.buf), limit)
		}
	}
}

// xs is an endless text.
type xs struct{}

func (xs) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestScannerPassesErrorsOn(t *testing.T) {
	broken := errors.New("broken")
	s := newScanner(io.MultiReader(strings.NewReader("a\nb"), iotest.ErrReader(broken)), 100, ',', true)
	if rec, err := s.next(); err != nil || string(rec.raw) != "a" {
		t.Errorf("first record %q, %v", rec.raw, err)
	}
	for range 2 {
		if rec, err := s.next(); !errors.Is(err, broken) {
			t.Errorf("second record %q, error %v, want %v", rec.raw, err, broken)
		}
	}
}

func TestSplitFields(t *testing.T) {
	for raw, want := range map[string][]string{
		"":                 {""},
		"a":                {"a"},
		"a,":               {"a", ""},
		",,":               {"", "", ""},
		`"a,b",c`:          {"a,b", "c"},
		`"a""b","""",""`:   {`a"b`, `"`, ""},
		` "a, b" , c `:     {"a, b", " c "},
		`a"b,c`:            {`a"b`, "c"},
		"\"a\n,b\",\"\"":   {"a\n,b", ""},
		`"never`:           {"never"},
		`"a""b","c""d",""`: {`a"b`, `c"d`, ""},
	} {
		var got []string
		for _, f := range splitFields(nil, []byte(raw), ',') {
			got = append(got, string(f))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", raw, diff)
		}
	}
}

func TestRegularFields(t *testing.T) {
	for raw, want := range map[string]int{
		`"a"`: 1, `"a",b`: 2, `"a","b"`: 2, `a,"b",`: 3, `"",""`: 2, `"a,b"`: 1, `"a""b",c`: 2, `"a"""`: 1,
		`"a`: 0, `a"`: 0, `a,b"`: 0, `"a"b`: 0, ` "a"`: 0, `"a" `: 0, `a",b`: 0, `"a"""",b`: 0,
	} {
		if got := regularFields([]byte(raw), ','); got != want {
			t.Errorf("%s: got %d fields, want %d", raw, got, want)
		}
	}
}
