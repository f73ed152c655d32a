package plan

import (
	"fmt"
	"slices"

	"tiermix/model/kpi"
	"tiermix/model/origin"
)

// Prices are what the plan says about the cost of work, for figures in money (kpi): minutes, and visits for tickets without recorded ones.
// A category's visits are the legs of its paths; categories that the plan does not have get the means over all.
//
// Errors: those of TicketCosts.
func (in Input) Prices() (kpi.Prices, error) {
	costs, err := in.TicketCosts()
	if err != nil {
		return kpi.Prices{}, err
	}
	out := kpi.Prices{Currency: in.Currency, Minute: in.prices(), FailedTry: costs.FailedTry, Origin: string(costs.Kind), About: in.priced(costs)}
	for _, c := range costs.Categories {
		price := visitPrice(c.Paths)
		price.Category = c.Category
		out.Visits = append(out.Visits, price)
	}
	out.Elsewhere = elsewhere(costs)
	return out, nil
}

// visitPrice reads the visits off the legs of paths; those of a way that none takes are 0.
func visitPrice(paths []PathCost) (v kpi.VisitPrice) {
	for _, p := range paths {
		switch legs := p.Cost.Legs; p.Path {
		case PathSolved:
			v.Solved = legs[0].Cost
		case PathPassed:
			v.Passed, v.Second = legs[0].Cost, legs[1].Cost
		case PathAtOnce, PathReturned:
		}
	}
	return v
}

// elsewhere is the mean over all categories, where no ticket goes a way that of the visits there.
func elsewhere(costs TicketCosts) kpi.VisitPrice {
	v := visitPrice(costs.Paths)
	has := func(path Path) bool {
		return slices.ContainsFunc(costs.Paths, func(p PathCost) bool { return p.Path == path })
	}
	if !has(PathSolved) {
		v.Solved = costs.Visit[0].Amount
	}
	if has(PathPassed) {
		return v
	}
	v.Passed = costs.Visit[0].Amount
	for _, p := range costs.Paths {
		if p.Path == PathAtOnce {
			v.Second = p.Cost.Legs[1].Cost
		}
	}
	return v
}

// priced is what stands in a figure's reason: the prices, and where pay comes from.
func (in Input) priced(costs TicketCosts) kpi.Text {
	price := in.prices()
	first, second := origin.Number(price[0]), origin.Number(price[1])
	out := kpi.Text{
		EN: fmt.Sprintf("a minute on tickets costs %s %s at 1st level and %s %s at 2nd", first.EN, in.Currency, second.EN, in.Currency),
		DE: fmt.Sprintf("eine Minute an Tickets kostet %s %s im 1st Level und %s %s im 2nd Level", first.DE, in.Currency, second.DE, in.Currency),
	}
	for tier := 1; tier <= len(in.Costs.Tiers); tier++ {
		for _, t := range in.Traces {
			if t.Key != fmt.Sprintf("tier%d.salary", tier) {
				continue
			}
			out.EN += fmt.Sprintf("; salary of tier %d %s%s", tier, t.Value.Kind.Text().EN, dated(t.Value.Source, t.Value.Year))
			out.DE += fmt.Sprintf("; Gehalt der Stufe %d %s%s", tier, t.Value.Kind.Text().DE, dated(SourceText(t.Value.Source).DE, t.Value.Year))
		}
	}
	out.EN += "; weakest number among those behind the prices: " + costs.Kind.Text().EN
	out.DE += "; schwächste Angabe hinter den Preisen: " + costs.Kind.Text().DE
	return out
}

// dated is a source in brackets; empty for what is typed without one.
func dated(source string, year int) string {
	switch {
	case source == "":
		return ""
	case year == 0:
		return " (" + source + ")"
	}
	return fmt.Sprintf(" (%s, %d)", source, year)
}
