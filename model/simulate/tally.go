package simulate

import "math"

// cell counts what happened at one tier to one category and channel in one period. Tickets belong to the period in which they
// reached the tier, the queue to the period of the clock.
type cell struct {
	offered, delayed           float64 // tickets; delayed: nobody was free
	served, inTime             float64 // tickets
	abandoned, abandonedInTime float64 // tickets
	escalated, returned        float64 // tickets
	waiting, undecided         float64 // tickets still in the queue at the end; undecided: not yet for longer than the target
	doneInTime, unfinished     float64 // tickets; unfinished: tries not ended, nor open for longer than the target
	interruptions              float64 // times
	interrupted                float64 // s, laid down
	servedWait, abandonedWait  float64 // s
	queue                      float64 // s, ticket seconds in the queue
}

func (c *cell) add(d *cell) {
	c.offered += d.offered
	c.delayed += d.delayed
	c.served += d.served
	c.inTime += d.inTime
	c.abandoned += d.abandoned
	c.abandonedInTime += d.abandonedInTime
	c.escalated += d.escalated
	c.returned += d.returned
	c.waiting += d.waiting
	c.undecided += d.undecided
	c.doneInTime += d.doneInTime
	c.unfinished += d.unfinished
	c.interruptions += d.interruptions
	c.interrupted += d.interrupted
	c.servedWait += d.servedWait
	c.abandonedWait += d.abandonedWait
	c.queue += d.queue
}

// journey counts the tickets of one category that first came in during one period.
type journey struct {
	arrived, resolved, abandoned, reopened, open float64 // tickets; reopened: times
	sojourn                                      float64 // s, of the resolved
}

func (j *journey) add(k *journey) {
	j.arrived += k.arrived
	j.resolved += k.resolved
	j.abandoned += k.abandoned
	j.reopened += k.reopened
	j.open += k.open
	j.sojourn += k.sojourn
}

// duty is the time of one group's agents in one period, in seconds.
type duty struct {
	busy, overtime float64 // overtime: of agents who finish a ticket after their period
}

// load is the state of one tier at two instants.
type load struct {
	half, end, deferred float64 // tickets in the queue in the middle and at the end, and the deferred ones of the latter
	work                float64 // s, mean handling time of what waits at the end
}

// tally is all that one replication counts. The last cell and the last journey take what happened before the warm-up
// was over, and are not read.
type tally struct {
	cells    []cell    // by tier, category, channel, period
	journeys []journey // by category, period
	duties   []duty    // by group, period
	loads    []load    // by tier
	events   int64
}

func (p *plan) newTally() *tally {
	return &tally{
		cells:    apart[cell](p.cell(p.tiers, 0, 0, 0) + 1),
		journeys: apart[journey](len(p.desk.Categories)*p.columns + 1),
		duties:   apart[duty](len(p.groups) * p.periods),
		loads:    apart[load](p.tiers),
	}
}

// margin is how many bytes keep what two workers write out of each other's cache lines: two lines of 64 bytes, which
// processors fetch together.
const margin = 128

// leastSize is the size of the smallest thing that a tally counts in, in bytes.
const leastSize = 16

// apart makes a slice with a margin behind it.
func apart[T any](n int) []T { return make([]T, n, n+margin/leastSize) }

func (t *tally) clear() {
	clear(t.cells)
	clear(t.journeys)
	clear(t.duties)
	clear(t.loads)
	t.events = 0
}

// Bins of a histogram of times: one for exactly 0; then, of 1 s + time, 16 to every doubling.
const (
	mantissa = 4
	octaves  = 28 // up to 2²⁸ s, eight years
	bins     = 1 + octaves<<mantissa
)

// bin is where a time belongs, in seconds, not negative: read from the leading bits of the number.
func bin(seconds float64) int {
	if seconds <= 0 {
		return 0
	}
	i := int(math.Float64bits(1+seconds)>>(52-mantissa)) - 1023<<mantissa
	return min(1+i, bins-1)
}

// lower is where a bin begins, in seconds.
func lower(b int) float64 {
	if b <= 1 {
		return 0
	}
	return math.Float64frombits(uint64(b-1+1023<<mantissa)<<(52-mantissa)) - 1
}

// histograms are the times of all replications together; whole numbers, so their order does not matter.
type histograms struct {
	waits    []uint32 // (tier, category, period) × bins, of the served
	channels []uint32 // (tier, channel) × bins, of the served
	sojourns []uint32 // category × bins
}

func (p *plan) newHistograms() *histograms {
	return &histograms{
		waits:    make([]uint32, p.waitRow(p.tiers, 0, 0)*bins),
		channels: make([]uint32, p.tiers*p.channels*bins),
		sojourns: make([]uint32, (len(p.desk.Categories)+1)*bins),
	}
}

func (h *histograms) add(other *histograms) {
	for i, n := range other.waits {
		h.waits[i] += n
	}
	for i, n := range other.channels {
		h.channels[i] += n
	}
	for i, n := range other.sojourns {
		h.sojourns[i] += n
	}
}

// quantile returns the q-quantile of the times in some rows of a histogram, in seconds: linear within its bin, which
// is at most 1/16 of (1 s + time) wide. Without any time it is 0.
func quantile(counts []uint64, q float64) float64 {
	var total uint64
	for _, n := range counts {
		total += n
	}
	rank, below := q*float64(total), 0.0
	for b, n := range counts {
		if n > 0 && below+float64(n) >= rank {
			if b == 0 {
				return 0
			}
			from, to := lower(b), lower(b+1)
			return from + (to-from)*(rank-below)/float64(n)
		}
		below += float64(n)
	}
	return 0
}
