package main

import (
	"strings"
	"testing"
)

// Slips in flags and words are answered with what would be right, and nothing is done.
func TestSlipsOnTheCommandLine(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"plan", "--db", "x", "--weeks", "1e9"}, `invalid argument "1e9" for "--weeks" flag: write a whole number, such as 100`},
		{[]string{"plan", "--db", "x", "--weeks", "99999999999999999999"}, `invalid argument "99999999999999999999" for "--weeks" flag: write a smaller number, such as 100`},
		{[]string{"simulate", "--db", "x", "--seed", "-1"}, `invalid argument "-1" for "--seed" flag: write a whole number of 0 or more, such as 1`},
		{[]string{"on-cost", "check", "x", "--salary", "much"}, `invalid argument "much" for "--salary" flag: write a number, such as 40000`},
		{[]string{"plan", "--db", ""}, `invalid argument "" for "--db" flag: name the desk's database file, such as desk.duckdb`},
		{[]string{"import", "--db", " ", "x"}, `invalid argument " " for "--db" flag: name the desk's database file, such as desk.duckdb`},
		{[]string{"calc"}, "calc: something is missing; write tiermix calc MODEL [--in FILE.csv|-] [flags]"},
		{[]string{"calc", "erlang-b", "erlang-c"}, `calc: cannot be called with ["erlang-b" "erlang-c"]; write tiermix calc MODEL [--in FILE.csv|-] [flags]`},
		{[]string{"plan", "best"}, `plan: cannot be called with ["best"]; write tiermix plan --db FILE [flags]`},
		{[]string{"scenario", "sve"}, `scenario: command "sve" is not known; there are `},
	} {
		var out, faults strings.Builder
		code := run(c.args, strings.NewReader(""), &out, &faults)
		if code != 1 || !strings.HasPrefix(faults.String(), "tiermix: "+c.want) || out.Len() > 0 {
			t.Errorf("%q: got code %d, %q, %q, want 1 and %q", c.args, code, out.String(), faults.String(), c.want)
		}
	}
}
