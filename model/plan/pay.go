package plan

import (
	"fmt"
	"slices"

	"tiermix/model/origin"
	"tiermix/model/salary"
	"tiermix/model/tradeoff"
)

// settleCosts prices one full-time person of each tier.
func (in *Input) settleCosts(b *book, table salary.Table, a Assumptions) {
	table = settleOnCost(b, table)
	in.Table = table
	in.Bands = a.bands(in.Currency)
	var tiers []salary.TierInput
	for tier := 1; tier <= 2; tier++ {
		name := func(key string) string { return fmt.Sprintf("tier%d.%s", tier, key) }
		s := payer{book: b, tier: tier, demand: in.Demand, bands: ofTier(in.Bands, tier), grade: a.Grades[tier]}
		tiers = append(tiers, salary.TierInput{
			Tier: tier, Grade: s.own().Grade, Table: table, Hours: in.Hours, Pay: s.pay(),
			Overheads: []salary.Extra{{Name: "workplace, tools and recruiting", Annual: b.get(name("overhead"))}},
			Occupancy: b.get(name("occupancy")),
		})
		in.Deferred[tier-1] = Wait{Hours: b.get(name("deferred_hours")).Amount, Share: b.get(name("deferred_share")).Amount}
		in.Notes, in.Withheld = append(append(in.Notes, s.withheld...), s.notes...), append(in.Withheld, s.withheld...)
	}
	if b.err() != nil {
		return
	}
	var err error
	if in.Costs, err = salary.Cost(salary.Input{Bands: in.Bands, Tiers: tiers}); err != nil {
		b.faults = append(b.faults, err)
	}
	in.Notes = append(in.Notes, in.Costs.Warnings...)
	for _, tier := range in.Costs.Tiers {
		for _, line := range tier.OnCost.Lines {
			b.note("on_cost."+line.Key, line.Rate, line.Name)
		}
	}
}

// payer finds what one full-time person of a tier earns.
type payer struct {
	*book
	tier   int
	demand Demand
	bands  []salary.Band // of the tier
	grade  string        // typed; "": the lowest
	notes  []origin.Text
	// withheld says what stands in for pay that may not be shown.
	withheld []origin.Text
}

func (p *payer) key(field string) string { return fmt.Sprintf("tier%d.%s", p.tier, field) }

// own is the band of the tier's grade; the zero value when there is none.
func (p *payer) own() salary.Band {
	for _, b := range p.bands {
		if p.grade == "" || b.Grade == p.grade {
			return b
		}
	}
	return salary.Band{}
}

// pay is the salary. What is typed or measured under tierN.salary is what people really earn: it stands as it is, since region,
// experience and certificates are in it. Otherwise it is made from a benchmark, which is the middle of a typed band, or the named
// default.
func (p *payer) pay() salary.Pay {
	out := salary.Pay{Currency: p.currency}
	if real, ok := p.real(); ok {
		out.Benchmark = real
		out.Region = origin.Value{Amount: 1, Unit: salary.Factor, Kind: real.Kind, Source: inSalary, Year: real.Year}
		p.idle(real)
		p.shown(real)
		return out
	}
	out.Benchmark = p.benchmark()
	out.Region = p.get(p.key("region"))
	out.Step = int(p.get(p.key("experience_steps")).Amount)
	if out.Step > 0 {
		out.Next = p.next(out.Benchmark)
	}
	if extra := p.get(p.key("certificates")); extra.Amount > 0 {
		out.Certificates = []salary.Extra{{Name: "certificates", Annual: extra}}
	}
	return out
}

// real is what people earn, typed or measured.
func (p *payer) real() (origin.Value, bool) {
	key := p.key("salary")
	_, typed := p.typed[key]
	_, measured := p.measured[key]
	if !typed && !measured {
		return origin.Value{}, false
	}
	return p.get(key), true
}

// benchmark is the middle of the tier's typed band, or the default salary.
func (p *payer) benchmark() origin.Value {
	key := p.key("salary")
	if b := p.own(); b.Kind == origin.Typed {
		v := b.Benchmark()
		v.Source = bandMiddle
		f, _ := FieldOf(key)
		p.note(key, v, f.About)
		return v
	}
	f, _ := FieldOf(key)
	few, withheld := p.demand.few(p.tier)
	if _, ok := p.find(f); withheld && !ok {
		missing := few.missing(p.currency)
		p.faults = append(p.faults, origin.Fault{Said: origin.Text{EN: key + ": " + missing.EN, DE: key + ": " + missing.DE}})
		return origin.Value{}
	}
	v := p.get(key)
	if withheld {
		p.withheld = append(p.withheld, few.replaced(v, p.currency))
	}
	return v
}

// next is the benchmark of the next grade: that of its band, else the benchmark and the gap.
func (p *payer) next(benchmark origin.Value) origin.Value {
	own := p.own()
	i := slices.IndexFunc(p.bands, func(b salary.Band) bool { return b.Grade == own.Grade })
	if own.Kind == origin.Typed && i+1 < len(p.bands) {
		return p.bands[i+1].Benchmark()
	}
	gap, next := p.get(p.key("grade_gap")), benchmark
	next.Amount *= 1 + gap.Amount
	if origin.Weakest(benchmark, gap) != benchmark.Kind {
		next.Kind, next.Year = gap.Kind, gap.Year
	}
	next.Source = nextGrade
	return next
}

// idle says what is typed to make a salary and has no effect, since there is a real one.
func (p *payer) idle(real origin.Value) {
	for _, field := range []string{"region", "experience_steps", "grade_gap", "certificates"} {
		if _, typed := p.typed[p.key(field)]; typed {
			kind := real.Kind.Text()
			p.notes = append(p.notes, origin.Text{
				EN: fmt.Sprintf("%s is typed and has no effect: the salary of tier %d is %s, so it is what people really earn and has that in it.", p.key(field), p.tier, kind.EN),
				DE: fmt.Sprintf("%s ist eingegeben und ohne Wirkung: Das Gehalt von Stufe %d ist %s, ist also das wirklich gezahlte und enthält es schon.", p.key(field), p.tier, kind.DE),
			})
		}
	}
}

// shown says that a salary is that of few people, which only the owner of the file may see; Demand.Withheld takes it out for all
// others.
func (p *payer) shown(real origin.Value) {
	for _, s := range SalariesOf(p.demand, p.tier) {
		if real.Kind == origin.Measured && s.People < salary.SmallestGroup {
			p.notes = append(p.notes, origin.Text{
				EN: fmt.Sprintf("Tier %d: the salary is the mean of fewer than %d people (%d) and tells much about each. You see it because you hold the desk's file; pages of the dashboard do not show it.", p.tier, salary.SmallestGroup, s.People),
				DE: fmt.Sprintf("Stufe %d: Das Gehalt ist das Mittel von weniger als %d Personen (%d) und verrät viel über jede. Sie sehen es, weil Sie die Datei des Desks haben; Seiten des Dashboards zeigen es nicht.", p.tier, salary.SmallestGroup, s.People),
			})
		}
	}
}

// hourly is what a productive hour of a tier costs; it moves with the spread of the measured salaries, or by cost_spread.
func (in *Input) hourly(tier int, b *book) tradeoff.Estimate {
	cost := in.Costs.Tiers[tier]
	v := origin.Value{Amount: cost.Loaded.PerProductiveHour, Unit: tradeoff.PerHour(in.Currency),
		Kind:   origin.Weakest(origin.Value{Kind: cost.Offer.Weakest}, cost.Occupancy, in.Hours.Contract),
		Source: hourCost, Year: cost.OnCost.Year.First()}
	b.note(fmt.Sprintf("tier%d.cost_per_hour", tier+1), v, origin.Text{
		EN: "loaded cost of a productive hour; for sensitivity it moves with the measured salaries, or by cost_spread",
		DE: "Vollkosten einer produktiven Stunde; für die Empfindlichkeit bewegt sie sich mit den gemessenen Gehältern oder um cost_spread"})
	if s, ok := in.spreading(tier); ok {
		return tradeoff.Between(v, v.Amount*s.Lowest/s.Mean, v.Amount*s.Highest/s.Mean)
	}
	spread := b.get("cost_spread").Amount
	return tradeoff.Between(v, v.Amount*(1-spread), v.Amount*(1+spread))
}

// spreading are the salaries whose lowest and highest tell how far the cost of a tier, counted from 0, spreads; not ok where cost_spread does: nothing was
// measured, or single salaries are withheld.
func (in *Input) spreading(tier int) (Salary, bool) {
	for _, s := range in.Demand.Salaries {
		if s.Tier == tier+1 && s.Currency == in.Currency && s.Mean > 0 && s.Highest > 0 && in.Costs.Tiers[tier].Pay.Benchmark.Kind == origin.Measured {
			return s, true
		}
	}
	return Salary{}, false
}

// SalariesSpread says whether the cost of a tier, counted from 0, has the spread of its measured salaries.
func (in *Input) SalariesSpread(tier int) bool {
	_, ok := in.spreading(tier)
	return ok
}

// BandPlace is where the pay of a tier lies in one of its bands.
type BandPlace struct {
	Band  salary.Band
	Pay   float64 // what the tier's people earn in this plan, currency a year
	Place salary.Place
}

// Places are the bands of both tiers with the place of the tier's pay in each.
func (in Input) Places() []BandPlace {
	var all []BandPlace
	for _, b := range in.Bands {
		pay := in.Costs.Tiers[b.Tier-1].Offer.Salary
		if place, err := b.Place(pay); err == nil { // Build has checked both
			all = append(all, BandPlace{Band: b, Pay: pay, Place: place})
		}
	}
	return all
}
