package kpi

import "tiermix/model/rate"

// Answer is what a Query gives.
type Answer struct {
	Period   Period
	Compared *Period // nil: no comparison asked
	Hours    Hours
	Where    []Filter
	Figures  []Figure
}

// Figure is one figure over a scope, with its groups.
type Figure struct {
	ID         string
	Unit       string // share, duration (seconds), count, mean, money
	Currency   string // of money; empty for other units
	Origin     string // of the prices behind money: measured, typed, default
	Direction  string // higher, lower (which is better), none
	Definition string // in the asked language
	Hours      Hours  // the clock of a duration; empty for other units
	Measure
	Groups  []Group
	Control *Control // of a share split into stretches of time; nil otherwise
}

// Control is the p-chart of a share in time (rate.PChart).
type Control struct {
	Centre float64
	Spread *float64 // Laney's σz; nil: fewer than two points can be judged
}

// Group is the figure for one combination of the asked dimensions.
type Group struct {
	Key map[string]string // dimension id -> value; "" = not known
	Measure
	Control *rate.Point // its place on the p-chart; nil: the figure has none, or the group no rows
}

// Measure is a value with everything that says how far it can be trusted. Nil means it does not exist.
type Measure struct {
	LeftOut     int // rows left out because a team has no tier
	Available   bool
	Reason      string // why it is not available; or what was left out
	Value       *float64
	Numerator   *float64
	Denominator *float64
	Low, High   *float64 // 95 % interval
	N           int      // rows behind the value; with Finished, those that still run included
	P90         *float64 // durations
	Mean        *float64
	Sum         *float64
	Parts       map[string]float64 // e.g. handovers 0/1/2/3+
	Censored    int                // durations: rows that still run at the end of the data; they are in Value, P90 and interval
	Finished    *Finished          // durations with censored rows: what those that ended say alone
	Curve       *rate.Survival     // durations of which rows may still run, where curves were asked for
	Change      *Change            // against the compared period
}

// Finished is a duration over the rows that ended, with those that still run left out: shorter than the truth.
type Finished struct {
	N         int
	Value     *float64 // median
	P90       *float64
	Low, High *float64 // 95 % interval of the median
}

// Change compares a measure with the same measure of another period.
type Change struct {
	Value         *float64 // of the compared period; nil: not available there
	N             int
	Difference    *float64 // now minus then, in the figure's unit; nil: not compared
	P             *float64 // two-sided p value that both periods share one truth
	MoreThanNoise bool     // P < 0.05
	Better        *bool    // by the figure's direction; nil when noise or no direction
	Reason        string   // why nothing is compared, or what the compared period lacks
}
