package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "github.com/duckdb/duckdb-go/v2"
	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"tiermix/ingest/store"
)

var update = flag.Bool("update", false, "rewrite the expected outputs in testdata/script")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"tiermix": func() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
		"hold":    func() { os.Exit(hold(os.Args[1], os.Args[2], store.Create)) },
		"read":    func() { os.Exit(hold(os.Args[1], os.Args[2], store.Read)) },
	})
}

// hold opens a desk, makes a file to say so, and keeps it open until it is interrupted.
func hold(db, flag string, mode store.Mode) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	s, err := store.Open(ctx, db, mode)
	if err == nil {
		err = os.WriteFile(flag, nil, 0o600)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	<-ctx.Done()
	if err := s.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// The scripts run the program as a person would. $SAMPLE is the folder sample-data. Beside testscript's own commands
// there are those of scriptCommands.
func TestScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("the scripts take two minutes, and five under the race detector: not with -short; make test runs them")
	}
	sample, err := filepath.Abs("../../sample-data")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:   "testdata/script",
		Cmds:  scriptCommands,
		Setup: func(e *testscript.Env) error { e.Setenv("SAMPLE", sample); return nil },
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("condition %s is not known", name)
		},
		RequireExplicitExec: true,
		UpdateScripts:       *update,
	})
}

var scriptCommands = map[string]func(ts *testscript.TestScript, neg bool, args []string){
	"await":  await,
	"encode": encode,
	"cut":    cutOff,
	"split":  split,
	"wide":   wide,
	"long":   long,
	"sql":    runSQL,
	"mode":   mode,
}

// await FILE: wait until another process has made the file.
func await(ts *testscript.TestScript, _ bool, args []string) {
	for range 500 {
		if _, err := os.Stat(ts.MkAbs(args[0])); !errors.Is(err, fs.ErrNotExist) {
			ts.Check(err)
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	ts.Fatalf("%s did not come", args[0])
}

// encode utf16|latin1|bom|gzip|crlf FROM TO: write a file in another encoding.
func encode(ts *testscript.TestScript, _ bool, args []string) {
	content := []byte(ts.ReadFile(args[1]))
	var err error
	switch args[0] {
	case "utf16":
		content, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(content)
	case "latin1":
		content, err = charmap.ISO8859_1.NewEncoder().Bytes(content)
	case "bom":
		content = append([]byte("\xef\xbb\xbf"), content...)
	case "crlf":
		content = bytes.ReplaceAll(content, []byte("\n"), []byte("\r\n"))
	case "gzip":
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		if _, err = w.Write(content); err == nil {
			err = w.Close()
		}
		content = b.Bytes()
	default:
		ts.Fatalf("encode %s is not known", args[0])
	}
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), content, 0o600))
}

// cut FILE BYTES: keep only the beginning of a file.
func cutOff(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), n))
}

// split FILE N FIRST REST: the first N lines behind the header, and the others, each with the header.
func split(ts *testscript.TestScript, _ bool, args []string) {
	lines := strings.SplitAfter(ts.ReadFile(args[0]), "\n")
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	first, rest := strings.Join(lines[:n+1], ""), lines[0]+strings.Join(lines[n+1:], "")
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(first), 0o600))
	ts.Check(os.WriteFile(ts.MkAbs(args[3]), []byte(rest), 0o600))
}

// wide FROM TO N: add N columns to a CSV file without quotes.
func wide(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	var b strings.Builder
	for i, line := range strings.Split(strings.TrimSpace(ts.ReadFile(args[0])), "\n") {
		b.WriteString(line)
		for c := range n {
			if i == 0 {
				fmt.Fprintf(&b, ",extra%d", c)
			} else {
				fmt.Fprintf(&b, ",%d", c)
			}
		}
		b.WriteString("\n")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(b.String()), 0o600))
}

// long FROM TO MIB: replace the word LONG by a text of so many MiB.
func long(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(strings.Replace(ts.ReadFile(args[0]), "LONG", strings.Repeat("x", n<<20), 1)), 0o600))
}

// sql FILE.sql [DB]: run statements with DuckDB itself; variables such as $WORK are filled in.
func runSQL(ts *testscript.TestScript, _ bool, args []string) {
	db := ""
	if len(args) > 1 {
		db = ts.MkAbs(args[1])
	}
	d, err := sql.Open("duckdb", db)
	ts.Check(err)
	_, err = d.Exec(os.Expand(ts.ReadFile(args[0]), ts.Getenv))
	ts.Check(errors.Join(err, d.Close()))
}

// mode FILE OCTAL: the file must have these permissions.
func mode(ts *testscript.TestScript, _ bool, args []string) {
	info, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	if got := fmt.Sprintf("%o", info.Mode().Perm()); got != args[1] {
		ts.Fatalf("%s: got mode %s, want %s", args[0], got, args[1])
	}
}

// Ctrl-C while standard input is still open ends the program at once; the desk is as before.
func TestInterruptedProgramKeepsNothing(t *testing.T) {
	db := filepath.Join(t.TempDir(), "desk.duckdb")
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()
	c := exec.CommandContext(ctx, "tiermix", "import", "--db", db, "--mapping", "event-log", "-")
	var stderr bytes.Buffer
	c.Stderr = &stderr
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	line := "A,new,2024-05-01 08:00,Desk\n"
	if _, err := io.WriteString(in, "case,activity,time,team\n"+strings.Repeat(line, 50_000)); err != nil { // more than a pipe holds: it is being read
		t.Fatal(err)
	}
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	err = c.Wait()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 130 || stderr.String() != "tiermix: stopped; nothing half done was kept\n" {
		t.Errorf("got %v, %q; want exit code 130 and one sentence", err, stderr.String())
	}
	left, err := filepath.Glob(db + "*")
	if err != nil || len(left) > 0 {
		t.Errorf("files %v (%v) are left, want none", left, err)
	}
}
