package hiring

import (
	"math"

	"tiermix/model/integer"
)

// kind is what is decided in a month.
type kind int

const (
	hireFirst kind = iota
	hireSecond
	promote
	kinds
)

// programme is the question as a linear programme: whole people who begin in each month, and missing FTE. Stocks are linear in what is
// decided, so that each decision is the sum of what one person does.
//
// Columns: hires at 1st level, hires at 2nd level, promotions, each by month, then missing FTE of 1st and 2nd level by month.
// Rows: the need of 1st and of 2nd level by month, for each month that no larger share is promoted than may be, and that nobody is who is not there.
type programme struct {
	in     Input
	span   int
	fixed  Course // what becomes of the people of today alone
	linear integer.Program
}

// decision is one person who begins in a month.
func decision(k kind, month int) (d Decisions) {
	one := make([]int, month+1)
	one[month] = 1
	if k == promote {
		d.Promote = one
	} else {
		d.Hire[k] = one
	}
	return d
}

func newProgramme(in Input) programme {
	p := programme{in: in, span: in.span()}
	p.fixed = in.follow(Decisions{}, Expected, in.promotable, p.span)
	p.linear.Whole = int(kinds) * p.span
	for tier := range Tiers {
		for m := range p.span {
			p.linear.Need = append(p.linear.Need, in.Need[tier][m]-p.fixed.Months[m].Tiers[tier].Effective)
		}
	}
	for m := range p.span {
		p.linear.Need = append(p.linear.Need, -in.Promotion.Share*p.fixed.Months[m].Tiers[0].Seasoned)
	}
	for m := range p.span {
		p.linear.Need = append(p.linear.Need, -p.fixed.Months[m].Tiers[0].Settled)
	}
	for k := range kinds {
		for m := range p.span {
			p.linear.Columns = append(p.linear.Columns, p.column(k, m))
		}
	}
	for tier := range Tiers {
		for m := range p.span {
			row := tier*p.span + m
			p.linear.Columns = append(p.linear.Columns, integer.Column{
				Cost: in.Tiers[tier].Missing, Most: math.Max(1, p.deepest(tier, m)), Rows: []int{row}, Weight: []float64{1},
			})
		}
	}
	return p
}

// deepest bounds what can be missing in a month.
func (p programme) deepest(tier, month int) float64 {
	most := p.in.Need[tier][month]
	if tier == 0 { // promotions may take people away
		return most + math.Max(0, p.linear.Need[month]) + mostMentored
	}
	return most + mostMentored
}

// mostMentored allows for productivity below 0, where those in ramp take more time than they give.
const mostMentored = 1000

// column is what one person does who begins in a month: its cost without missing FTE, and what it brings in every later month.
func (p programme) column(k kind, month int) integer.Column {
	in := p.in
	for tier := range Tiers {
		in.Tiers[tier].People, in.Tiers[tier].Missing, in.Need[tier] = nil, 0, make([]float64, p.span)
	}
	course := in.follow(decision(k, month), Expected, func(int, float64, float64, float64) float64 { return math.Inf(1) }, p.span)
	c := integer.Column{Cost: course.Total.Total()}
	put := func(row int, weight float64) {
		if math.Abs(weight) > smallestWeight {
			c.Rows, c.Weight = append(c.Rows, row), append(c.Weight, weight)
		}
	}
	least := 1.0 // the smallest share of an FTE that it brings
	for tier := range Tiers {
		for m := month; m < p.span; m++ {
			w := course.Months[m].Tiers[tier].Effective
			put(tier*p.span+m, w)
			if w > leastHelp {
				least = math.Min(least, w)
			}
		}
	}
	for m := month; m < p.span; m++ {
		first := course.Months[m].Tiers[0]
		put(Tiers*p.span+m, in.Promotion.Share*first.Seasoned-course.promoted(m-promotionMonths+1, m+1))
		put((Tiers+1)*p.span+m, first.Settled)
	}
	c.Most = p.most(k, month, least)
	return c
}

const (
	smallestWeight = 1e-12
	leastHelp      = 0.02 // FTE; nobody is hired for less
)

// most is how many people can begin in a month at all, or more than can be of use.
func (p programme) most(k kind, month int, least float64) float64 {
	highest := 0.0
	for tier := range Tiers {
		for _, need := range p.in.Need[tier] {
			highest = math.Max(highest, need)
		}
	}
	useful := math.Ceil(highest/least) + 1
	if k == promote {
		if month < p.in.Promotion.Ready || p.in.Promotion.Share == 0 {
			return 0
		}
		there := 0.0
		for _, c := range p.in.Tiers[0].People {
			there += c.People
		}
		return useful + math.Ceil(there)
	}
	t := p.in.Tiers[k]
	if month < t.Lead {
		return 0
	}
	return math.Min(useful, float64(t.limit(useful)))
}

// decided reads decisions out of a solution.
func (p programme) decided(x []float64) (d Decisions) {
	of := func(k kind) []int {
		all := make([]int, p.span)
		for m := range all {
			all[m] = int(math.Round(x[int(k)*p.span+m]))
		}
		return all
	}
	d.Hire, d.Promote = [Tiers][]int{of(hireFirst), of(hireSecond)}, of(promote)
	return d
}

// solution is the point of the linear programme that decisions stand for, missing FTE filled in.
func (p programme) solution(d Decisions) []float64 {
	x := make([]float64, len(p.linear.Columns))
	for m := range p.span {
		x[m], x[p.span+m], x[2*p.span+m] = float64(at(d.Hire[0], m)), float64(at(d.Hire[1], m)), float64(at(d.Promote, m))
	}
	course := p.in.follow(d, Expected, p.in.promotable, p.span)
	for m, month := range course.Months {
		for tier, s := range month.Tiers {
			x[p.linear.Whole+tier*p.span+m] = math.Max(0, -s.Gap())
		}
	}
	return x
}
