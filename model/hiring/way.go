package hiring

import (
	"context"

	"golang.org/x/sync/errgroup"

	"tiermix/model/integer"
)

// Ways are the plan with every way open, and with one way to 2nd level closed.
type Ways struct {
	Free    Plan // hires and promotions
	Promote Plan // 2nd level only by promotion, 1st level filled up by hires
	Outside Plan // 2nd level only by hires from outside
}

// Compare solves all three at the same time; each takes a core.
//
// Errors: those of Solve; the end of the context, which is looked at before each is begun.
func Compare(ctx context.Context, in Input) (w Ways, err error) {
	if err := in.Check(); err != nil {
		return Ways{}, err
	}
	group, ctx := errgroup.WithContext(ctx)
	for one, plan := range map[*Plan]Input{&w.Free: in, &w.Promote: in.promoting(), &w.Outside: in.outside()} {
		group.Go(func() (err error) {
			if err = ctx.Err(); err == nil {
				*one, err = Solve(plan)
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return Ways{}, err
	}
	for _, closed := range []Plan{w.Promote, w.Outside} { // what is possible with a way closed is possible with it open
		if closed.Searched < w.Free.Searched {
			w.Free.Decisions, w.Free.Course, w.Free.Searched = closed.Decisions, closed.Course, closed.Searched
		}
	}
	return w, nil
}

func (in Input) promoting() Input {
	in.Tiers[1].Most = Limit{OK: true}
	return in
}

func (in Input) outside() Input {
	in.Promotion.Share = 0
	return in
}

// Lack is what a level lacks whatever is done.
type Lack struct {
	Met     bool    // from month From on the need can be met in every month
	From    int     // 0: from the first month on
	Missing float64 // FTE-months that are missing at the least: before From, or in all months when Met is false
}

// lackFTE is a lack that counts as none: what rounding leaves.
const lackFTE = 1e-4

// Unavoidable says when the need can be met first whatever it costs, and what is missing until then at the least. People are taken as
// parts here, so that whole people cannot do better; a lack in a later month weighs more, so that the month is the earliest one.
//
// Errors: those of Solve.
func Unavoidable(in Input) (lacks [Tiers]Lack, known bool, err error) {
	if err := in.Check(); err != nil {
		return lacks, false, err
	}
	p := newProgramme(in)
	p.priceLack()
	x, known := p.linear.Relaxed(integer.WorkLimit)
	if !known {
		return lacks, false, nil
	}
	for tier := range Tiers {
		lacks[tier] = lackOf(x[p.linear.Whole+tier*p.span:][:in.Months])
	}
	return lacks, true, nil
}

// priceLack makes missing FTE all that costs: between one and two for a month, the later the more.
func (p *programme) priceLack() {
	for j := range p.linear.Columns {
		c := &p.linear.Columns[j]
		c.Cost = 0
		if j >= p.linear.Whole {
			c.Cost = 1 + float64((j-p.linear.Whole)%p.span)/float64(p.span)
		}
	}
}

func lackOf(missing []float64) (l Lack) {
	for m, x := range missing {
		if x > lackFTE {
			l.From, l.Missing = m+1, l.Missing+x
		}
	}
	l.Met = l.From < len(missing)
	return l
}

// Gaps sums up what a course lacks.
type Gaps struct {
	Months  int     // in which somebody is missing
	Missing float64 // FTE-months
	Deepest float64 // FTE in the worst month
	Risk    float64 // mean over the months of the chance that somebody is missing
}

// Gaps are those of a tier.
func (c Course) Gaps(tier int) (g Gaps) {
	for _, month := range c.Months {
		s := month.Tiers[tier]
		if short := s.Short(); short > lackFTE {
			g.Months, g.Missing, g.Deepest = g.Months+1, g.Missing+short, max(g.Deepest, short)
		}
		g.Risk += s.Risk() / float64(len(c.Months))
	}
	return g
}

// Met is the first month from which on nobody is missing in either level; the number of months when that is never so.
func (c Course) Met() int { return max(c.MetAt(0), c.MetAt(1)) }

// MetAt is the same for one tier.
func (c Course) MetAt(tier int) (first int) {
	for m, month := range c.Months {
		if month.Tiers[tier].Short() > lackFTE {
			first = m + 1
		}
	}
	return first
}

// Hires are the people who begin at a tier from outside, in all months.
func (c Course) Hires(tier int) (sum float64) {
	for _, m := range c.Months {
		sum += m.Tiers[tier].Hired
	}
	return sum
}

// Leavers are the people who leave a tier, in all months.
func (c Course) Leavers(tier int) (sum float64) {
	for _, m := range c.Months {
		sum += m.Tiers[tier].Left
	}
	return sum
}

// Promotions are the people who rise from 1st to 2nd level, in all months.
func (c Course) Promotions() float64 { return c.promoted(0, len(c.Months)) }
