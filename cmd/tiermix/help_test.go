package main

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// Every command shows in its help how it is called, and its example names flags that exist.
func TestEveryCommandHasAnExample(t *testing.T) {
	root := rootCommand()
	addCompletion(root)
	visit(root, func(c *cobra.Command) {
		if !strings.Contains(c.Example, c.CommandPath()) {
			t.Errorf("%s: got example %q, want one that begins with the command", c.CommandPath(), c.Example)
		}
		if c.Short == "" {
			t.Errorf("%s: has no short description", c.CommandPath())
		}
		for _, line := range strings.Split(c.Example, "\n") {
			checkFlags(t, root, line)
		}
	})
}

func visit(c *cobra.Command, do func(*cobra.Command)) {
	do(c)
	for _, sub := range c.Commands() {
		visit(sub, do)
	}
}

// checkFlags looks the flags of an example's line up in the command that the line calls.
func checkFlags(t *testing.T, root *cobra.Command, line string) {
	t.Helper()
	_, call, ok := strings.Cut(line, "tiermix ")
	if !ok {
		t.Errorf("example %q does not call tiermix", line)
		return
	}
	words := strings.Fields(call)
	c, _, err := root.Find(words)
	if err != nil {
		t.Errorf("example %q: %v", line, err)
		return
	}
	for _, word := range words {
		name, ok := strings.CutPrefix(word, "--")
		name, _, _ = strings.Cut(name, "=")
		if ok && c.Flag(name) == nil {
			t.Errorf("example %q: %s has no flag --%s", line, c.CommandPath(), name)
		}
	}
}

func TestCompletion(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		var out, faults strings.Builder
		if code := run([]string{"completion", shell}, strings.NewReader(""), &out, &faults); code != 0 || faults.Len() > 0 {
			t.Errorf("completion %s: code %d, %s", shell, code, faults.String())
		}
		if !strings.Contains(out.String(), "tiermix") {
			t.Errorf("completion %s: the script does not name tiermix", shell)
		}
	}
}
