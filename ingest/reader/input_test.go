package reader

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// inputs are the same two records in every format.
func inputs(t *testing.T, q Querier) map[string]string {
	parquet, err := os.ReadFile(parquetFile(t, q, "select * from (values ('1', 'ä'), ('2', null)) v(id, name)"))
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"csv":     "id,name\n1,ä\n2,\n",
		"jsonl":   "{\"id\":1,\"name\":\"ä\"}\n{\"id\":2}\n",
		"xes":     `<log><trace><event><int key="id" value="1"/><string key="name" value="ä"/></event><event><int key="id" value="2"/></event></trace></log>`,
		"parquet": string(parquet),
	}
}

func TestEveryWayIn(t *testing.T) {
	q := conn(t)
	for format, content := range inputs(t, q) {
		for name, load := range map[string]func() result{
			"file": func() result { return load(t, q, write(t, "a."+format, content), Options{}) },
			"gzip": func() result { return load(t, q, write(t, "a."+format+".gz", zipped(t, content)), Options{}) },
			"two gzip members": func() result {
				return load(t, q, write(t, "a."+format+".gz", zipped(t, content[:9])+zipped(t, content[9:])), Options{})
			},
			"gzip without its name": func() result { return load(t, q, write(t, "a."+format, zipped(t, content)), Options{}) },
			"capitals":              func() result { return load(t, q, write(t, "A."+strings.ToUpper(format), content), Options{}) },
			"no extension":          func() result { return load(t, q, write(t, "a", content), Options{}) },
			"another extension":     func() result { return load(t, q, write(t, "a.log", content), Options{Format: format}) },
			"standard input":        func() result { return load(t, q, "-", Options{Stdin: strings.NewReader(content)}) },
			"standard input, gzip":  func() result { return load(t, q, "-", Options{Stdin: strings.NewReader(zipped(t, content))}) },
			"standard input, dribble": func() result {
				return load(t, q, "-", Options{Stdin: iotest.OneByteReader(strings.NewReader(content)), Format: format})
			},
		} {
			t.Run(format+" "+name, func(t *testing.T) {
				got := load()
				if got.err != nil {
					t.Fatal(got.err)
				}
				if diff := cmp.Diff([]string{"1|ä", "2|∅"}, got.rows); diff != "" {
					t.Errorf("rows (-want +got):\n%s", diff)
				}
				if got.src.Format != format || got.src.Bytes == 0 || got.src.Records != 2 {
					t.Errorf("format %s, %d bytes, %d records", got.src.Format, got.src.Bytes, got.src.Records)
				}
			})
		}
	}
}

func TestStandardInputName(t *testing.T) {
	q := conn(t)
	got := load(t, q, "-", Options{Stdin: strings.NewReader("a,a\n")})
	if want := `standard input:1: the columns 1 and 2 are both called "a"; give each column a name of its own`; got.err == nil || got.err.Error() != want {
		t.Errorf("got %v, want %s", got.err, want)
	}
	got = load(t, q, "-", Options{Stdin: strings.NewReader("")})
	if got.err == nil || !strings.HasPrefix(got.err.Error(), "standard input: the file is empty") {
		t.Errorf("got %v", got.err)
	}
	broken := errors.New("broken pipe")
	got = load(t, q, "-", Options{Stdin: iotest.ErrReader(broken)})
	if want := "standard input: reading stopped after 0 bytes, so nothing of it was imported; check the disk or the pipe"; !errors.Is(got.err, broken) || got.err.Error() != want {
		t.Errorf("got %v, want %s", got.err, want)
	}
}

func TestStrangePaths(t *testing.T) {
	q := conn(t)
	for _, name := range []string{"it's.csv", "a[1].csv", "a*.csv", "a?.csv", "a{b}.csv", "a b;--.csv", "Prüfung.csv"} {
		path := filepath.Join(t.TempDir(), name)
		for other, content := range map[string]string{path: "id\n1\n", filepath.Join(filepath.Dir(path), "a1.csv"): "id\n2\n"} {
			if err := os.WriteFile(other, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if got := load(t, q, path, Options{}); got.err != nil || cmp.Diff([]string{"1"}, got.rows) != "" {
			t.Errorf("%s: error %v, rows %q", name, got.err, got.rows)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for format, content := range inputs(t, conn(t)) {
		for _, name := range []string{"a." + format, "a." + format + ".gz"} {
			if strings.HasSuffix(name, ".gz") {
				content = zipped(t, content)
			}
			if _, err := Open(ctx, conn(t), write(t, name, content), Options{}); !errors.Is(err, context.Canceled) {
				t.Errorf("%s: got %v, want %v", name, err, context.Canceled)
			}
		}
	}
}

func TestTwoSourcesInOneTransaction(t *testing.T) {
	q, ctx := conn(t), context.Background()
	tx, err := q.BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	first := load(t, tx, write(t, "a.csv", "id,name\n1,a\n2\n3,c\n"), Options{})
	second := load(t, tx, write(t, "b.jsonl", "{\"id\":1}\n{\n"), Options{})
	third := load(t, tx, write(t, "c.csv", "x\n1\n"), Options{})
	if len(first.rejects) != 1 || first.rejects[0].Record != 2 || len(second.rejects) != 1 || len(third.rejects) != 0 {
		t.Errorf("rejects %v, %v, %v", first.rejects, second.rejects, third.rejects)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

func TestReadErrorNamesTheSource(t *testing.T) {
	q, ctx := conn(t), context.Background()
	path := write(t, "a.csv", "id\n1\n")
	src, err := Open(ctx, q, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	_, err = q.ExecContext(ctx, "create temp table staged as from "+src.From)
	want := "a.csv: the file could not be read to its end, so nothing of it was imported; export it again"
	if got := src.ReadError(err); message(got, path) != want || !errors.Is(got, err) {
		t.Errorf("got %v, want %s", got, want)
	}
	if src.ReadError(nil) != nil {
		t.Error("no error became one")
	}
	if err := src.Close(); err != nil {
		t.Error(err)
	}
}
