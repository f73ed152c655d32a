package forecast

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"tiermix/model/origin"
)

// Rules about what is not demand but the way a log was cut.
const (
	silent     = 20.0 // tickets that would have been expected where a run of zeros stands for a gap: by chance e⁻²⁰
	silentDays = 10   // days that a run of zeros lasts at least to be a gap; of weeks and months one is enough
	longGap    = 0.25 // of the steps: with more of them unknown, only what comes after the last long gap is used
)

// clean makes the history that the methods see out of the series.
func (p *planned) clean() {
	s := p.series
	known := make([]bool, len(s.Values))
	for i := range known {
		known[i] = true
	}
	for _, i := range s.Missing {
		known[i] = false
	}
	h := history{y: slices.Clone(s.Values), known: known, m: s.Season}
	if h.m == 0 {
		h.m = s.Step.Season()
	}
	for i, k := range known {
		if !k {
			h.y[i] = 0
		}
	}
	p.history, p.used = h, Span{0, len(s.Values)}
	p.cutUnknown()
	p.cutThin()
	p.findGaps()
	p.skipLongGap()
	p.about = len(p.notes)
	p.season()
	p.history.fill()
	p.leaveShift()
	p.describe()
}

// cut keeps a part of the history.
func (p *planned) cut(from, to int) {
	p.history.y, p.history.known = p.history.y[from:to], p.history.known[from:to]
	p.used = Span{p.used.From + from, p.used.From + to}
}

func (p *planned) day(i int) origin.Text { return origin.Day(p.series.Step.at(p.series.First, i)) }

// cutUnknown drops unrecorded steps at both ends.
func (p *planned) cutUnknown() {
	from, to := 0, len(p.history.y)
	for from < to && !p.history.known[from] {
		from++
	}
	for to > from && !p.history.known[to-1] {
		to--
	}
	p.cut(from, to)
}

// findGaps marks runs of zeros that no chance makes as not recorded.
func (p *planned) findGaps() {
	h := p.history
	shortest := 1
	if p.series.Step == Day {
		shortest = silentDays
	}
	usual := h.usual()
	for from := 0; from < len(h.y); {
		to, expected := from, 0.0
		for to < len(h.y) && h.known[to] && h.y[to] == 0 {
			expected += usual[to%h.m]
			to++
		}
		if to-from >= shortest && expected >= silent && to < len(h.y) {
			for i := from; i < to; i++ {
				h.known[i] = false
			}
			p.note(origin.Text{
				EN: sprint("no ticket from %s on for %d %s, where about %.0f were to be expected: taken for a gap in the records, not for zeros",
					p.day(p.used.From+from).EN, to-from, p.series.Step.words(to-from).EN, expected),
				DE: sprint("kein Ticket ab dem %s über %d %s, wo etwa %.0f zu erwarten waren: als Lücke in den Daten genommen, nicht als Nullen",
					p.day(p.used.From+from).DE, to-from, p.series.Step.words(to-from).DE, expected),
			})
		}
		from = max(to, from+1)
	}
}

// usual is the median by position in the season.
func (h history) usual() []float64 {
	out := make([]float64, h.m)
	for at := range out {
		var all []float64
		for i := at; i < len(h.y); i += h.m {
			if h.known[i] {
				all = append(all, h.y[i])
			}
		}
		slices.Sort(all)
		if len(all) > 0 {
			out[at] = stat.Quantile(0.5, stat.Empirical, all, nil)
		}
	}
	return out
}

// skipLongGap leaves out what lies before the last gap when too many steps are unknown to be filled in.
func (p *planned) skipLongGap() {
	unknown, last := 0, -1
	for i, k := range p.history.known {
		if !k {
			unknown, last = unknown+1, i
		}
	}
	n := len(p.history.y)
	after := n - last - 1
	switch {
	case unknown == 0:
		return
	case float64(unknown) > longGap*float64(n) && after >= max(2*p.history.m+2, fewestSteps):
		p.cut(last+1, n)
		p.note(origin.Text{
			EN: sprint("%d of %d %s were not recorded: only what comes after the last gap is used, from %s on", unknown, n, p.series.Step.words(n).EN, p.day(p.used.From).EN),
			DE: sprint("%d der %d %s sind nicht aufgezeichnet: benutzt wird nur, was nach der letzten Lücke kommt, ab dem %s", unknown, n, p.series.Step.words(n).DE, p.day(p.used.From).DE),
		})
	default:
		p.note(origin.Text{
			EN: sprint("%d of %d %s were not recorded: they are filled in from the same place of the seasons beside, and count in no error", unknown, n, p.series.Step.words(n).EN),
			DE: sprint("%d der %d %s sind nicht aufgezeichnet: sie werden aus derselben Stelle der Nachbarsaisons ergänzt und zählen in keinem Fehler", unknown, n, p.series.Step.words(n).DE),
		})
	}
}

// season gives up a season that has not passed twice.
func (p *planned) season() {
	m := p.history.m
	if n := len(p.history.y); m > 1 && n < 2*m+2 {
		p.history.m = 1
		p.note(origin.Text{
			EN: sprint("%d %s are too few for a season of %d: none is assumed", n, p.series.Step.words(n).EN, m),
			DE: sprint("%d %s sind zu wenige für eine Saison von %d: es wird keine angenommen", n, p.series.Step.words(n).DE, m),
		})
	}
}

// fill puts the mean of the nearest recorded steps at the same place of the season before and after into each step that was not.
func (h history) fill() {
	for i, k := range h.known {
		if k {
			continue
		}
		var sum, n float64
		for _, by := range []int{-h.m, h.m} {
			for j := i + by; j >= 0 && j < len(h.y); j += by {
				if h.known[j] {
					sum, n = sum+h.y[j], n+1
					break
				}
			}
		}
		h.y[i] = sum / math.Max(1, n)
	}
}
