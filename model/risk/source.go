package risk

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"tiermix/model/effort"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/rate"
	"tiermix/model/tradeoff"
)

// Eight years of ten lie between the 10th and the 90th percentile.
const (
	low    = 0.1
	high   = 0.9
	spread = high - low
)

// builder names the inputs of a case.
type builder struct {
	*Case
	scenario Scenario
	seed     uint64
	typed    int // solve shares that are typed
}

func (b *builder) build() {
	b.volume()
	for i, c := range b.plan.Input.Desk.Categories {
		b.solve(i, c)
	}
	if b.typed > 0 {
		b.Known = append(b.Known, origin.Faultf(origin.Text{EN: "Solve shares that are typed (%d) are taken as they are.", DE: "Eingegebene Lösungsquoten (%d) gelten, wie sie sind."}, b.typed).Said)
	}
	b.handling()
	for tier := range b.Terms {
		b.price(tier)
		b.leave(tier)
	}
	if day := b.plan.Input.Spreads.Day; day.Amount > 0 {
		shape := 1 / (day.Amount * day.Amount)
		b.Day, b.day = day, distuv.Gamma{Alpha: shape, Beta: shape}
	}
}

// add keeps an input; one that is always as planned is left out.
func (b *builder) add(in Input) {
	const nearly = 1 - 1e-6
	from, to := in.Law.Quantile(low), in.Law.Quantile(high)
	if from == in.Center.Amount && to == from && in.Law.Quantile(nearly) == from {
		return
	}
	in.Spread.Amount, in.Spread.Unit = (to-from)/2, in.Center.Unit
	b.Inputs = append(b.Inputs, in)
}

// volume is the growth of the tickets: of the forecast, or as planned with the spread that is typed or the default.
func (b *builder) volume() {
	in := b.plan.Input
	s := in.Spreads.Growth
	tickets := 1 + in.Growth
	input := Input{Key: "growth", About: origin.Text{EN: "tickets of the year against the measured period", DE: "Tickets des Jahres gegen den gemessenen Zeitraum"},
		Center: traced(in, "growth"), Spread: s,
		Law: Split{Median: in.Growth, Low: in.Growth - s.Amount*tickets, High: in.Growth + s.Amount*tickets, Level: spread, Least: -1},
		set: func(y *year, x float64) { y.growth = x }}
	if law, ok := b.forecast(); ok {
		o := b.scenario.Outlook
		input.Law, input.Spread = law, origin.Value{Kind: o.Months[0].Kind, Source: o.Source.EN, Year: o.Months[0].First.Year()}
	}
	b.add(input)
}

// Bounds of a forecast's interval beyond which it tells nothing that people could be planned with: half of the tickets, and twice as many.
const (
	halved  = -0.5
	doubled = 1.0
)

// forecast is the law of the volume by an outlook; ok is false where none is told, where it is no forecast or too wide a one, and where
// what is typed about the volume comes before it.
func (b *builder) forecast() (law Split, ok bool) {
	o, in := b.scenario.Outlook, b.plan.Input
	if o == nil || in.Spreads.Growth.Kind == origin.Typed || traced(in, "growth").Kind == origin.Typed {
		return law, false
	}
	if o.Months[0].Kind != origin.Measured {
		b.Known = append(b.Known, origin.Text{EN: "Volume, " + o.Source.EN + ", within growth_spread.", DE: "Menge, " + o.Source.DE + ", innerhalb von growth_spread."})
		return law, false
	}
	law = mean(o, b.scenario.Months)
	if from, to := law.Quantile(low), law.Quantile(high); from < halved || to > doubled {
		b.Known = append(b.Known, origin.Faultf(origin.Text{
			EN: "Volume: the forecast says %+.0f %% to %+.0f %% in eight years of ten, too wide to plan people with; growth_spread stands in for it. It was: " + o.Source.EN + ".",
			DE: "Menge: Die Vorhersage sagt %+.0f %% bis %+.0f %% in acht von zehn Jahren, zu weit, um Personen danach zu planen; growth_spread steht dafür ein. Sie war: " + o.Source.DE + ".",
		}, 100*from, 100*to).Said)
		return law, false
	}
	return law, true
}

// mean is the law of the mean growth over so many months of an outlook, 0 for all: their errors are taken to go together.
func mean(o *plan.Outlook, months int) Split {
	all := o.Months
	if months > 0 {
		all = all[:months]
	}
	law := Split{Level: o.Level, Least: -1}
	for _, m := range all {
		n := float64(len(all))
		law.Median, law.Low, law.High = law.Median+m.Growth/n, law.Low+m.Low/n, law.High+m.High/n
	}
	return law
}

// traced is a number of the plan with its origin.
func traced(in plan.Input, key string) origin.Value {
	i := slices.IndexFunc(in.Traces, func(t plan.Trace) bool { return t.Key == key })
	if i < 0 {
		return origin.Value{}
	}
	return in.Traces[i].Value
}

// solve is the share that 1st level solves, by its posterior.
func (b *builder) solve(i int, c tradeoff.Category) {
	if !b.tries(i) {
		return
	}
	if c.Solve.Kind == origin.Typed {
		b.typed++
		return
	}
	tried, solved := b.counted(c.Key)
	share, err := effort.SolveShareOf(solved, tried)
	if err != nil {
		return // the plan has refused it
	}
	about := origin.Text{EN: "share that 1st level solves", DE: "Anteil, den das 1st Level löst"}
	b.add(Input{About: about, Key: plan.CategoryKey(c.Key, "solve"), Category: c.Key, Center: c.Solve.Value, Law: share.Law(),
		Spread: origin.Value{Kind: c.Solve.Kind, Source: c.Solve.Source, Year: c.Solve.Year},
		set:    func(y *year, x float64) { setAmount(&y.categories[i].Solve, x) }})
}

// counted are the tickets of a category that 1st level tried and solved.
func (b *builder) counted(key string) (tried, solved int) {
	for _, c := range b.plan.Input.Demand.Categories {
		if c.Key == key || c.Key == "" && key == plan.Unnamed {
			return c.Tried, c.Solved
		}
	}
	return 0, 0
}

// setAmount moves an estimate, and its interval with it.
func setAmount(e *tradeoff.Estimate, x float64) { e.Amount, e.Low, e.High = x, x, x }

// price is the cost of a person. The interval of the plan is that of single salaries where they are measured: the mean of so many people
// has one that is narrower by the root of their number. Else it is cost_spread, which is about that mean already.
func (b *builder) price(tier int) {
	in := b.plan.Input
	cost := []tradeoff.Estimate{in.Desk.First.Cost, in.Desk.Second.Cost}[tier]
	key := fmt.Sprintf("tier%d.cost_per_hour", tier+1)
	law := Split{Median: 1, Low: cost.Low / cost.Amount, High: cost.High / cost.Amount, Level: rate.Level}
	from := traced(in, "cost_spread")
	if n := b.paid(tier); n > 0 {
		root := math.Sqrt(float64(n))
		law.Low, law.High = 1-(1-law.Low)/root, 1+(law.High-1)/root
		from = origin.Measure(0, "", fmt.Sprintf("mean of %d salaries", n), in.Demand.To.Year())
	}
	b.add(Input{Key: key, About: [2]origin.Text{
		{EN: "cost of a person at 1st level", DE: "Kosten einer Person im 1st Level"}, {EN: "cost of a person at 2nd level", DE: "Kosten einer Person im 2nd Level"}}[tier],
		Center: origin.Value{Amount: 1, Unit: origin.Share, Kind: cost.Kind, Source: cost.Source, Year: cost.Year}, Spread: from, Law: law,
		set: func(y *year, x float64) { y.price[tier] = x }})
}

// paid is the number of measured salaries whose own spread is that of the plan's cost; 0 where it is not, as where single salaries are withheld.
func (b *builder) paid(tier int) int {
	in := b.plan.Input
	if !in.SalariesSpread(tier) {
		return 0
	}
	for _, s := range in.Demand.Salaries {
		if s.Tier == tier+1 && s.Currency == in.Currency {
			return s.People
		}
	}
	return 0
}

// leave is how many people of a tier leave in the year.
func (b *builder) leave(tier int) {
	t := b.Terms[tier]
	if !t.Attrition.Given() {
		return
	}
	law := Leavers{People: b.heads(tier), Months: monthsPerYear, Monthly: monthly(t.Attrition.Amount)}
	center := t.Attrition // a plan reckons with nobody who leaves
	center.Amount, center.Unit = 0, plan.PeopleUnit
	b.add(Input{Key: fmt.Sprintf("tier%d.attrition", tier+1), About: [2]origin.Text{
		{EN: "people who leave 1st level", DE: "Personen, die das 1st Level verlassen"}, {EN: "people who leave 2nd level", DE: "Personen, die das 2nd Level verlassen"}}[tier],
		Center: center, Spread: t.Attrition, Law: law, set: func(y *year, x float64) { y.leavers[tier] = x }})
}

// monthly is the chance of leaving in a month that makes so many leavers a year over the mean number of people: of a team whose leavers are
// replaced, a twelfth leaves each month.
func monthly(yearly float64) float64 { return math.Min(1, yearly/monthsPerYear) }

// lucky is the source of the resamples of an input.
func (b *builder) lucky(key string) *rand.Rand {
	return rand.New(stream(b.seed, "bootstrap of "+key, 0))
}
