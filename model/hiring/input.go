// Package hiring plans the people of 1st and 2nd level month by month: whom to hire, whom to promote from 1st to 2nd level, who is
// expected to leave, and what that costs, so that the full productivity that is needed is there or its lack is priced and shown.
//
// People are cohorts by months of tenure. In every month, in this order: people leave by their tenure; those promoted leave 1st
// level and begin at 2nd; hires begin. Headcount, productivity and cost are those after that. Leaving is an expected value, so
// stocks are no whole numbers; hires and promotions are whole people.
package hiring

// Tiers are the levels that are planned: 1st at index 0, 2nd at index 1.
const Tiers = 2

// Input is the question.
type Input struct {
	Months    int              // that are planned and reported
	Tail      int              // months after them that the search looks at too, so that the last months are not lived on; see Solve
	Need      [Tiers][]float64 // full-time people of full productivity (effective FTE) in each of Months+Tail months
	Tiers     [Tiers]Tier
	Promotion Promotion
}

// Tier is what is known of one level.
type Tier struct {
	People  []Cohort  // who is there before the first month
	Lead    int       // months from an order to the first day: nobody ordered now begins in months 0 to Lead-1
	Ramp    []float64 // productivity in each month of tenure, from the first on; 1 in every later month
	Leave   []float64 // chance of leaving after each month of tenure, from the first on, 0..1; the last holds for every later month
	Mentor  float64   // time of a ramped colleague that one person in ramp takes, as a share
	Cost    []float64 // money that one person costs in each of Months+Tail months, everything included
	Hiring  float64   // money for one hire, in the month in which it begins
	Leaving float64   // money for one who leaves
	Missing float64   // money for one effective FTE that is missing for a month
	Most    Limit     // hires that may begin in a month
}

// Cohort is a number of people with the same tenure.
type Cohort struct {
	Tenure int     // months at this level that are completed
	People float64 // full-time people
}

// Limit is a largest number, or none.
type Limit struct {
	Most int
	OK   bool // false: there is none
}

// Promotion is the way from 1st to 2nd level. Who is promoted is chosen among the settled people of 1st level, see Tier.Settled, and leaves 2nd
// level with the chance that its settled people have.
type Promotion struct {
	Ramp  []float64 // productivity at 2nd level in each month since the promotion; 1 in every later month
	Cost  []float64 // money that a promoted person costs at 2nd level in each of Months+Tail months
	Once  float64   // money for one promotion: training, and what else
	Share float64   // of the people of 1st level who are settled or once were that may be promoted within twelve months, 0..1; 0: nobody is
	Ready int       // first month in which somebody may be promoted
}

// Settled is the tenure in months from which a person of the tier is out of the ramp and leaves with the chance that holds for
// good. Settled people are alike, and only they are promoted.
func (t Tier) Settled() int { return max(len(t.Ramp), len(t.Leave)-1) }

// leave is the chance of leaving after a month of tenure.
func (t Tier) leave(tenure int) float64 { return t.Leave[min(tenure, len(t.Leave)-1)] }

// of is the productivity in a month of tenure by a ramp, which may be that of promoted people; the time it takes from colleagues is taken
// off.
func (t Tier) of(ramp []float64, tenure int) float64 {
	if tenure < len(ramp) {
		return ramp[tenure] - t.Mentor
	}
	return 1
}

// span is the number of months that are searched.
func (in Input) span() int { return in.Months + in.Tail }

// Decisions are what is decided: people who begin in each month. Slices may be shorter than the months; nobody begins in the months
// that are missing. Longer ones carry orders whose people begin after the last month.
type Decisions struct {
	Hire    [Tiers][]int
	Promote []int
}

// at is what is decided for a month.
func at(decided []int, month int) int {
	if month < 0 || month >= len(decided) {
		return 0
	}
	return decided[month]
}
