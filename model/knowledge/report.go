package knowledge

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"tiermix/model/effort"
	"tiermix/model/kpi"
	"tiermix/model/origin"
	"tiermix/model/rate"
	"tiermix/model/shiftleft"
)

// Repeated is the number of solutions without an article from which writing one is proposed: what came twice may never come again.
const Repeated = 3

// Candidate is a category of which solutions of 2nd level could become articles for 1st level.
type Candidate struct {
	Category string
	Tickets  int     // solved at 2nd level without an article, marked or quickly and alone
	PerYear  float64 // Tickets
	Money    rate.Bounds
	Few      bool     // Money rests on fewer than effort.Few tickets
	Examples []string // names of a few
	Kind     origin.Kind
}

// Candidates are the categories of a shift-left list with repeated solutions without an article, by the money that 1st level could save
// on them, most first.
func Candidates(l shiftleft.List) []Candidate {
	var all []Candidate
	for _, c := range l.Categories {
		if c.Unlinked < Repeated || !c.Priced {
			continue
		}
		all = append(all, Candidate{
			Category: c.Key, Tickets: c.Unlinked, PerYear: c.PerYear * float64(c.Unlinked) / float64(c.Tickets), Money: c.Articles,
			Few: c.Unlinked < effort.Few, Examples: c.Examples, Kind: c.Kind,
		})
	}
	slices.SortStableFunc(all, func(a, b Candidate) int { return cmp.Compare(b.Money.Value, a.Money.Value) })
	return all
}

// NoCandidates says why there are none.
func NoCandidates(l shiftleft.List) origin.Text {
	switch e := l.Evidence(); {
	case e.Tickets == 0:
		return origin.Text{EN: "No ticket was solved at 2nd level in the period.", DE: "Im Zeitraum wurde kein Ticket im 2nd Level gelöst."}
	case e.Articles == 0:
		return origin.Text{
			EN: "The source does not say which tickets link a knowledge article; map such a field to knowledge_key, and solutions without one can be found.",
			DE: "Die Quelle sagt nicht, welche Tickets auf einen Wissensartikel verweisen; ordnen Sie ein solches Feld knowledge_key zu, dann sind Lösungen ohne Artikel zu finden.",
		}
	case e.Judged == 0 && e.Timed == 0:
		return origin.Text{
			EN: "Nothing tells which solutions of 2nd level are within reach of 1st level: the source has neither marks (level1_capable) nor minutes at 2nd level.",
			DE: "Nichts sagt, welche Lösungen des 2nd Levels in Reichweite des 1st Levels sind: Die Quelle hat weder Markierungen (level1_capable) noch Minuten im 2nd Level.",
		}
	}
	return origin.Text{
		EN: fmt.Sprintf("No category has %d or more solutions of 2nd level without an article that are marked, or quick and alone, and worth a try at 1st level.", Repeated),
		DE: fmt.Sprintf("In keiner Kategorie gibt es %d oder mehr Lösungen des 2nd Levels ohne Artikel, die markiert oder schnell und allein gelöst sind und bei denen sich ein Versuch im 1st Level lohnt.", Repeated),
	}
}

// Told says what a reader must know beside effects, or why there are none.
func Told(h History, all []Effect) []origin.Text {
	var notes []origin.Text
	say := func(format origin.Text, args ...any) {
		notes = append(notes, origin.Text{EN: fmt.Sprintf(format.EN, args...), DE: fmt.Sprintf(format.DE, args...)})
	}
	if h.Nameless > 0 {
		say(origin.Text{EN: "Tickets that link an article of which the source gives no name: %d.", DE: "Tickets, die auf einen Artikel verweisen, dessen Namen die Quelle nicht nennt: %d."}, h.Nameless)
	}
	if len(all) == 0 {
		say(origin.Text{
			EN: "No article was first used in the period, or the source does not name articles; map their names to knowledge_key.",
			DE: "Im Zeitraum wurde kein Artikel zum ersten Mal genutzt, oder die Quelle nennt keine Artikel; ordnen Sie deren Namen knowledge_key zu.",
		})
		return notes
	}
	verdicts, clear, together := map[Verdict]int{}, 0, 0
	for _, e := range all {
		verdicts[e.Verdict]++
		if e.Verdict == Measured && e.Change.Clear() {
			clear++
		}
		if e.Verdict == Measured && e.Beside > 0 {
			together++
		}
	}
	if n := verdicts[TooRare]; n > 0 {
		say(origin.Text{EN: "Articles linked to fewer than %[2]d tickets of their category, too rare to move it: %[1]d.", DE: "Artikel, mit denen weniger als %[2]d Tickets ihrer Kategorie verknüpft sind, zu selten, um sie zu verändern: %[1]d."}, n, FewestUses)
	}
	if n := verdicts[TooShort]; n > 0 {
		say(origin.Text{EN: "Articles for which the records do not reach over both windows: %d. What was used from their first days on may be older than they are.", DE: "Artikel, für die die Aufzeichnungen nicht über beide Fenster reichen: %d. Was von ihren ersten Tagen an genutzt wurde, kann älter sein als sie."}, n)
	}
	if n := verdicts[TooFew]; n > 0 {
		say(origin.Text{EN: "Articles before or after which 1st level held fewer than %[2]d tickets of the category: %[1]d.", DE: "Artikel, vor oder nach denen das 1st Level weniger als %[2]d Tickets der Kategorie hielt: %[1]d."}, n, effort.Few)
	}
	if together > 0 {
		say(origin.Text{EN: "Articles with others of the same category in the same weeks, so that it cannot be told which of them changed what: %d.", DE: "Artikel, zu denen in denselben Wochen andere derselben Kategorie hinzukamen, sodass nicht zu unterscheiden ist, welcher was verändert hat: %d."}, together)
	}
	if n := verdicts[Measured]; n > 0 {
		say(origin.Text{
			EN: "Measured changes: %[2]d, of which %[1]d are more than chance would make of a single one; of so many, about %[3]d are by chance alone. A change is no proof: an article is often written when a category is at its worst, and it comes down by itself (regression to the mean). The comparison with other categories helps against trends of the whole desk only.",
			DE: "Gemessene Änderungen: %[2]d, davon %[1]d größer, als der Zufall eine einzelne machen würde; von so vielen sind es etwa %[3]d schon durch Zufall. Eine Änderung ist kein Beweis: Artikel entstehen oft, wenn eine Kategorie am schlechtesten steht, und dann geht es von selbst zurück (Rückkehr zur Mitte). Der Vergleich mit anderen Kategorien hilft nur gegen Entwicklungen des ganzen Desks.",
		}, clear, n, int(math.Round((1-rate.Level)*float64(n))))
	}
	return notes
}

// Report is all that is told about knowledge.
type Report struct {
	Period     kpi.Period // of the link rate and the candidates
	LinkRate   kpi.Figure // knowledge_rate by category
	List       shiftleft.List
	Candidates []Candidate
	Weeks      int // before and after a launch
	Effects    []Effect
	Notes      []origin.Text // on the effects
}

// Launched are the effects of articles that were first used in a period, in the order given; an open end takes all.
func Launched(all []Effect, p kpi.Period) []Effect {
	return slices.DeleteFunc(slices.Clone(all), func(e Effect) bool {
		return !p.From.IsZero() && e.First.Before(p.From) || !p.To.IsZero() && e.First.After(p.To)
	})
}

// Among are the effects in the categories that filters let through, in the order given; the history was counted without them.
func Among(all []Effect, where []kpi.Filter) []Effect {
	return slices.DeleteFunc(slices.Clone(all), func(e Effect) bool {
		return slices.ContainsFunc(where, func(f kpi.Filter) bool { return f.Dim == "category" && !slices.Contains(f.Values, e.Category) })
	})
}
