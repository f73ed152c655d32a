package reader

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestJSONLinesGood(t *testing.T) {
	q := conn(t)
	deep := strings.Repeat("[", 5000) + strings.Repeat("]", 5000)
	for _, test := range []struct {
		name, content string
		columns, rows []string
	}{
		{"one key", "{\"a\":1}\n{\"a\":\"x\"}", []string{"a"}, []string{"1", "x"}},
		{"keys of all lines", "{\"b\":1}\n{}\n{\"a\":true,\"b\":null}\n", []string{"b", "a"}, []string{"1|∅", "∅|∅", "∅|true"}},
		{"values", `{"i":12345678901234567890123,"f":1.25,"s":"","n":null,"o":{"x":[1,"é"]},"l":[]}`, []string{"i", "f", "s", "n", "o", "l"},
			[]string{`12345678901234567890123|1.25||∅|{"x":[1,"é"]}|[]`}},
		{"escapes", `{"a\"b":"\u00e9\n\ud83d\ude00\\","it's":"a'b","\u0041":"A"}`, []string{`a"b`, "it's", "A"}, []string{"é\n😀\\|a'b|A"}},
		{"one key spelled twice", "{\"\\u0041\":1}\n{\"A\":2}\n", []string{"A"}, []string{"1", "2"}},
		{"keys inside do not count", `{"a":{"b":{"c":"}"}},"d":["{",{"e":"\""}]}`, []string{"a", "d"}, []string{`{"b":{"c":"}"}}|["{",{"e":"\""}]`}},
		{"blanks and empty lines", "\n  {\"a\" : 1 , \"b\" :\t[ 1, 2 ] }\r\n\n\t\r\n{\"a\":\r2}\n\n", []string{"a", "b"}, []string{"1|[1,2]", "2|∅"}},
		{"windows line ends", "{\"a\":1}\r\n{\"a\":2}\r\n", []string{"a"}, []string{"1", "2"}},
		{"key trimmed", `{" a ":1}`, []string{"a"}, []string{"1"}},
		{"mark", "\ufeff{\"a\":1}\n", []string{"a"}, []string{"1"}},
		{"utf-16", recode(t, "utf-16be", "{\"ä\":\"ö\"}\n"), []string{"ä"}, []string{"ö"}},
		{"latin-1", recode(t, "latin-1", "{\"ä\":\"ö\"}\n{\"a\":\"Zoë\"}\n"), []string{"ä", "a"}, []string{"ö|∅", "∅|Zoë"}},
		{"deep", `{"a":` + deep + `}`, []string{"a"}, []string{deep}},
		{"huge numbers", `{"a":1e400,"b":-0,"c":1E-400}`, []string{"a", "b", "c"}, []string{"1e400|0|0.0"}},
		{"a struct does not hide a key of the same name", `{"s":{"a":1},"a":2,"line":3}`, []string{"s", "a", "line"}, []string{`{"a":1}|2|3`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := load(t, q, write(t, "a.jsonl", test.content), Options{TempDir: t.TempDir()})
			if got.err != nil {
				t.Fatal(got.err)
			}
			if diff := cmp.Diff(test.columns, got.src.Columns); diff != "" {
				t.Errorf("columns (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.rows, got.rows); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			if len(got.rejects) > 0 {
				t.Errorf("rejects %+v", got.rejects)
			}
		})
	}
}

func TestJSONLinesRejects(t *testing.T) {
	q := conn(t)
	content := strings.Join([]string{
		`{"a":1}`,
		`{"a":`,
		``,
		`{"a":2,}`,
		`5`,
		`["a"]`,
		`{"a":1,"a":2}`,
		`{"a":"\ud800x"}`,
		`{"a":"x` + "\x1f" + `y"}`,
		`{"":1}`,
		`{"a":"é"}`,
		"{\"a\":\"\xff\"}",
		`{"a":"` + strings.Repeat("x", 500) + `"}`,
		`{"a":"\u0000"}`,
		`{"a":3} {"a":4}`,
		`{"a":9}`,
	}, "\n")
	got := load(t, q, write(t, "a.jsonl", content), Options{MaxRecord: 300})
	want := []Reject{
		{2, 2, "", `{"a":`, "the line is not valid JSON: it ends before the object does; write one complete object on each line"},
		{3, 4, "", `{"a":2,}`, "the line is not valid JSON from character 8 on; write one complete object on it"},
		{4, 5, "", `5`, "the line is JSON but no object; write it as {\"column\": value, ...}"},
		{5, 6, "", `["a"]`, "the line is JSON but no object; write it as {\"column\": value, ...}"},
		{6, 7, "a", `{"a":1,"a":2}`, "the object has this key twice; one of the two must go"},
		{7, 8, "", `{"a":"\ud800x"}`, "a \\uD800 to \\uDFFF escape stands without its other half; write the character itself"},
		{8, 9, "", `{"a":"x` + "\x1f" + `y"}`, "the line is not valid JSON from character 8 on; write one complete object on it"},
		{9, 10, "", `{"":1}`, "a key is empty or contains a NUL character; give every value a name"},
		{11, 12, "", "{\"a\":\"\uFFFD\"}", "the line is not UTF-8 as the rest of the file is; save the whole file in one encoding"},
		{12, 13, "", `{"a":"` + strings.Repeat("x", 500) + `"}`, "the record is 508 bytes long and the limit is 300 bytes; only its beginning was kept"},
		{13, 14, "", `{"a":"\u0000"}`, "a NUL character, which no text has, stands in a value; export the line again"},
		{14, 15, "", `{"a":3} {"a":4}`, "the line is not valid JSON from character 9 on; write one complete object on it"},
	}
	if diff := cmp.Diff(want, got.rejects); diff != "" {
		t.Errorf("rejects (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"1", "é", "9"}, got.rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

func TestJSONLinesManyKeys(t *testing.T) {
	q := conn(t)
	var b strings.Builder
	b.WriteString(`{"k":0`)
	for i := range 1000 {
		fmt.Fprintf(&b, `,"k%d":%d`, i, i)
	}
	b.WriteString("}\n")
	path := write(t, "a.jsonl", b.String()+b.String())
	if got := load(t, q, path, Options{}); got.err != nil || len(got.src.Columns) != 1001 || len(got.rows) != 2 {
		t.Errorf("error %v, want 1001 columns and 2 rows", got.err)
	}
	got := load(t, q, path, Options{MaxColumns: 20})
	if want := "a.jsonl:1: there are more than 20 different keys; every one would be a column, export fewer"; message(got.err, path) != want {
		t.Errorf("got %v, want %s", got.err, want)
	}
}
