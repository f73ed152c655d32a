package reader

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// check opens and stages content: Open fails with an *Error or every record is a row or a reject, and both ways of
// reading, DuckDB on the file itself and on a cleaned copy, agree. It returns what is wrong.
func check(t testing.TB, q Querier, path string, content []byte) string {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	opts := Options{TempDir: filepath.Dir(path), MaxRecord: 4096, MaxColumns: 50}
	first := load(t, q, path, opts)
	opts.copied = true
	second := load(t, q, path, opts)
	var known *Error
	switch {
	case first.err != nil && (!errors.As(first.err, &known) || strings.Contains(first.err.Error(), "\n")):
		return fmt.Sprintf("error of the file: %v", first.err)
	case (first.err == nil) != (second.err == nil):
		return fmt.Sprintf("error of the file: %v, of its copy: %v", first.err, second.err)
	}
	for _, r := range first.rejects {
		if r.Record < 1 || r.Record > first.src.Records || r.Line < 1 || r.Reason == "" {
			return fmt.Sprintf("reject %+v of %d records", r, first.src.Records)
		}
	}
	return cmp.Diff(first.rows, second.rows) + cmp.Diff(first.rejects, second.rejects)
}

func FuzzCSV(f *testing.F) {
	for _, seed := range []string{
		"id,name\n1,a\n", "id;name\r\n1;\"a\r\nb\"\r\n\r\n", "id\tname\r1\t\"a\"\r", "a\n\n\"\"\n\"x", "sep=;\na;b\n1;\"\"\"\"\n",
		"id,name\n1, \"a\" \n2,\"b\"c\n3,d\"e\n", "id,name\n1,\xff\n2,\xc3\xa9\n", "\xef\xbb\xbfa,b\n,\n", "\xff\xfea\x00,\x00b\x00\n\x00",
		"a,b\n1\n1,2,3\n\x00,2\n", "a,b\n1,\\N\n#,--\n", "a,b\n\"1\",\"2\"\n \n",
	} {
		f.Add([]byte(seed))
	}
	q := conn(f)
	f.Fuzz(func(t *testing.T, content []byte) {
		if wrong := check(t, q, filepath.Join(t.TempDir(), "a.csv"), content); wrong != "" {
			t.Error(wrong)
		}
	})
}

func FuzzJSONLines(f *testing.F) {
	for _, seed := range []string{
		"{\"a\":1}\n", "{\"a\":{\"b\":[1,\"}\"]},\"c\":null}\r\n\n{}\n", "{\"a\":\"\\ud83d\\ude00\\u0000\"}\n", "{\"\\\"\":\"\\\\\"}\n{\"a\":",
		"{\"a\":1e999,\"b\":-0.0,\"c\":123456789012345678901234567890}", "{\"a\":\"\xe9\"}\n", " { \"a\" : true } \n[1]\n5\n", "{\"A\":1}\n{\"b\":2,\"b\":3}\n",
	} {
		f.Add([]byte(seed))
	}
	q := conn(f)
	f.Fuzz(func(t *testing.T, content []byte) {
		if wrong := check(t, q, filepath.Join(t.TempDir(), "a.jsonl"), content); wrong != "" {
			t.Error(wrong)
		}
	})
}

func FuzzXES(f *testing.F) {
	for _, seed := range []string{
		xesLog(2), bomb, "<log><trace><event/></trace></log>", `<log><event><int key="a" value="1"/><int key="a" value="2"/></event></log>`,
		"<log><trace><string key=\"k\" value=\"&lt;&#10;&quot;,\"/><event><list key=\"l\"><values/></list></event><event><string key=\"b\" value=\"\"/></event></trace></log>",
		`<?xml version="1.0" encoding="ISO-8859-1"?><log><trace><event><string key="n" value="` + "\xeb" + `"/></event></trace></log>`,
	} {
		f.Add([]byte(seed))
	}
	q := conn(f)
	f.Fuzz(func(t *testing.T, content []byte) {
		if wrong := check(t, q, filepath.Join(t.TempDir(), "a.xes"), content); wrong != "" {
			t.Error(wrong)
		}
	})
}
