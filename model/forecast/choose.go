package forecast

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"tiermix/model/origin"
)

// fewestOrigins is the number of origins from which a difference between two methods can be told from noise at all.
const fewestOrigins = 3

// sprint is fmt.Sprintf, for sentences whose languages take different words.
func sprint(format string, args ...any) string { return fmt.Sprintf(format, args...) }

func firstSimple(all []Score) (int, bool) {
	i := slices.IndexFunc(all, func(s Score) bool { return slices.Contains(simple, s.Method) })
	return i, i >= 0
}

// choose marks the method that is taken. The best simple one stays unless the best of the others is better by more than one standard error of the mean
// difference of their errors over the origins, where overlapping origins count as what they are worth. The rule of one standard
// error is that of L. Breiman, J. Friedman, R. Olshen and C. Stone, Classification and Regression Trees (1984), section 3.4.3, on the paired
// differences of F. X. Diebold and R. S. Mariano, Comparing predictive accuracy, J. Bus. Econ. Stat. 13 (1995).
func (p *planned) choose(r *Result) Method {
	if len(r.Backtest) == 0 {
		return p.untried()
	}
	best, ok := firstSimple(r.Backtest)
	if !ok || best == 0 {
		r.Backtest[0].Chosen = true
		if ok && len(r.Backtest) > 1 {
			p.note(origin.Text{
				EN: sprint("%s was the best of %d methods in the backtest", r.Backtest[0].Method.Text().EN, len(r.Backtest)),
				DE: sprint("%s war im Rückvergleich das beste von %d Verfahren", r.Backtest[0].Method.Text().DE, len(r.Backtest)),
			})
		}
		return r.Backtest[0].Method
	}
	chosen := best
	gain, noise := p.gain(r.Backtest[best].Method, r.Backtest[0].Method)
	if len(p.trial.origins) >= fewestOrigins && gain > noise {
		chosen = 0
	}
	p.sayChoice(r.Backtest[best], r.Backtest[0], chosen == 0, gain, noise)
	r.Backtest[chosen].Chosen = true
	return r.Backtest[chosen].Method
}

// gain is by how much one method's mean absolute error is above another's, and the standard error of that.
func (p *planned) gain(over, method Method) (gain, noise float64) {
	a, b := p.trial.perOrigin(over), p.trial.perOrigin(method)
	for i := range a {
		a[i] -= b[i]
	}
	if len(a) < 2 {
		return stat.Mean(a, nil), math.Inf(1)
	}
	mean, sd := stat.MeanStdDev(a, nil)
	return mean, sd / math.Sqrt(p.trial.apart())
}

// untried is the method where the history is too short to try any.
func (p *planned) untried() Method {
	p.note(origin.Text{
		EN: "the history is too short to try methods on it: the mean is taken, and its interval was not checked",
		DE: "der Verlauf ist zu kurz, um Verfahren daran zu erproben: genommen wird der Mittelwert, sein Intervall ist nicht geprüft",
	})
	return Mean
}

func (p *planned) sayChoice(baseline, best Score, taken bool, gain, noise float64) {
	n, from := len(p.trial.origins), baseline.Method.Text()
	to := best.Method.Text()
	switch {
	case taken:
		p.note(origin.Text{
			EN: sprint("%s: its mean error in the backtest is %s tickets a step below that of the best simple method (%s), more than the noise of %s over %d origins",
				to.EN, short(gain).EN, from.EN, short(noise).EN, n),
			DE: sprint("%s: der mittlere Fehler im Rückvergleich liegt %s Tickets je Schritt unter dem des besten einfachen Verfahrens (%s), mehr als das Rauschen von %s über %d Ursprünge",
				to.DE, short(gain).DE, from.DE, short(noise).DE, n),
		})
	case n < fewestOrigins:
		p.note(origin.Text{
			EN: sprint("%s stays: from %d origins no difference can be told from noise", from.EN, n),
			DE: sprint("%s bleibt: aus %d Ursprüngen ist kein Unterschied vom Rauschen zu trennen", from.DE, n),
		})
	default:
		p.note(origin.Text{
			EN: sprint("%s stays: %s was better by only %s tickets a step, within the noise of %s over %d origins", from.EN, to.EN, short(gain).EN, short(noise).EN, n),
			DE: sprint("%s bleibt: %s war nur um %s Tickets je Schritt besser, innerhalb des Rauschens von %s über %d Ursprünge", from.DE, to.DE, short(gain).DE, short(noise).DE, n),
		})
	}
}

// short is a number with three significant digits.
func short(x float64) origin.Text {
	if x == 0 || !finite(x) {
		return origin.Number(x)
	}
	unit := math.Pow(10, math.Floor(math.Log10(math.Abs(x)))-2)
	return origin.Number(math.Round(x/unit) * unit)
}

func (p *planned) note(t origin.Text) { p.notes = append(p.notes, t) }
