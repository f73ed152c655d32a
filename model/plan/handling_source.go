package plan

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"tiermix/model/effort"
	"tiermix/model/origin"
)

// handlingSource says how a time came about.
func handlingSource(h effort.Handling) string {
	if h.Source == effort.Recorded {
		return recordedSource(h)
	}
	s := h.Share
	source := fmt.Sprintf("paid hours of %s by least squares (R2 %s, 95 %% %s to %s min)", counted(h.N, "team week", "team weeks"), short(h.R2, 2), short(h.Low, 1), short(h.High, 1))
	alike := ""
	if s.Group.Alike {
		alike = ", solved and passed on alike"
	}
	switch many := s.Group.Categories > 1 || s.Group.Alike; {
	case s.Joined:
		return source + fmt.Sprintf(", one mean for %s%s: %s", counted(s.Group.Categories, "category", "categories"), alike, s.Reason)
	case many:
		return source + fmt.Sprintf(", its own tickets count %s %% beside the mean of %s min of %s%s", short(100*s.Weight, 0), short(s.Group.Minutes, 1), counted(s.Group.Categories, "category", "categories"), alike)
	}
	return source
}

// groupSource says how a mean of all categories came about.
func groupSource(f effort.Fit, g effort.Group) string {
	return fmt.Sprintf("paid hours of %s by least squares (R2 %s, 95 %% %s to %s min), one mean", counted(f.N, "team week", "team weeks"), short(f.R2, 2),
		short(max(g.Minutes-g.Spread, 0), 1), short(g.Minutes+g.Spread, 1))
}

// recordedSource names the tickets.
func recordedSource(h effort.Handling) string {
	return "recorded effort of " + counted(h.N, "ticket", "tickets")
}

// short is a number with so many decimals, without zeros at its end.
func short(x float64, decimals int) string {
	text, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'f', decimals, 64), 64)
	return plain(text + 0)
}

const (
	paidHours = "paid hours of "
	idleHours = "no team finished a ticket in a week that was paid"
)

// phrases are the parts of a source of paid hours in both languages; # stands for a number.
var phrases = []origin.Text{
	{EN: "paid hours of # team week by least squares", DE: "bezahlte Stunden aus # Teamwoche, kleinste Quadrate"},
	{EN: "paid hours of # team weeks by least squares", DE: "bezahlte Stunden aus # Teamwochen, kleinste Quadrate"},
	{EN: "(R2 #, 95 % # to # min)", DE: "(R2 #, 95 % # bis # min)"},
	{EN: ", one mean for # category", DE: ", ein Mittel für # Kategorie"},
	{EN: ", one mean for # categories", DE: ", ein Mittel für # Kategorien"},
	{EN: ", one mean", DE: ", ein Mittel"},
	{EN: ", its own tickets count # % beside the mean of # min of # category", DE: ", die eigenen Tickets zählen # % neben dem Mittel von # min aus # Kategorie"},
	{EN: ", its own tickets count # % beside the mean of # min of # categories", DE: ", die eigenen Tickets zählen # % neben dem Mittel von # min aus # Kategorien"},
	{EN: ", solved and passed on alike", DE: ", gelöst und weitergegeben gemeinsam"},
	{EN: ": # weeks are too few to tell categories apart, at least # are needed", DE: ": # Wochen sind zu wenige, um Kategorien zu unterscheiden, mindestens # sind nötig"},
	{EN: ": only # tickets of it, fewer than #", DE: ": nur # Tickets davon, weniger als #"},
	{EN: ": only # ticket of it, fewer than #", DE: ": nur # Ticket davon, weniger als #"},
	{EN: ": not among the # commonest", DE: ": nicht unter den # häufigsten"},
	{EN: ": " + effort.NextToNothing, DE: ": kleinste Quadrate geben ihr fast 0 min, und so kurz ist kein Ticket"},
	{EN: ": " + effort.HardlyCounts, DE: ": die eigenen Tickets zählen kaum neben dem Mittel"},
	{EN: ": " + effort.SameMix, DE: ": ihre Tickets stehen immer im selben Verhältnis zu anderen"},
	{EN: ": " + effort.NoSuchTickets, DE: ": zu den bezahlten Stunden gibt es keine solchen Tickets"},
}

// hoursText is a source of paid hours in German, part by part; ok is false where a part is not known.
func hoursText(source string) (text string, ok bool) {
	rest := source
	for rest != "" {
		best, of := "", ""
		for i, p := range phraseForms {
			if m := p.FindStringSubmatch(rest); m != nil && len(m[0]) > len(best) {
				best, of = m[0], fill(phrases[i].DE, m[1:])
			}
		}
		if best == "" {
			return "", false
		}
		text, rest = text+of, rest[len(best):]
		if after, found := strings.CutPrefix(rest, " "); found {
			text, rest = text+" ", after
		}
	}
	return text, true
}

var phraseForms = func() []*regexp.Regexp {
	var all []*regexp.Regexp
	for _, p := range phrases {
		all = append(all, form("^"+p.EN))
	}
	return all
}()
