package assumption

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"tiermix/model/salary"
)

var currency = regexp.MustCompile(`^[A-Z]{3}$`)

func (t *tableReader) country(e entry) {
	t.out.Country = t.said(e, `"AT"`)
	switch c := t.out.Country; {
	case c == "":
	case strings.EqualFold(c, "GB"):
		t.wrong(e.line, e.what, `the United Kingdom is "UK" here`)
	case c != strings.ToUpper(c) || !bare.MatchString(c):
		t.wrong(e.line, e.what, "a country is a code in capital letters; write %s", quoted(strings.ToUpper(clip(c))))
	}
}

// year may stand as a number or as text.
func (t *tableReader) year(e entry) {
	text := string(e.value.Data)
	if e.value.Kind != unstable.Integer && e.value.Kind != unstable.String {
		t.wrong(e.line, e.what, `a year is 2026, or "2025/26" in quotes`)
		return
	}
	y, err := salary.ParseYear(text)
	if err != nil {
		t.wrong(e.line, e.what, "%v", err)
	}
	t.out.Year = y
}

// whole finds what is missing and what does not go together. What stands wrongly was told with its line and is not missing.
func (t *tableReader) whole() {
	for _, key := range []string{"country", "year", "currency", "source"} {
		if _, stood := t.keys[key]; !stood && t.broke == 0 {
			t.wrong(1, key, "it is missing; a table has %s", strings.Join(tableKeys[:4], ", "))
		}
	}
	if _, stood := t.keys["above"]; stood {
		for _, language := range languages {
			if _, said := t.keys["below."+language]; !said {
				t.wrong(t.keys["above"], t.shown["above"], "say in below.%s what is not exact up to this salary", language)
			}
		}
	}
	if len(t.lines) == 0 && t.broke == 0 {
		t.wrong(1, "[[component]]", "there is none; every contribution is one, with %s", strings.Join(componentKeys, ", "))
	}
	for i := range t.out.Components {
		t.wholeComponent(i)
	}
}

func (t *tableReader) wholeComponent(i int) {
	c, what := t.out.Components[i], fmt.Sprintf("[[component]] number %d", i+1)
	at := func(key string) string { return fmt.Sprintf("component.%d.%s", i+1, key) }
	for _, key := range []string{"key", "name.en", "name.de", "rate", "source"} {
		if _, stood := t.keys[at(key)]; !stood && t.broke == 0 {
			t.wrong(t.lines[i], what, "%s is missing", key)
		}
	}
	if line, stood := t.keys[at("ceiling")]; stood && c.Ceiling > 0 && c.Ceiling <= c.Floor {
		t.wrong(line, t.shown[at("ceiling")], "it must lie above the floor of %s; leave the line out where there is no ceiling", plain(c.Floor))
	}
	for j, other := range t.out.Components[:i] {
		if c.Key != "" && other.Key == c.Key {
			t.wrong(t.keys[at("key")], t.shown[at("key")], "this key stands in line %d already", t.keys[fmt.Sprintf("component.%d.key", j+1)])
		}
	}
}
