package desk

import (
	"errors"
	"fmt"
	"strings"
)

func writeSettings(dir string, _ *generator) error {
	return errors.Join(writeText(dir, "roster.toml", roster()), writeText(dir, "calendar.toml", calendarFile()))
}

// roster names some teams and finds the others by pattern.
func roster() string {
	var b strings.Builder
	b.WriteString("# Which team is which tier; the first entry that matches counts. A pattern covers the whole name.\n")
	fmt.Fprintf(&b, "\n[[team]]\nname = %q\ntier = 1\n", teams[serviceDeskZurich].name)
	for _, p := range []struct {
		pattern string
		tier    int
	}{{"Service Desk (North|South)", 1}, {"Hotline .*", 1}, {"2nd Level .*", 2}} {
		fmt.Fprintf(&b, "\n[[team]]\npattern = %q\ntier = %d\n", p.pattern, p.tier)
	}
	for _, t := range []int{development, vendor} {
		fmt.Fprintf(&b, "\n[[team]]\nname = %q\ntier = %d\n", teams[t].name, teams[t].tier)
	}
	b.WriteString("\n# Categories; first_level = false: nobody at 1st level could solve them (field work, hardware swap).\n")
	for _, c := range categories {
		fmt.Fprintf(&b, "\n[[category]]\nname = %q\nfirst_level = %t\n", c.name, c.firstLevel)
	}
	return b.String()
}

func calendarFile() string {
	var b strings.Builder
	fmt.Fprintf(&b, "timezone = %q\n\n[[open]]\n", zone)
	b.WriteString("days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]\nfrom = \"08:00\"\nto = \"18:00\"\n")
	for _, h := range holidays {
		fmt.Fprintf(&b, "\n[[holiday]]\nday = %q\nname = %q\n", h.day, h.name)
	}
	return b.String()
}
