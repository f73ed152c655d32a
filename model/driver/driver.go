// Package driver says what goes with escalation: a ridge logistic regression of "escalated" on what is known of a ticket when it
// comes in, as odds ratios with intervals. It finds what goes together, and not what causes what.
package driver

import (
	"cmp"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"tiermix/model/origin"
	"tiermix/model/rate"
)

// Ridge is the weight λ of the penalty λ/2·Σβ² on the log odds of every level: as if each were drawn from a normal distribution
// with mean 0 and standard deviation 2.5 before any ticket is seen, wide enough that odds ratios from 1/150 to 150 lie within two
// deviations. With 30 tickets of a level the data outweigh it many times; where they say nothing, it keeps the estimate finite.
//
// Source: the scale is that of A. Gelman, A. Jakulin, M. G. Pittau and Y.-S. Su, A weakly informative default prior distribution for
// logistic and other regression models, Annals of Applied Statistics 2 (2008), 1360-1383.
const Ridge = 1 / (2.5 * 2.5)

// Limits of what can be told apart.
const (
	LeastTickets = 30 // of a level; rarer ones of a factor are joined
	MostLevels   = 40 // of a factor by name, the most frequent; the others are joined
	LeastEach    = 20 // tickets that were escalated, and that were not
	perParameter = 10 // P. Peduzzi and others, Journal of Clinical Epidemiology 49 (1996), 1373-1379: fewer of the rarer outcome make intervals doubtful
	weak         = 0.25
)

// Result is the regression in print.
type Result struct {
	Tickets, Escalated int
	LeftOut            int      // of the table
	Patterns           int      // different combinations of levels, after rare ones are joined
	Factors            []Effect // what explains most on its own first
	McFadden           float64  // share of variation explained: 1 - log likelihood / that of one rate for all
	Tjur               float64  // mean fitted probability of escalated tickets minus that of the others
	AUC                AUC
	Calibration        []Group
	Ridge              float64
	Notes              []origin.Text // what a reader has to know of this desk; the first says that this is association
	Method             []origin.Text // how it was computed
}

// Effect is a factor.
type Effect struct {
	Factor  string
	Used    bool        // false: it has one level only and tells nothing
	Share   float64     // what McFadden's share loses when the factor is left out
	Freedom int         // levels less one
	P       float64     // that leaving it out loses so much by chance: likelihood ratio test
	Levels  []Level     // in the order of the table when that is one of its own, else the most frequent first
	Within  []string    // factors from which this one follows: their effects cannot be told apart, each shows a part of it
	Why     origin.Text // not used: why
}

// Bound says which ends of an odds ratio the data know.
type Bound string

// The bounds.
const (
	Both    Bound = ""
	AtMost  Bound = "at most"   // none of its tickets was escalated: the odds ratio may be as small as you like
	AtLeast Bound = "at least"  // all of them were
	Unknown Bound = "not apart" // the data hardly tell the level apart: the interval rests on the ridge
)

// Level is one value of a factor against the average ticket.
type Level struct {
	Name               string // "" = not known; of joined ones that of none
	Joined             int    // how many rare levels stand for one here; 0: none
	Tickets, Escalated int
	OddsRatio          float64
	Low, High          *float64 // 95 % interval; nil: the data do not bound it there
	Bound              Bound
	P                  float64 // two-sided, that the odds ratio is 1
}

// Share is the raw rate of escalation of the level.
func (l Level) Share() rate.Share { return rate.Share{Hits: l.Escalated, Total: l.Tickets} }

// Explain fits the regression
//
//	logit P(escalated) = β₀ + Σ over factors of β(level of the ticket)
//
// with one β for each level and the ridge on all but β₀. The ridge makes the levels of a factor sum to zero, whichever comes first.
// An odds ratio is exp(β - mean β of the factor's tickets), weighted by tickets: against the average ticket, all other factors
// alike (weighted effect coding: M. te Grotenhuis and others, International Journal of Public Health 62 (2017), 163-167). Intervals
// are Wald's from the penalised information. Where none of a level's tickets was escalated, or all were, one end is open and the other is
// that of Clopper and Pearson, the other factors as fitted: there the penalty decides how far the estimate goes, and may not decide its bound.
//
// Errors: those of Table.Check; an origin.Fault when there is nothing to explain or too few tickets.
//
// Source: S. le Cessie and J. C. van Houwelingen, Ridge estimators in logistic regression, Applied Statistics 41 (1992), 191-201.
func Explain(t Table) (Result, error) { return explain(t, Ridge) }

func explain(t Table, ridge float64) (Result, error) {
	if err := t.Check(); err != nil {
		return Result{}, err
	}
	d := designOf(t)
	if err := d.enough(); err != nil {
		return Result{}, err
	}
	full, err := d.fit(ridge, -1, d.start())
	if err != nil {
		return Result{}, err
	}
	r := Result{Tickets: d.tickets, Escalated: d.escalated, LeftOut: t.LeftOut, Patterns: len(d.n), Ridge: ridge}
	null := d.null()
	r.McFadden = 1 - full.likelihood/null
	if r.Factors, err = d.effects(full, null, ridge); err != nil {
		return Result{}, err
	}
	fitted := d.fitted(full)
	r.Tjur, r.AUC, r.Calibration = tjur(fitted), auc(fitted), calibration(fitted)
	r.Notes, r.Method = d.notes(r), method(ridge)
	return r, nil
}

// effects are the factors with their levels.
func (d *design) effects(full *fit, null, ridge float64) ([]Effect, error) {
	without, err := d.leaveOut(full, ridge)
	if err != nil {
		return nil, err
	}
	all := make([]Effect, 0, len(d.factors)+len(d.single))
	for i, f := range d.factors {
		e := Effect{Factor: f.name, Used: true, Freedom: len(f.levels) - 1, Within: d.within(i)}
		lost := max(0, full.likelihood-without[i])
		e.Share = lost / -null
		e.P = distuv.ChiSquared{K: float64(e.Freedom)}.Survival(2 * lost)
		e.Levels = d.levels(full, i, ridge)
		all = append(all, e)
	}
	slices.SortStableFunc(all, func(a, b Effect) int { return cmp.Compare(b.Share, a.Share) })
	for _, name := range d.single {
		all = append(all, Effect{Factor: name, Why: origin.Text{
			EN: "all tickets have the same value, or every other value is rare: it tells nothing",
			DE: "alle Tickets haben denselben Wert, oder jeder andere ist selten: das sagt nichts aus",
		}})
	}
	return all, nil
}
