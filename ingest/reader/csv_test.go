package reader

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// recode is a text in another encoding.
func recode(t testing.TB, encoding, text string) string {
	t.Helper()
	var out string
	var err error
	switch encoding {
	case "utf-16le":
		out, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	case "utf-16be":
		out, err = unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(text)
	case "utf-16 without mark":
		out, err = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(text)
	case "latin-1":
		out, err = charmap.Windows1252.NewEncoder().String(text)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestCSVGood(t *testing.T) {
	q := conn(t)
	for _, test := range []struct {
		name, content string
		columns, rows []string
	}{
		{"header only", "id,name\n", []string{"id", "name"}, nil},
		{"header only, no line end", "id,name", []string{"id", "name"}, nil},
		{"one column", "id\n1\n2", []string{"id"}, []string{"1", "2"}},
		{"one column, empty lines", "id\n\n1\n\n2\n\n", []string{"id"}, []string{"1", "2"}},
		{"one column, quoted empty", "id\n\"\"\n2\n", []string{"id"}, []string{"∅", "2"}},
		{"semicolon", "id;name\n1;a,b\n", []string{"id", "name"}, []string{"1|a,b"}},
		{"tab", "id\tname\n1\ta,b\n", []string{"id", "name"}, []string{"1|a,b"}},
		{"bar", "id|name|x\n1|a|b\n", []string{"id", "name", "x"}, []string{"1|a|b"}},
		{"delimiter in a quoted name", "\"id, or key, or number\";name\n1;a\n", []string{"id, or key, or number", "name"}, []string{"1|a"}},
		{"sep line", "sep=;\nid;name\n1;a\n", []string{"id", "name"}, []string{"1|a"}},
		{"mark", "\ufeffid,name\n1,a\n", []string{"id", "name"}, []string{"1|a"}},
		{"mark and quotes", "\ufeff\"id\",name\n1,a\n", []string{"id", "name"}, []string{"1|a"}},
		{"mark, repaired", "\ufeffid,name\r1,a\r", []string{"id", "name"}, []string{"1|a"}},
		{"names trimmed", " id , name \n1, a \n", []string{"id", "name"}, []string{"1| a "}},
		{"names missing", ",name,\n1,a,b\n", []string{"column 1", "name", "column 3"}, []string{"1|a|b"}},
		{"names with quotes", "\"a\"\"b\",it's\n1,2\n", []string{`a"b`, "it's"}, []string{"1|2"}},
		{"name over two lines", "\"a\nb\",c\n1,2\n", []string{"a\nb", "c"}, []string{"1|2"}},
		{"carriage returns", "id,name\r1,a\r\r2,\"b\rc\"\r", []string{"id", "name"}, []string{"1|a", "2|b\rc"}},
		{"windows line ends", "id,name\r\n1,a\r\n2,\"b\r\nc\"\r\n", []string{"id", "name"}, []string{"1|a", "2|b\r\nc"}},
		{"mixed line ends", "id,name\r\n1,a\n2,\"b\"\r\n3,c", []string{"id", "name"}, []string{"1|a", "2|b", "3|c"}},
		{"carriage return in a field", "id,name\n1,a\rb\n", []string{"id", "name"}, []string{"1|a\rb"}},
		{"empty lines", "\n\nid,name\n\n1,a\n\n\n2,b\n\n\n", []string{"id", "name"}, []string{"1|a", "2|b"}},
		{"lines in quotes", "id,name\n1,\"a\n2,b\n\"\n3,\"c \"\"d\"\"\n\"\n", []string{"id", "name"}, []string{"1|a\n2,b\n", "3|c \"d\"\n"}},
		{"quotes in plain fields", "id,name\n1,5\" disk\n2,a\"b\"c\n", []string{"id", "name"}, []string{`1|5" disk`, `2|a"b"c`}},
		{"blanks around quotes", "id, name\n1, \"a, b\" \n2,\t\"c\"\n", []string{"id", "name"}, []string{"1|a, b", "2|c"}},
		{"empty fields", "id,name\n1,\n2,\"\"\n,\n", []string{"id", "name"}, []string{"1|∅", "2|∅", "∅|∅"}},
		{"backslash and hash", "id,name\n#1,a\\\n\\2,\"\\\"\n", []string{"id", "name"}, []string{`#1|a\`, `\2|\`}},
		{"utf-16le", recode(t, "utf-16le", "id,Prüfer\n1,Zoë €\n"), []string{"id", "Prüfer"}, []string{"1|Zoë €"}},
		{"utf-16be", recode(t, "utf-16be", "id,Prüfer\n1,Zoë €\n"), []string{"id", "Prüfer"}, []string{"1|Zoë €"}},
		{"utf-16 without mark", recode(t, "utf-16 without mark", "id,name\n1,Zoe\n"), []string{"id", "name"}, []string{"1|Zoe"}},
		{"latin-1", recode(t, "latin-1", "id,Prüfer\n1,Zoë\n2,5 €\n"), []string{"id", "Prüfer"}, []string{"1|Zoë", "2|5 €"}},
		{"latin-1 header", recode(t, "latin-1", "id,Prüfer\n1,a\n2,b\n"), []string{"id", "Prüfer"}, []string{"1|a", "2|b"}},
		{"latin-1 in quotes", recode(t, "latin-1", "id,name\r\n1,\"Zoë\r\nund \"\"Jörg\"\"\"\r\n"), []string{"id", "name"}, []string{"1|Zoë\r\nund \"Jörg\""}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := load(t, q, write(t, "a.csv", test.content), Options{TempDir: t.TempDir()})
			if got.err != nil {
				t.Fatal(got.err)
			}
			if diff := cmp.Diff(test.columns, got.src.Columns); diff != "" {
				t.Errorf("columns (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.rows, got.rows); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			if len(got.rejects) != 0 {
				t.Errorf("rejects %+v", got.rejects)
			}
		})
	}
}

func TestCSVRejects(t *testing.T) {
	q := conn(t)
	for _, test := range []struct {
		name, content string
		rows          []string
		rejects       []Reject
	}{
		{"too few fields", "id,name,at\n1,a,x\n2\n3,c,z\n", []string{"1|a|x", "3|c|z"}, []Reject{
			{2, 3, "name", "2", "the record has 1 of 3 fields; from name on all are missing"}}},
		{"too many fields", "id,name\n1,a\n2,b,c\n", []string{"1|a"}, []Reject{
			{2, 3, "", "2,b,c", "the record has 3 fields where the header has 2; put a field that contains ',' in quotes"}}},
		{"text behind a quote", "id,name\n1,\"a\"b\n2,c\n", []string{"2|c"}, []Reject{
			{1, 2, "name", `1,"a"b`, "there is text behind the closing quote on line 2; a quote inside a quoted field must be doubled"}}},
		{"text behind a quote, many lines", "id,name\n1,a\n2,\"x\n3,b\n4,\"c\"\n5,d\n", []string{"1|a", "5|d"}, []Reject{
			{2, 3, "name", "2,\"x\n3,b\n4,\"c\"", "there is text behind the closing quote on line 5; a quote inside a quoted field must be doubled (the record covers lines 3 to 5)"}}},
		{"quote never closed in the middle", "id,name,at\n1,a,x\n2,\"b,y\n3,c,z\n4,d,z\n", []string{"1|a|x"}, []Reject{
			{2, 3, "name", "2,\"b,y\n3,c,z\n4,d,z\n", "a quote that opens here on line 3 never closes, and everything after it up to the end of the file was swallowed (3 lines, 19 bytes); close the quote, or double it if it is meant as a character"}}},
		{"quote never closed in the last row", "id,name\n1,\"a\nb\"\n2,\"b", []string{"1|a\nb"}, []Reject{
			{2, 4, "name", "2,\"b", "a quote that opens here on line 4 never closes, and everything after it up to the end of the file was swallowed (1 line, 4 bytes); close the quote, or double it if it is meant as a character"}}},
		{"quote never closed after another in the record", "id,name,at\n1,\"a\nb\",\"c\n2", nil, []Reject{
			{1, 2, "at", "1,\"a\nb\",\"c\n2", "a quote that opens here on line 3 never closes, and everything after it up to the end of the file was swallowed (2 lines, 12 bytes); close the quote, or double it if it is meant as a character"}}},
		{"record numbers after many-line records", "id,name\n1,\"a\n\nb\"\n\n2,c\n3\n4,\"x\ny\"\n5\n", []string{"1|a\n\nb", "2|c", "4|x\ny"}, []Reject{
			{3, 7, "name", "3", "the record has 1 of 2 fields; from name on all are missing"},
			{5, 10, "name", "5", "the record has 1 of 2 fields; from name on all are missing"}}},
		{"NUL in a small file", "id,name\n1,a\n2,b\x00c\n3,d\n", []string{"1|a", "3|d"}, []Reject{
			{2, 3, "name", "2,b\x00c", "the record contains a NUL byte, which no text has; export it again"}}},
		{"NUL beside an accent", "id,name\n1,ä\n2,ä\x00\n3,d\n", []string{"1|ä", "3|d"}, []Reject{
			{2, 3, "name", "2,ä\x00", "the record contains a NUL byte, which no text has; export it again"}}},
		{"NUL", "id,name\n" + strings.Repeat("1,a\n", 2000) + "2,b\x00c\n", nil, []Reject{
			{2001, 2002, "name", "2,b\x00c", "the record contains a NUL byte, which no text has; export it again"}}},
		{"damaged UTF-8", "id,name\n1,Zoë\n2,Jö\xffrg\n3,Ørn\n", []string{"1|Zoë", "3|Ørn"}, []Reject{
			{2, 3, "name", "2,Jö\uFFFDrg", "byte 6 of the record, 0xFF, is not UTF-8 as the rest of the file is; save the whole file in one encoding"}}},
		{"blank line", "id,name\n  \n1,a\n", []string{"1|a"}, []Reject{
			{1, 2, "name", "  ", "the record has 1 of 2 fields; from name on all are missing"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := load(t, q, write(t, "a.csv", test.content), Options{TempDir: t.TempDir()})
			if got.err != nil {
				t.Fatal(got.err)
			}
			if diff := cmp.Diff(test.rejects, got.rejects); diff != "" {
				t.Errorf("rejects (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.rows, got.rows); diff != "" && len(got.rows) < 2000 {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCSVDelimiterIsGiven(t *testing.T) {
	q := conn(t)
	path := write(t, "a.csv", "id,x;name\n1,a;b\n")
	if got := load(t, q, path, Options{Delimiter: ";"}); got.rows[0] != "1,a|b" || got.src.Columns[0] != "id,x" {
		t.Errorf("rows %q of columns %q", got.rows, got.src.Columns)
	}
	path = write(t, "a.csv", "a:b\n1:2\n")
	if got := load(t, q, path, Options{Delimiter: ":"}); got.rows[0] != "1|2" {
		t.Errorf("rows %q", got.rows)
	}
	if got := load(t, q, path, Options{}); len(got.src.Columns) != 1 || got.rows[0] != "1:2" {
		t.Errorf("without the delimiter: rows %q of columns %q", got.rows, got.src.Columns)
	}
}

func TestThousandColumns(t *testing.T) {
	q := conn(t)
	names, values := make([]string, 1000), make([]string, 1000)
	for i := range names {
		names[i], values[i] = "c"+strings.Repeat("x", i%7)+string(rune('a'+i%26))+strings.Repeat("y", i/26), "v"
	}
	line := strings.Join(values, ",") + "\n"
	content := strings.Join(names, ",") + "\n" + line + line + "v,v\n"
	got := load(t, q, write(t, "wide.csv", content), Options{})
	if got.err != nil || len(got.rows) != 2 || len(got.src.Columns) != 1000 || len(got.rejects) != 1 {
		t.Fatalf("error %v, %d rows, %d columns, %d rejects; want 2, 1000, 1", got.err, len(got.rows), len(got.src.Columns), len(got.rejects))
	}
}

func TestHugeField(t *testing.T) {
	q := conn(t)
	const tooLongText = "the record is %s long and the limit is 16 MiB; only its beginning was kept"
	for _, test := range []struct {
		name, before, after string
		size                int
		rows                []string
		reason              string
	}{
		{"plain", "", "\n3,c\n", 100 << 20, []string{"1|a", "3|c"}, fmt.Sprintf(tooLongText, "100 MiB")},
		{"in quotes", `"`, "\n\"\n3,c\n", 20 << 20, []string{"1|a", "3|c"}, fmt.Sprintf(tooLongText, "20 MiB")},
		{"never ends", `"`, "", 20 << 20, []string{"1|a"}, "a quote that opens here on line 3 never closes, and everything after it up to the end of the file was swallowed (1 line, 20 MiB); close the quote, or double it if it is meant as a character"},
	} {
		t.Run(test.name, func(t *testing.T) {
			content := "id,name\n1,a\n2," + test.before + strings.Repeat("x", test.size) + test.after
			got := load(t, q, write(t, "a.csv", content), Options{TempDir: t.TempDir()})
			if got.err != nil || len(got.rejects) != 1 {
				t.Fatalf("error %v, rejects %d, want 1", got.err, len(got.rejects))
			}
			if diff := cmp.Diff(test.rows, got.rows); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			if r := got.rejects[0]; r.Record != 2 || r.Line != 3 || r.Reason != test.reason || len(r.Value) != maxValue {
				t.Errorf("reject %d of line %d with %d characters: %s\nwant %s", r.Record, r.Line, len(r.Value), r.Reason, test.reason)
			}
		})
	}
}

func TestLongButAllowedField(t *testing.T) {
	q := conn(t)
	field := strings.Repeat("y", 12<<20)
	for name, content := range map[string]string{
		"direct":   "id,name\n1,a\n2," + field + "\n3,c\n",
		"repaired": "id,name\n1,a\n2,\"" + field + "\" \n3,c\n",
	} {
		t.Run(name, func(t *testing.T) {
			got := load(t, q, write(t, "a.csv", content), Options{TempDir: t.TempDir()})
			if len(got.rows) != 3 || len(got.rows[1]) != len(field)+2 {
				t.Errorf("%d rows, want 3", len(got.rows))
			}
		})
	}
}

// DuckDB's threads lose their place where delimiters or line ends stand inside quotes, so one thread must read such a
// file; and where no line of it needs a closer look, DuckDB must read the file itself.
func TestHowDuckDBIsToRead(t *testing.T) {
	q := conn(t)
	for _, test := range []struct {
		name, content    string
		direct, parallel bool
	}{
		{"plain", "a,b\n1,2\n", true, true},
		{"quotes", "a,b\n\"1\",\"2 \"\"x\"\"\"\n", true, true},
		{"comma in quotes", "a,b\n\"1,5\",2\n", true, false},
		{"comma beside doubled quotes", "a,b\n\"1\"\",\"\"5\",2\n", true, false},
		{"line end in quotes", "a,b\n\"1\n5\",2\n", true, false},
		{"carriage return in quotes", "a,b\n\"1\r5\",2\n", true, false},
		{"one short record", "a,b\n1\n\"1,5\",2\n", false, true},
		{"one short record and a line end", "a,b\n1\n\"1\n5\",2\n", false, false},
	} {
		path := write(t, "a.csv", test.content)
		got := load(t, q, path, Options{})
		if got.err != nil {
			t.Fatal(got.err)
		}
		if direct := strings.Contains(got.src.From, path); direct != test.direct {
			t.Errorf("%s: DuckDB reads the file itself: %v, want %v", test.name, direct, test.direct)
		}
		if parallel := !strings.Contains(got.src.From, "parallel = false"); parallel != test.parallel {
			t.Errorf("%s: with several threads: %v, want %v", test.name, parallel, test.parallel)
		}
	}
}
