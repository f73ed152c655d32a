package hiring

import (
	"errors"
	"math"

	"tiermix/model/origin"
)

// bounds of inputs; what lies beyond is a unit mistaken.
const (
	// MostMonths that can be planned, the tail among them: three years, and behind them three of lead time and three of ramp.
	MostMonths = 108
	mostPeople = 100_000
	mostMoney  = 1e9 // for one person
)

// Check returns every fault of the input at once. A lead time or a ramp beyond the last month is no fault: nobody hired then helps in
// time, and the plan says so. Neither is a chance of leaving of 1, after which nobody is left.
func (in Input) Check() error {
	b := &bin{}
	if in.Months < 1 || in.Tail < 0 || in.span() > MostMonths {
		b.put(origin.Text{
			EN: "headcount plan: %d months and a tail of %d; at least 1 month and together at most %d are possible",
			DE: "Personalplan: %d Monate und ein Nachlauf von %d; mindestens 1 Monat und zusammen höchstens %d sind möglich",
		}, in.Months, in.Tail, MostMonths)
		return b.err()
	}
	for tier := range Tiers {
		in.checkTier(b, tier)
	}
	in.checkPromotion(b)
	return b.err()
}

// bin collects faults.
type bin struct{ faults []error }

func (b *bin) put(format origin.Text, args ...any) {
	b.faults = append(b.faults, origin.Faultf(format, args...))
}

// named puts a fault behind the name of what has it.
func (b *bin) named(format origin.Text, name origin.Fault, args ...any) {
	said := origin.Faultf(format, args...).Said
	b.faults = append(b.faults, origin.Fault{Said: origin.Text{EN: name.Said.EN + ": " + said.EN, DE: name.Said.DE + ": " + said.DE}})
}

func (b *bin) err() error { return errors.Join(b.faults...) }

// within refuses a number outside of low to high, and what is no number.
func (b *bin) within(x, low, high float64, name origin.Text, args ...any) {
	if x >= low && x <= high { // false for NaN
		return
	}
	b.named(origin.Text{EN: "%v must lie between %v and %v", DE: "%v muss zwischen %v und %v liegen"}, origin.Faultf(name, args...), x, low, high)
}

func (in Input) checkTier(b *bin, tier int) {
	t, n := in.Tiers[tier], tier+1
	b.series(in.Need[tier], in.span(), mostPeople, origin.Text{EN: "tier %d, need in month %d", DE: "Stufe %d, Bedarf in Monat %d"}, n)
	b.series(t.Cost, in.span(), mostMoney, origin.Text{EN: "tier %d, cost of a person in month %d", DE: "Stufe %d, Kosten einer Person in Monat %d"}, n)
	for _, c := range t.People {
		if c.Tenure < 0 {
			b.put(origin.Text{EN: "tier %d: people with a tenure of %d months; 0 or more is possible", DE: "Stufe %d: Personen mit %d Monaten Zugehörigkeit; 0 oder mehr sind möglich"}, n, c.Tenure)
		}
		b.within(c.People, 0, mostPeople, origin.Text{EN: "tier %d, people today", DE: "Stufe %d, Personen heute"}, n)
	}
	if t.Lead < 0 {
		b.put(origin.Text{EN: "tier %d: a lead time of %d months; 0 or more is possible", DE: "Stufe %d: %d Monate Vorlauf; 0 oder mehr sind möglich"}, n, t.Lead)
	}
	if len(t.Leave) == 0 {
		b.put(origin.Text{EN: "tier %d: no chance of leaving is given; 0 is one", DE: "Stufe %d: keine Wahrscheinlichkeit zu gehen ist angegeben; 0 ist eine"}, n)
	}
	for k, q := range t.Leave {
		b.within(q, 0, 1, origin.Text{EN: "tier %d, chance of leaving after month %d of tenure", DE: "Stufe %d, Wahrscheinlichkeit, nach Monat %d zu gehen"}, n, k+1)
	}
	b.ramp(t.Ramp, origin.Text{EN: "tier %d, productivity in month %d of tenure", DE: "Stufe %d, Produktivität in Monat %d der Zugehörigkeit"}, n)
	b.within(t.Mentor, 0, 1, origin.Text{EN: "tier %d, time of colleagues that one in ramp takes", DE: "Stufe %d, Zeit der Kollegen für eine Person in Einarbeitung"}, n)
	for _, money := range []struct {
		amount float64
		name   origin.Text
	}{
		{t.Hiring, origin.Text{EN: "tier %d, cost of a hire", DE: "Stufe %d, Kosten einer Einstellung"}},
		{t.Leaving, origin.Text{EN: "tier %d, cost of one who leaves", DE: "Stufe %d, Kosten eines Abgangs"}},
		{t.Missing, origin.Text{EN: "tier %d, price of a missing FTE-month", DE: "Stufe %d, Preis eines fehlenden FTE-Monats"}},
	} {
		b.within(money.amount, 0, mostMoney, money.name, n)
	}
	if t.Most.OK && t.Most.Most < 0 {
		b.put(origin.Text{EN: "tier %d: at most %d hires a month; 0 or more is possible", DE: "Stufe %d: höchstens %d Einstellungen im Monat; 0 oder mehr sind möglich"}, n, t.Most.Most)
	}
}

func (in Input) checkPromotion(b *bin) {
	p := in.Promotion
	b.within(p.Share, 0, 1, origin.Text{EN: "share of settled people that may be promoted within twelve months", DE: "Anteil der Eingearbeiteten, der binnen zwölf Monaten befördert werden darf"})
	b.within(p.Once, 0, mostMoney, origin.Text{EN: "cost of a promotion", DE: "Kosten einer Beförderung"})
	if p.Ready < 0 {
		b.put(origin.Text{EN: "promotions begin in month %d; 0 or later is possible", DE: "Beförderungen beginnen in Monat %d; 0 oder später ist möglich"}, p.Ready)
	}
	b.ramp(p.Ramp, origin.Text{EN: "productivity in month %d after a promotion", DE: "Produktivität in Monat %d nach einer Beförderung"})
	if p.Share > 0 || len(p.Cost) > 0 {
		b.series(p.Cost, in.span(), mostMoney, origin.Text{EN: "cost of a promoted person in month %d", DE: "Kosten einer beförderten Person in Monat %d"})
	}
}

// series checks one number for each month.
func (b *bin) series(all []float64, months int, most float64, name origin.Text, args ...any) {
	if len(all) != months {
		b.named(origin.Text{EN: "%d numbers for %d months; one each is wanted", DE: "%d Zahlen für %d Monate; je eine wird gebraucht"}, origin.Faultf(name, append(args, min(len(all), months)+1)...), len(all), months)
	}
	for m, x := range all {
		b.within(x, 0, most, name, append(args, m+1)...)
	}
}

func (b *bin) ramp(ramp []float64, name origin.Text, args ...any) {
	if len(ramp) > MostMonths {
		b.named(origin.Text{EN: "a ramp has at most %d months", DE: "eine Einarbeitung hat höchstens %d Monate"}, origin.Faultf(name, append(args, len(ramp))...), MostMonths)
	}
	for k, x := range ramp {
		b.within(x, 0, 1, name, append(args, k+1)...)
	}
}

// checkDecisions refuses decisions that cannot be taken.
func (in Input) checkDecisions(d Decisions) error {
	b := &bin{}
	for tier, hires := range d.Hire {
		t := in.Tiers[tier]
		for m, n := range hires {
			switch {
			case n < 0:
				b.put(origin.Text{EN: "tier %d: %d hires in month %d; 0 or more is possible", DE: "Stufe %d: %d Einstellungen in Monat %d; 0 oder mehr sind möglich"}, tier+1, n, m+1)
			case n > 0 && m < t.Lead:
				b.put(origin.Text{EN: "tier %d: %d hires begin in month %d, and with a lead time of %d months none ordered now can", DE: "Stufe %d: %d Einstellungen beginnen in Monat %d, und bei %d Monaten Vorlauf kann das keine von heute"}, tier+1, n, m+1, t.Lead)
			case n > mostPeople || t.Most.OK && n > t.Most.Most:
				b.put(origin.Text{EN: "tier %d: %d hires in month %d; at most %d are possible", DE: "Stufe %d: %d Einstellungen in Monat %d; höchstens %d sind möglich"}, tier+1, n, m+1, t.limit(mostPeople))
			}
		}
	}
	for m, n := range d.Promote {
		if n < 0 || n > mostPeople {
			b.put(origin.Text{EN: "%d promotions in month %d; 0 to %d are possible", DE: "%d Beförderungen in Monat %d; 0 bis %d sind möglich"}, n, m+1, mostPeople)
		}
	}
	return b.err()
}

// limit is the largest number of hires in a month, or what stands in for none.
func (t Tier) limit(none float64) int {
	if t.Most.OK {
		return t.Most.Most
	}
	return int(math.Ceil(none))
}
