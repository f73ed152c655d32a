package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func runSample(args ...string) (string, error) {
	var out bytes.Buffer
	cmd := sampleCommand()
	cmd.SetArgs(args)
	cmd.SetOut(&out)
	cmd.SetErr(&out)
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	err := cmd.Execute()
	return out.String(), err
}

func TestSampleWritesADesk(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	out, err := runSample("--tickets", "60", "--out", dir)
	if err != nil {
		t.Fatal(err)
	}
	want := regexp.MustCompile(`demo: 60 tickets, \d+ events, \d+ escalation records in \d+\.\d s\n$`)
	if !want.MatchString(out) {
		t.Errorf("got %q, want it like %s", out, want)
	}
	for _, name := range []string{"tickets.csv", "truth.json"} {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		small, err := os.ReadFile(filepath.Join("../../sample-data/small", name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, small) {
			t.Errorf("%s is not that of sample-data/small: the default seed is 1", name)
		}
	}
}

func TestSampleErrors(t *testing.T) {
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "x"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "sample: --out is missing; name the folder to write to, such as --out demo"},
		{[]string{"--out", full}, "folder is not empty; choose another folder, or --force to replace files of the same names"},
		{[]string{"--out", t.TempDir(), "--tickets", "0"}, "sample: number of tickets 0: must lie between 1 and 50000000"},
		{[]string{"--out", t.TempDir(), "--tickets", "many"}, `invalid argument "many" for "--tickets" flag`},
		{[]string{"--out", t.TempDir(), "--seed", "-1"}, `invalid argument "-1" for "--seed" flag`},
		{[]string{"demo"}, `unknown command "demo"`},
	} {
		_, err := runSample(c.args...)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("sample %v: got error %v, want %q", c.args, err, c.want)
		}
	}
}

func TestSampleForce(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "x"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := runSample("--out", dir, "--tickets", "5", "--force"); err != nil {
		t.Error(err)
	}
}
