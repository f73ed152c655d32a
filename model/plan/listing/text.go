package listing

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"tiermix/model/staffing"
	"tiermix/model/tradeoff"
)

// number writes digits in groups of three: 1,234.5.
func number(v float64, decimals int) string {
	text := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, part, _ := strings.Cut(text, ".")
	var b strings.Builder
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	if part != "" {
		b.WriteString("." + part)
	}
	if v < 0 && strings.ContainsAny(text, "123456789") {
		return "-" + b.String()
	}
	return b.String()
}

func money(v float64) string { return number(v, 0) }

func percent(v float64) string { return number(100*v, 1) + " %" }

// threshold is the share above which a try pays; above 1 none does.
func threshold(v float64) string {
	if v > 1 {
		return "never"
	}
	return percent(v)
}

func lessOrMore(saved float64) string {
	switch {
	case money(saved) == "0":
		return "as much as what today's way needs"
	case saved < 0:
		return money(-saved) + " more than what today's way needs"
	}
	return money(saved) + " less than what today's way needs"
}

// clean keeps words of the source on one line and in one cell, and in the direction of what stands beside them.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, text)
}

// longestName is how many characters of a name a table shows.
const longestName = 80

// named is a name of the source, short enough to leave room for the figures.
func named(name string) string {
	if letters := []rune(clean(name)); len(letters) > longestName {
		return string(letters[:longestName]) + "..."
	}
	return clean(name)
}

// keyed is the key of a number; that of a category's has the category's name in it.
func keyed(key string) string {
	if last := strings.LastIndex(key, "."); strings.HasPrefix(key, "category.") && last >= 0 {
		return named(key[:last]) + key[last:]
	}
	return clean(key)
}

// counted is a number with its noun: 1 ticket, 2 tickets.
func counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return number(float64(n), 0) + " " + noun
}

// span is the length of a period: whole weeks, else days.
func span(weeks float64) string {
	if days := int(math.Round(7 * weeks)); days%7 != 0 {
		return counted(days, "day")
	}
	return counted(int(math.Round(weeks)), "week")
}

func policyText(o tradeoff.Option) string {
	if o.Policy.Direct {
		return "no 1st level, every ticket goes to 2nd level at once"
	}
	if o.Policy.Count() == len(o.Policy.Tried) {
		return fmt.Sprintf("1st level tries all %d categories", len(o.Policy.Tried))
	}
	return fmt.Sprintf("1st level tries %d of %d categories and passes the others on at once", o.Policy.Count(), len(o.Policy.Tried))
}

func reachRow(name string, r staffing.TierReach) string {
	first, second := "-", "-"
	if len(r.Live) > 0 {
		first = percent(r.Live[0].ServiceLevel)
	}
	if len(r.Deferred) > 0 {
		second = percent(r.Deferred[0].InTime)
	}
	return cells(name, first, second, percent(r.Occupancy), number(r.OvertimeHours, 1))
}
