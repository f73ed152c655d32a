package forecast

import (
	"math"
	"slices"

	"tiermix/model/origin"
	"tiermix/model/plan"
)

// Rules about thin ends. Blocks are weeks of a daily history, else single steps.
const (
	rampSteps = 4   // blocks within which a log comes up to, or falls from, half of its usual tickets where it was cut and not demand that changed
	halfShare = 0.5 // of the usual tickets
	longEnd   = 4   // blocks from which on a thin end may be a decline and is spoken of as one
)

// thinEnds are the blocks of a history between which it is busy.
type thinEnds struct {
	blocks   []int
	from, to int // as plan.BusyWeeks has them
	usual    float64
}

// cutThin drops the thin ends of a log that was cut out by a time window: quiet blocks as plan.BusyWeeks has them, however many, where the log comes to its
// usual tickets, or leaves them, within rampSteps. What rises or falls more slowly, and quiet times such as lie between busy ones too, is demand and stays; where it
// is long, it is said that the history cannot tell.
func (p *planned) cutThin() {
	width := 1
	if p.series.Step == Day {
		width = Day.Season()
	}
	blocks, lead := p.blocks(width)
	e := thinEnds{blocks: blocks}
	if e.from, e.to = plan.BusyWeeks(blocks, len(blocks)); e.from >= e.to {
		return
	}
	e.usual = middle(blocks[e.from:e.to])
	begin, end := 0, len(p.history.y)
	if i, ok := e.begin(); ok {
		begin = lead + i*width
	} else if e.from >= longEnd {
		p.sayOpen(lead, lead+e.from*width, true)
	}
	if i, ok := e.end(); ok {
		end = lead + i*width
	} else if len(blocks)-e.to >= longEnd {
		p.sayOpen(lead+e.to*width, len(p.history.y), false)
	}
	if end <= begin {
		return
	}
	p.sayThin(begin, end, width)
	p.cut(begin, end)
}

// begin is the first block with half of the usual tickets, if thin ones that were no demand lie before it.
func (e thinEnds) begin() (int, bool) {
	for i := e.from; e.from > 0 && i < min(e.to, e.from+rampSteps+1); i++ {
		if e.steep(i) {
			return i, !e.recurs(e.from)
		}
	}
	return 0, false
}

// end is the block behind the last with half of the usual tickets, if thin ones that were no demand lie behind it.
func (e thinEnds) end() (int, bool) {
	for i := e.to; e.to < len(e.blocks) && i > max(e.from, e.to-rampSteps-1); i-- {
		if e.steep(i - 1) {
			return i, !e.recurs(len(e.blocks) - e.to)
		}
	}
	return 0, false
}

func (e thinEnds) steep(i int) bool { return float64(e.blocks[i]) >= halfShare*e.usual }

// recurs says whether a quiet time at least half as long lies between busy ones, as the holidays of a school do: then one at the end is no surprise.
func (e thinEnds) recurs(long int) bool {
	run := 0
	for _, n := range e.blocks[e.from:e.to] {
		if run++; float64(n) >= halfShare*halfShare*e.usual {
			run = 0
		}
		if run >= 2 && 2*run >= long {
			return true
		}
	}
	return false
}

// tickets are those of a part of the history.
func (p *planned) tickets(from, to int) (sum float64) {
	for _, v := range p.history.y[from:to] {
		sum += v
	}
	return sum
}

// rate is the tickets a block of a part of the history.
func (p *planned) rate(from, to, width int) origin.Text {
	return short(p.tickets(from, to) / math.Max(1, float64(to-from)) * float64(width))
}

func (p *planned) sayThin(begin, end, width int) {
	n, unit := len(p.history.y), p.series.Step
	block := unit.words(1)
	if width > 1 {
		block = Week.words(1)
	}
	busy := p.rate(begin, end, width)
	if begin > 0 {
		thin := p.rate(0, begin, width)
		p.note(origin.Text{
			EN: sprint("the log begins thinly, as one does that starts with old tickets: what lies before %s is left out (%d %s with %s tickets a %s, against %s after)",
				p.day(p.used.From+begin).EN, begin, unit.words(begin).EN, thin.EN, block.EN, busy.EN),
			DE: sprint("das Protokoll beginnt dünn, wie eines, das mit alten Tickets anfängt: was vor dem %s liegt, bleibt weg (%d %s mit %s Tickets je %s, danach %s)",
				p.day(p.used.From+begin).DE, begin, unit.words(begin).DE, thin.DE, block.DE, busy.DE),
		})
	}
	if end == n {
		return
	}
	thin, at := p.rate(end, n, width), p.day(p.used.From+end)
	p.note(origin.Text{
		EN: sprint("the log ends thinly, as one does that was cut out by a time window: what lies from %s on is left out (%d %s with %s tickets a %s, against %s before); a forecast continues what was before",
			at.EN, n-end, unit.words(n-end).EN, thin.EN, block.EN, busy.EN),
		DE: sprint("das Protokoll endet dünn, wie eines, das nach Zeit ausgeschnitten wurde: was ab dem %s liegt, bleibt weg (%d %s mit %s Tickets je %s, davor %s); eine Vorhersage setzt fort, was davor war",
			at.DE, n-end, unit.words(n-end).DE, thin.DE, block.DE, busy.DE),
	})
	if n-end >= longEnd*width {
		p.note(origin.Text{
			EN: sprint("the thin end is long; if demand really fell then, take the history from %s on", at.EN),
			DE: sprint("das dünne Ende ist lang; falls der Bedarf da wirklich fiel, den Verlauf erst ab dem %s nehmen", at.DE),
		})
	}
}

// sayOpen says that a thin end that is kept may be either.
func (p *planned) sayOpen(from, to int, atStart bool) {
	unit := p.series.Step.words(to - from)
	first, last := p.day(p.used.From+from), p.day(p.used.From+to-1)
	t := origin.Text{
		EN: sprint("the last %d %s (%s to %s) have less than a quarter of the usual tickets; the history cannot tell whether demand fell or the log ends: it is forecast as it stands", to-from, unit.EN, first.EN, last.EN),
		DE: sprint("die letzten %d %s (%s bis %s) haben weniger als ein Viertel der üblichen Tickets; der Verlauf sagt nicht, ob der Bedarf fiel oder das Protokoll ausläuft: er wird genommen, wie er ist", to-from, unit.DE, first.DE, last.DE),
	}
	if atStart {
		t = origin.Text{
			EN: sprint("the first %d %s (%s to %s) have less than a quarter of the usual tickets; the history cannot tell whether demand grew or the log begins: it is forecast as it stands", to-from, unit.EN, first.EN, last.EN),
			DE: sprint("die ersten %d %s (%s bis %s) haben weniger als ein Viertel der üblichen Tickets; der Verlauf sagt nicht, ob der Bedarf wuchs oder das Protokoll anläuft: er wird genommen, wie er ist", to-from, unit.DE, first.DE, last.DE),
		}
	}
	p.note(t)
}

// blocks are sums of whole blocks up to the end; lead is the number of steps before the first of them.
func (p *planned) blocks(width int) (sums []int, lead int) {
	lead = len(p.history.y) % width
	for i := lead; i < len(p.history.y); i += width {
		var sum float64
		for _, v := range p.history.y[i : i+width] {
			sum += v
		}
		sums = append(sums, int(math.Round(sum)))
	}
	return sums, lead
}

func middle(x []int) float64 {
	sorted := slices.Clone(x)
	slices.Sort(sorted)
	return float64(sorted[len(sorted)/2])
}
