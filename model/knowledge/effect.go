package knowledge

import (
	"cmp"
	"slices"

	"tiermix/model/effort"
	"tiermix/model/origin"
	"tiermix/model/rate"
)

const (
	// Weeks is the usual length of the windows before and after the launch of an article.
	Weeks = 8
	// MostWeeks bounds it: two years.
	MostWeeks = 104
	// FewestUses is the number of tickets from which an article can have moved a category; with fewer it is no launch.
	FewestUses = 5
)

// Verdict says whether an effect could be measured.
type Verdict string

// The verdicts, in the order in which effects are listed.
const (
	Measured Verdict = "measured"
	TooFew   Verdict = "too few tickets"
	TooShort Verdict = "too little history"
	TooRare  Verdict = "hardly used"
)

// Effect is the escalation rate of a category before and after an article was first linked in it.
type Effect struct {
	Use
	Verdict
	Before, After rate.Share  // escalated of the tickets that 1st level held, created in equal windows of whole weeks
	Change        rate.Bounds // After less Before; all 0 unless Measured
	Others        int         // categories without a launch in the whole span: the comparison; 0: none, or with too few tickets
	OthersBefore  rate.Share
	OthersAfter   rate.Share
	Relative      rate.Bounds // Change less that of the others; all 0 unless Measured with Others
	Beside        int         // other articles of the category launched in the span: what changed what cannot be told apart
	Also          []string    // the first of them by name
	Trend         bool        // the rate moved within the window before already, by more than chance
	Beyond        bool        // the rate fell by more tickets than ever linked the article, so that it cannot have done all of that
}

// Compared says whether there is a difference to other categories.
func (e Effect) Compared() bool { return e.Verdict == Measured && e.Others > 0 }

// CheckWeeks refuses windows without a week and those of more than two years.
func CheckWeeks(weeks int) error {
	if weeks >= 1 && weeks <= MostWeeks {
		return nil
	}
	return origin.Faultf(origin.Text{
		EN: "weeks before and after: %d must lie within 1 and %d; write whole weeks, such as 8",
		DE: "Wochen davor und danach: %d muss zwischen 1 und %d liegen; geben Sie ganze Wochen an, etwa 8",
	}, weeks, MostWeeks)
}

// Effects measures every article: the tickets that 1st level held, of the category, created in so many weeks before the day of its
// first use, against those of as many weeks after the week that begins with it. That week is left out, for nobody knew the
// article yet; windows of whole weeks have the same weekdays.
//
// The difference of the shares has Newcombe's interval. The difference in differences takes off what the categories without a launch in
// the span did meanwhile, all their tickets together; its interval puts the two together as independent (rate.Bounds).
//
// Neither proves a cause. An article is often written when a category is at its worst, and it would have come down by itself
// (regression to the mean); the comparison helps against trends of the whole desk only.
//
// Sources: rate.Difference; O. Ashenfelter, D. Card, Using the longitudinal structure of earnings to estimate the effect of
// training programs, Rev. Econ. Stat. 67 (1985); F. Galton, Regression towards mediocrity, J. Anthropol. Inst. 15 (1886).
//
// Errors: weeks outside of CheckWeeks.
func Effects(h History, weeks int) ([]Effect, error) {
	if err := CheckWeeks(weeks); err != nil {
		return nil, err
	}
	m := newMeter(h, weeks)
	all := make([]Effect, 0, len(h.Uses))
	for _, u := range h.Uses {
		all = append(all, m.effect(u))
	}
	slices.SortFunc(all, compare)
	return all, nil
}

var ranks = map[Verdict]int{Measured: 0, TooFew: 1, TooShort: 2, TooRare: 3}

// compare puts first what can be read best: measured, with no other article beside it, the latest.
func compare(a, b Effect) int {
	return cmp.Or(cmp.Compare(ranks[a.Verdict], ranks[b.Verdict]), cmp.Compare(a.Beside, b.Beside), b.First.Compare(a.First),
		cmp.Compare(a.Category, b.Category), cmp.Compare(a.Article, b.Article))
}

func (m *meter) effect(u Use) Effect {
	e, w := Effect{Use: u}, m.windows(m.number(u.First))
	switch {
	case u.Tickets < FewestUses:
		e.Verdict = TooRare
		return e
	case !m.covered(w):
		e.Verdict = TooShort
		return e
	}
	category := m.names[u.Category]
	s := m.of[category]
	e.Before, e.After = s.share(w.from, w.launch), s.share(w.after, w.to)
	e.beside(within(m.launched[category], w.from, w.to))
	if min(e.Before.Total, e.After.Total) < effort.Few {
		e.Verdict = TooFew
		return e
	}
	e.Verdict, e.Trend = Measured, m.trend(s, w)
	e.Change = rate.Difference(e.After, e.Before, rate.Level)
	e.Beyond = -e.Change.Value*float64(e.After.Total) > float64(u.Tickets)
	if o := m.without(w); o.categories > 0 && min(o.before.Total, o.after.Total) >= effort.Few {
		e.Others, e.OthersBefore, e.OthersAfter = o.categories, o.before, o.after
		e.Relative = e.Change.Minus(rate.Difference(o.after, o.before, rate.Level))
	}
	return e
}

// mostNames is how many of the other articles are named.
const mostNames = 5

// beside notes the other launches of the span.
func (e *Effect) beside(all []launch) {
	e.Beside = len(all) - 1
	for _, u := range all[:min(len(all), mostNames+1)] {
		if u.article != e.Article && len(e.Also) < mostNames {
			e.Also = append(e.Also, u.article)
		}
	}
}

// Text is the verdict in both languages.
func (v Verdict) Text() origin.Text {
	de := map[Verdict]string{Measured: "gemessen", TooFew: "zu wenige Tickets", TooShort: "zu wenig Vorgeschichte oder Verlauf", TooRare: "kaum genutzt"}
	return origin.Text{EN: string(v), DE: de[v]}
}
