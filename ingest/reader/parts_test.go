package reader

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestDetect(t *testing.T) {
	for _, test := range []struct{ option, path, head, want string }{
		{"", "a.csv", "{", CSV},
		{"", "a.TSV.GZ", "a\tb", CSV},
		{"", "a.json", "{}", JSONL},
		{"", "a.ndjson.gz", "x", JSONL},
		{"", "a.xml", "<log>", XES},
		{"", "-", " \n{\"a\":1}", JSONL},
		{"", "-", "<?xml version", XES},
		{"", "-", "<log>", XES},
		{"", "-", "a,b", CSV},
		{"", "-", "PAR1\x00\x15", Parquet},
		{"", "a.csv", "PAR1,name\n", CSV},
		{"", "a.csv", "PAR1\x00\x15", Parquet},
		{"", "a.csv", "BZh,name\n", CSV},
		{JSONL, "a.csv", "{}", JSONL},
		{CSV, "-", "{}", CSV},
	} {
		if got, fault := detect(test.option, test.path, []byte(test.head)); got != test.want || fault != "" {
			t.Errorf("%s with %q as %q: got %q %s, want %q", test.path, test.head, test.option, got, fault, test.want)
		}
	}
}

func TestForeignFiles(t *testing.T) {
	for head, want := range map[string]string{
		"PK\x05\x06\x00":                       "empty ZIP",
		"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1":     "old Excel",
		"%PDF-1.7":                             "PDF",
		"BZh91AY\x00":                          "bzip2",
		"\x28\xB5\x2F\xFD\x04":                 "zstd",
		"\xFD7zXZ\x00\x00":                     "xz",
		"7z\xBC\xAF\x27\x1C\x00":               "7-Zip",
		"SQLite format 3\x00":                  "SQLite",
		"ARROW1\x00\x00":                       "Arrow",
		"\x01\x02\x03\x04\x05\x06\x07\x08DUCK": "DuckDB",
	} {
		if format, fault := detect("", "a.csv", []byte(head)); format != "" || !strings.Contains(fault, want) || !strings.HasSuffix(fault, knows) {
			t.Errorf("%q: format %q, %q; want a word on %s", head, format, fault, want)
		}
	}
}

func TestLooksUTF16(t *testing.T) {
	for head, want := range map[string]bool{
		"\xff\xfea\x00":                    true,
		"\xfe\xff\x00a":                    true,
		"\xff\xfe\x00\x00a\x00\x00\x00":    false,
		"i\x00d\x00,\x00n\x00":             true,
		"\x00i\x00d\x00,\x00n":             true,
		"id,name\n1":                       false,
		"a\x00":                            false,
		"\x7fELF\x02\x01\x01\x00\x00":      false,
		"\x00\x00\x00\x00\x00\x00\x00\x00": false,
	} {
		if got := looksUTF16([]byte(head)); got != want {
			t.Errorf("%q: got %v, want %v", head, got, want)
		}
	}
}

func TestMostFrequent(t *testing.T) {
	for header, want := range map[string]byte{
		"id": ',', "": ',', "a,b": ',', "a;b": ';', "a\tb": '\t', "a|b": '|', "a,b;c": ',', "a;b;c,d": ';',
		`"a;b;c;d",e`: ',', `"a""b;c",d`: ',', "a b c": ',',
	} {
		if got := mostFrequent([]byte(header)); got != want {
			t.Errorf("%s: got %q, want %q", header, got, want)
		}
	}
}

func TestTidyNames(t *testing.T) {
	got, err := tidyNames("f", 1, []string{" a ", "", "b\x00c", "\xff", "Ä"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a", "column 2", "bc", "\uFFFD", "Ä"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, err = tidyNames("f", 0, []string{"column 2", ""})
	if want := `f: the columns 1 and 2 are both called "column 2"; give each column a name of its own`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestQuoting(t *testing.T) {
	for got, want := range map[string]string{
		literal("it's"):            "'it''s'",
		identifier(`a "b"`):        `"a ""b"""`,
		quotePath("/a[1]/*?'.csv"): "'/a[[]1]/[*][?]''.csv'",
		lineSize(1000):             "",
		lineSize(2 << 20):          ", max_line_size = 2098176, buffer_size = 8392704",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestClip(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "a": "a", "\xff": "\uFFFD",
		strings.Repeat("ä", 1001): strings.Repeat("ä", 1000),
		strings.Repeat("😀", 1001): strings.Repeat("😀", 1000),
		strings.Repeat("x", 9999): strings.Repeat("x", 1000),
	} {
		if got := clip([]byte(in)); got != want {
			t.Errorf("%.10q of %d bytes: got %d bytes, want %d", in, len(in), len(got), len(want))
		}
	}
}

func TestBytesText(t *testing.T) {
	for n, want := range map[int64]string{0: "0 bytes", 1023: "1023 bytes", 1024: "1 KiB", 16 << 20: "16 MiB"} {
		if got := bytesText(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}

func TestErrorKeepsItsCause(t *testing.T) {
	cause := errors.New("cause")
	err := fmt.Errorf("import: %w", &Error{File: "a.csv", Line: 7, Text: "what", Err: cause})
	var known *Error
	if !errors.As(err, &known) || known.Line != 7 || !errors.Is(err, cause) || err.Error() != "import: a.csv:7: what" {
		t.Errorf("got %v", err)
	}
}

func TestSurrogates(t *testing.T) {
	for text, want := range map[string]bool{
		`"x"`: false, `"\u0041"`: false, `"\ud83d\ude00"`: false, `"\uD83D\uDE00x"`: false, `"\\ud800"`: false, `"\\\\ud800"`: false,
		`"\ud800"`: true, `"\udc00"`: true, `"\ud800x"`: true, `"\ud800\n"`: true, `"\ud83d\ude00\ude00"`: true, `"\\\ud800"`: true, `"\ud800\ud800\udc00"`: true,
	} {
		if got := loneSurrogate([]byte(text)); got != want {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}

func TestNulEscape(t *testing.T) {
	for text, want := range map[string]bool{`"\u0000"`: true, `"a\\\u0000"`: true, `"\\u0000"`: false, `"\u00000"`: true, `"\u0001"`: false, `"\n"`: false} {
		if got := nulEscape([]byte(text)); got != want {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}

// The keys of any object are those that Go's own decoder finds.
func TestObjectKeysAreThoseOfTheDecoder(t *testing.T) {
	text := rapid.StringOf(rapid.SampledFrom([]rune(`ab"\{}[],: é`)))
	value := rapid.OneOf(
		rapid.Map(text, func(s string) any { return s }),
		rapid.Map(rapid.SliceOfN(text, 0, 3), func(s []string) any { return s }),
		rapid.Map(rapid.MapOfN(text, rapid.Int(), 0, 3), func(m map[string]int) any { return m }),
		rapid.SampledFrom([]any{nil, true, 1.5, []any{}, map[string]any{}}),
	)
	rapid.Check(t, func(r *rapid.T) {
		object := rapid.MapOfN(text, value, 0, 6).Draw(r, "object")
		line, err := json.MarshalIndent(object, "", rapid.SampledFrom([]string{"", " ", "\t"}).Draw(r, "indent"))
		if err != nil {
			r.Fatal(err)
		}
		got := map[string]bool{}
		objectKeys(line, func(raw []byte) bool {
			var key string
			if err := json.Unmarshal([]byte(`"`+string(raw)+`"`), &key); err != nil {
				r.Fatalf("key %q of %s: %v", raw, line, err)
			}
			got[key] = true
			return true
		})
		for key := range object {
			if !got[key] || len(got) != len(object) {
				r.Fatalf("keys %v of %s", got, line)
			}
		}
	})
}

func TestSurveyTellsTheEncoding(t *testing.T) {
	for name, test := range map[string]struct {
		lines   []string
		windows bool
	}{
		"ASCII":                {[]string{"a", "b"}, false},
		"UTF-8":                {[]string{"ä", "b"}, false},
		"Latin-1":              {[]string{"\xe4", "b"}, true},
		"UTF-8 with damage":    {[]string{"ä", "\xe4", "ö"}, false},
		"Latin-1 like UTF-8":   {[]string{"\xe4", "Ã¤", "\xf6"}, true},
		"one of each is UTF-8": {[]string{"ä", "\xe4"}, false},
	} {
		v := survey{clean: true}
		for _, line := range test.lines {
			v.count(&record{raw: []byte(line), size: int64(len(line)), regular: true}, true)
		}
		if v.windows() != test.windows || v.records != int64(len(test.lines)) {
			t.Errorf("%s: Windows-1252 %v, %d records", name, v.windows(), v.records)
		}
	}
}

func TestASCII(t *testing.T) {
	for n := range 20 {
		b := []byte(strings.Repeat("a", n))
		if !ascii(b) {
			t.Errorf("%d letters are not ASCII", n)
		}
		for i := range b {
			b[i] = 0x80
			if ascii(b) {
				t.Errorf("byte %d of %d is missed", i, n)
			}
			b[i] = 'a'
		}
	}
}
