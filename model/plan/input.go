package plan

import (
	"errors"
	"fmt"
	"slices"

	"tiermix/model/origin"
	"tiermix/model/queue"
	"tiermix/model/salary"
	"tiermix/model/tradeoff"
)

// Input is a plan's question with every number settled. A scenario is another Input.
type Input struct {
	Demand   Demand
	Currency string
	Hours    salary.Hours
	Shifts   Shifts
	Costs    salary.Result // of 1st and 2nd level
	Bands    []salary.Band // of 1st and 2nd level, typed or examples
	Desk     tradeoff.Desk
	Live     []string      // channels on which customers wait in line
	Growth   float64       // share
	Deferred [2]Wait       // by tier: promise for work that can wait
	People   [2]Known      // full-time people today, by tier
	Spreads  Spreads       // for risk alone
	Moves    Moves         // of people, for the headcount plan
	Table    salary.Table  // on-cost, with the employer's own rates
	Traces   []Trace       // every number that went in, in the order of the fields
	Words    []Word        // what went in beside numbers
	Withheld []origin.Text // sentences on pay that was taken out and what stands in for it; see Demand.Withheld
	Handling origin.Text   // how many handling times come from recorded effort, paid hours, what is typed, and defaults
	Notes    []origin.Text
}

// Wait is a promise for work that can wait: done within open hours, for a share of the tickets.
type Wait struct {
	Hours float64
	Share float64 // 0..1
}

// Known is a number that may be unknown.
type Known struct {
	Amount float64
	OK     bool
}

// Build settles every number of a plan from measured demand and assumptions: what is typed comes before what is measured,
// and that before a named default.
//
// Errors, all at once: faults of the assumptions; numbers that nothing tells; salaries in several currencies; a period or
// calendar without any open time; a desk without tickets.
func Build(d Demand, a Assumptions) (Input, error) { return BuildFrom(d, Measured(d), a) }

// BuildFrom is Build for callers who have measured the demand already, which takes most of its time on a large desk.
func BuildFrom(d Demand, measured map[string]origin.Value, a Assumptions) (Input, error) {
	if err := errors.Join(a.Check(), checkDemand(d)); err != nil {
		return Input{}, err
	}
	table, err := salary.Lookup(a.Country, a.Table, a.Tables...)
	if err != nil {
		return Input{}, err
	}
	b := &book{typed: a.Values, measured: measured, currency: table.Currency}
	in := Input{Demand: d, Currency: table.Currency, Live: a.Live}
	in.checkCurrency(b)
	in.Hours = hours(b)
	in.Shifts = in.shifts(b)
	in.settlePeople(b)
	in.settleCosts(b, table, a)
	in.settleDesk(b)
	in.settleSpreads(b)
	in.settleMoves(&book{typed: a.Values, measured: measured, currency: table.Currency})
	if err := b.err(); err != nil {
		return Input{}, err
	}
	in.cautions(a)
	in.Traces, in.Words = b.used, words(d, a, table)
	in.Notes = append(in.Notes, in.idle()...)
	return in, in.Desk.Check()
}

func checkDemand(d Demand) error {
	tickets := 0
	for _, c := range d.Categories {
		tickets += c.Tickets
	}
	switch {
	case !(d.Weeks > 0):
		return origin.Faultf(origin.Text{EN: "demand: the period has no days; choose one that the desk's records cover",
			DE: "Bedarf: der Zeitraum hat keine Tage; wählen Sie einen, aus dem es Aufzeichnungen gibt"})
	case tickets == 0 && d.LeftOut == 0:
		return origin.Faultf(origin.Text{EN: "demand: no ticket was created from %[1]s to %[2]s; choose a period that the desk's records cover",
			DE: "Bedarf: vom %[1]s bis %[2]s wurde kein Ticket angelegt; wählen Sie einen Zeitraum, aus dem es Aufzeichnungen gibt"}, d.From, d.To)
	case tickets == 0:
		return origin.Faultf(origin.Text{EN: "demand: no ticket of the period has a tier (%d without); nothing can be planned. `tiermix roster check` names teams without a tier",
			DE: "Bedarf: kein Ticket des Zeitraums hat eine Stufe (%d ohne); nichts lässt sich planen. `tiermix roster check` nennt Teams ohne Stufe"}, d.LeftOut)
	}
	return nil
}

// checkCurrency refuses salaries in another currency than the on-cost table's.
func (in *Input) checkCurrency(b *book) {
	for _, s := range in.Demand.Salaries {
		if _, typed := b.typed[fmt.Sprintf("tier%d.salary", s.Tier)]; s.Currency != in.Currency && s.Tier <= 2 && !typed {
			b.fault(origin.Text{
				EN: "tier%[1]d.salary: %[2]d people of tier %[1]d are paid in %[3]s and the on-cost table is in %[4]s; amounts are not converted. Type tier%[1]d.salary in %[4]s, or choose the country of the salaries",
				DE: "tier%[1]d.salary: %[2]d Personen der Stufe %[1]d werden in %[3]s bezahlt, und die Tabelle der Lohnnebenkosten ist in %[4]s; Beträge werden nicht umgerechnet. Geben Sie tier%[1]d.salary in %[4]s an, oder wählen Sie das Land der Gehälter",
			}, s.Tier, s.People, s.Currency, in.Currency)
		}
	}
}

func hours(b *book) salary.Hours {
	return salary.Hours{
		Contract: b.get("hours.contract"), DaysPerWeek: b.get("hours.days_per_week"), Vacation: b.get("hours.vacation"),
		Holidays: b.get("hours.holidays"), Sickness: b.get("hours.sickness"), Training: b.get("hours.training"), Meetings: b.get("hours.meetings"),
	}
}

func (in *Input) settlePeople(b *book) {
	for i := range in.People {
		v, ok := b.may(fmt.Sprintf("tier%d.people", i+1))
		in.People[i] = Known{v.Amount, ok}
	}
}

// settleDesk makes the desk of the trade-off.
func (in *Input) settleDesk(b *book) {
	in.Growth = b.get("growth").Amount
	patience, known := b.may("tier1.patience_seconds")
	promise := queue.Promise{TargetSeconds: b.get("tier1.target_seconds").Amount, TargetShare: b.get("tier1.target_share").Amount,
		MaxOccupancy: b.get("tier1.max_occupancy").Amount, MaxAbandon: 1}
	if known {
		promise.MaxAbandon = b.get("tier1.max_abandon").Amount
	}
	second := queue.Promise{MaxOccupancy: b.get("tier2.max_occupancy").Amount, MaxAbandon: 1}
	failed := b.get("failed_try_cost")
	loads := in.loads(b)
	categories := in.categories(b)
	if b.err() != nil {
		return
	}
	second.TargetSeconds, second.TargetShare = in.Deferred[1].seconds(), in.Deferred[1].share()
	if in.live().Total() == 0 {
		promise.TargetSeconds, promise.TargetShare = in.Deferred[0].seconds(), in.Deferred[0].share()
		in.Notes = append(in.Notes, origin.Text{
			EN: "No ticket came by a channel on which customers wait in line, so 1st level is planned by its promise for work that can wait.",
			DE: "Kein Ticket kam über einen Kanal, auf dem Kunden warten; das 1st Level wird nach seiner Zusage für aufschiebbare Arbeit geplant.",
		})
	}
	failed.Unit = tradeoff.PerTry(in.Currency)
	alone := tradeoff.Alone{Promise: promise, PatienceSeconds: endless(patience, known)}
	alone.Promise.MaxOccupancy = second.MaxOccupancy
	in.Desk = tradeoff.Desk{
		Currency: in.Currency, Categories: categories, Loads: loads, FailedTry: tradeoff.Exactly(failed),
		First:  tradeoff.Tier{Cost: in.hourly(0, b), Promise: promise, PatienceSeconds: endless(patience, known), PatientShare: in.deferredShare()},
		Second: tradeoff.Tier{Cost: in.hourly(1, b), Promise: second, PatienceSeconds: endless(origin.Value{}, false)},
		Alone:  &alone,
	}
}

// closeToAll is the largest share of tickets that can be promised in time: all of them would take people without end.
const closeToAll = 0.999

func (w Wait) seconds() float64 { return w.Hours * 3600 }
func (w Wait) share() float64   { return min(w.Share, closeToAll) }

// isLive says whether customers wait in line on a channel.
func (in *Input) isLive(channel string) bool { return slices.Contains(in.Live, channel) }
