package calc

import (
	"math"

	"tiermix/model/queue"
	"tiermix/model/salary"
	"tiermix/model/tradeoff"
)

// Columns that several models share.
var (
	arrivals  = Column{Name: "arrivals_per_hour", About: "new tickets or calls an hour"}
	handling  = Column{Name: "handling_seconds", About: "mean handling time, in seconds"}
	people    = Column{Name: "agents", About: "people at work, a whole number"}
	target    = Column{Name: "target_seconds", About: "promised time to answer, in seconds"}
	patience  = Column{Name: "patience_seconds", About: "mean time until a waiting customer gives up, in seconds; inf: nobody does", Endless: true}
	mayResign = Column{Name: patience.Name, About: patience.About, Endless: true, Optional: true}
)

var erlangB = Model{
	Name: "erlang-b", About: "Share of calls that find every agent busy and are lost.",
	Source: "A. K. Erlang (1917): Erlang B",
	Inputs: []Column{{Name: "load", About: "offered load, in Erlang"}, {Name: "agents", About: "lines or agents; fractions are possible"}},
	Adds:   []string{"blocking"},
	run: func(r *row) ([]float64, error) {
		load, agents := r.number("load"), r.number("agents")
		if r.wrong() {
			return nil, nil
		}
		b, err := queue.ErlangB(load, agents)
		return []float64{b}, err
	},
}

// live reads what arrives and how long it takes.
func (r *row) live(patienceSeconds float64) queue.Live {
	return queue.Live{ArrivalsPerHour: r.number(arrivals.Name), HandlingSeconds: r.number(handling.Name), PatienceSeconds: patienceSeconds}
}

var erlangC = Model{
	Name: "erlang-c", About: "Waiting when nobody gives up (M/M/n).",
	Source: "A. K. Erlang (1917): Erlang C",
	Inputs: []Column{arrivals, handling, people, target},
	Adds:   []string{"wait_probability", "mean_wait_seconds", "service_level", "occupancy", "queue_length"},
	run: func(r *row) ([]float64, error) {
		q, n, t := r.live(math.Inf(1)), r.people(people.Name), r.number(target.Name)
		if r.wrong() {
			return nil, nil
		}
		got, err := q.With(n, t)
		return []float64{got.WaitProbability, got.MeanWaitSeconds, got.ServedOfOffered, got.Occupancy, got.QueueLength}, err
	},
}

var erlangA = Model{
	Name: "erlang-a", About: "Waiting when customers give up (M/M/n+M), with the four usual service levels.",
	Source: "C. Palm (1957); O. Garnett, A. Mandelbaum, M. Reiman (2002): Erlang A",
	Inputs: []Column{arrivals, handling, people, target, patience},
	Adds: []string{"wait_probability", "abandon_probability", "mean_wait_seconds", "occupancy", "queue_length",
		"sl_served_of_offered", "sl_served_of_answered", "sl_served_of_offered_less_early", "sl_served_and_early_of_offered"},
	run: func(r *row) ([]float64, error) {
		q, n, t := r.live(r.number(patience.Name)), r.people(people.Name), r.number(target.Name)
		if r.wrong() {
			return nil, nil
		}
		got, err := q.With(n, t)
		return []float64{got.WaitProbability, got.AbandonProbability, got.MeanWaitSeconds, got.Occupancy, got.QueueLength,
			got.ServedOfOffered, got.ServedOfAnswered, got.ServedOfOfferedLessEarly, got.ServedAndEarlyOfOffered}, err
	},
}

var requiredAgents = Model{
	Name: "required-agents", About: "Fewest people who keep the promised service, occupancy and abandonment.",
	Source: "Erlang C; with patience_seconds Erlang A, where service_level is served within target of offered",
	Inputs: []Column{arrivals, handling, target,
		{Name: "target_share", About: "share to be answered within target_seconds, 0 to below 1"},
		{Name: "max_occupancy", About: "highest occupancy, above 0 to 1"}, mayResign,
		{Name: "max_abandon", About: "highest share that may give up, above 0 to 1", Optional: true}},
	Adds: []string{"agents", "service_level", "mean_wait_seconds", "occupancy"},
	run: func(r *row) ([]float64, error) {
		q := r.live(r.or(patience.Name, math.Inf(1)))
		promise := queue.Promise{TargetSeconds: r.number(target.Name), TargetShare: r.number("target_share"),
			MaxOccupancy: r.number("max_occupancy"), MaxAbandon: r.or("max_abandon", 1)}
		if r.wrong() {
			return nil, nil
		}
		got, err := q.Required(promise)
		return []float64{float64(got.Agents), got.Result.ServedOfOffered, got.Result.MeanWaitSeconds, got.Result.Occupancy}, err
	},
}

var twoTier = Model{
	Name: "two-tier", About: "1st level feeding 2nd level, with returns and, where given, patience.",
	Source: "J. R. Jackson (1957); with patience the exact two-dimensional Markov chain where it is small enough",
	Inputs: []Column{arrivals, {Name: "agents1", About: "people at 1st level"}, {Name: "handling1_seconds", About: "mean handling time at 1st level"},
		{Name: "solve1", About: "share that 1st level solves, 0 to 1"}, {Name: "agents2", About: "people at 2nd level"},
		{Name: "handling2_seconds", About: "mean handling time at 2nd level"}, {Name: "return2", About: "share that 2nd level sends back, 0 to 1"},
		{Name: "target1_seconds", About: "promised time at 1st level"}, {Name: "target2_seconds", About: "promised time at 2nd level"},
		{Name: "patience1_seconds", About: patience.About, Optional: true, Endless: true},
		{Name: "patience2_seconds", About: patience.About, Optional: true, Endless: true}},
	Adds: []string{"arrivals1_per_hour", "arrivals2_per_hour", "occupancy1", "occupancy2", "wait_probability1", "wait_probability2",
		"mean_wait1_seconds", "mean_wait2_seconds", "service_level1", "service_level2", "abandon_probability1", "abandon_probability2", "sojourn_seconds"},
	run: func(r *row) ([]float64, error) {
		in := tradeoff.TwoTierInput{ArrivalsPerHour: r.number(arrivals.Name),
			Agents1: r.people("agents1"), Handling1Seconds: r.number("handling1_seconds"), Solve1: r.number("solve1"),
			Agents2: r.people("agents2"), Handling2Seconds: r.number("handling2_seconds"), Return2: r.number("return2"),
			Target1Seconds: r.number("target1_seconds"), Target2Seconds: r.number("target2_seconds"),
			Patience1Seconds: r.or("patience1_seconds", math.Inf(1)), Patience2Seconds: r.or("patience2_seconds", math.Inf(1))}
		if r.wrong() {
			return nil, nil
		}
		got, err := tradeoff.TwoTier(in)
		r.note = got.Note
		return []float64{got.Arrivals1PerHour, got.Arrivals2PerHour, got.Occupancy1, got.Occupancy2, got.WaitProbability1, got.WaitProbability2,
			got.MeanWait1Seconds, got.MeanWait2Seconds, got.ServiceLevel1, got.ServiceLevel2, got.AbandonProbability1, got.AbandonProbability2,
			got.SojournSeconds}, err
	},
}

var gatekeeper = Model{
	Name: "gatekeeper", About: "Up to which difficulty 1st level should try before it passes a ticket on.",
	Source: "R. Shumsky, E. Pinker (2003); S. Hasija, E. Pinker, R. Shumsky (2005); best_ over a grid of 0.005",
	Inputs: []Column{arrivals, {Name: "success", About: "share solved at difficulty x: linear:b for 1 - b x, power:q for (1-x)^q", Text: true},
		{Name: "diagnose_seconds", About: "1st level's look at every ticket"}, {Name: "treat_seconds", About: "1st level's try"},
		{Name: "expert_seconds", About: "2nd level's handling time"}, {Name: "cost1_per_hour", About: "cost of a person at 1st level"},
		{Name: "cost2_per_hour", About: "cost of a person at 2nd level"}, {Name: "wait_cost_per_hour", About: "cost of an hour of a customer's waiting"},
		{Name: "failed_try_cost", About: "cost of a try that fails, beside all time"}},
	Adds: []string{"threshold_ratio", "threshold", "cost", "agents1", "agents2", "best_threshold", "best_cost", "best_agents1", "best_agents2", "direct_agents", "direct_cost"},
	run: func(r *row) ([]float64, error) {
		in := tradeoff.GatekeeperInput{ArrivalsPerHour: r.number(arrivals.Name), DiagnoseSeconds: r.number("diagnose_seconds"),
			TreatSeconds: r.number("treat_seconds"), ExpertSeconds: r.number("expert_seconds"), Cost1PerHour: r.number("cost1_per_hour"),
			Cost2PerHour: r.number("cost2_per_hour"), WaitCostPerHour: r.number("wait_cost_per_hour"), FailedTryCost: r.number("failed_try_cost")}
		success := r.text("success")
		if r.wrong() {
			return nil, nil
		}
		var err error
		if in.Success, err = tradeoff.ParseSuccess(success); err != nil {
			return nil, err
		}
		got, err := tradeoff.Gatekeeper(in)
		return []float64{got.ThresholdRatio, got.Threshold, got.Cost, float64(got.Agents1), float64(got.Agents2), got.BestThreshold, got.BestCost,
			float64(got.BestAgents1), float64(got.BestAgents2), float64(got.DirectAgents), got.DirectCost}, err
	},
}

// OnCost is the model on-cost with the user's own tables, which come before those of tiermix.
func OnCost(own ...salary.Table) Model {
	return Model{
		Name: "on-cost", About: "What the employer pays on top of an annual salary.",
		Source: "the dated table of the country; tiermix on-cost show writes it with its sources",
		Inputs: []Column{{Name: "country", About: "DE, US or UK, or that of --table", Text: true}, {Name: "year", About: "year of the table, as 2026 or 2025/26", Text: true},
			{Name: "annual_salary", About: "gross, in the currency of the country"}},
		Adds: []string{"on_cost", "rate"},
		run: func(r *row) ([]float64, error) {
			country, year, annual := r.text("country"), r.text("year"), r.number("annual_salary")
			if r.wrong() {
				return nil, nil
			}
			table, err := salary.Lookup(country, year, own...)
			if err != nil {
				return nil, err
			}
			bill, err := table.OnCost(annual)
			return []float64{bill.Total, bill.Rate}, err
		},
	}
}
