// Package forecast says how many tickets are to be expected: of a series of counts by day, week or month, with an interval for every
// step and for sums of steps, and with the errors that each method would have made in the past. The method is chosen by these
// errors; a simple average stays wherever nothing beats it by more than noise.
//
// Randomness is handed in as a seed: same input, same numbers.
package forecast

import (
	"time"

	"tiermix/model/origin"
)

// Step is the distance between two values of a series.
type Step string

// The steps that a series can have.
const (
	Day   Step = "day"
	Week  Step = "week"
	Month Step = "month"
)

// Season is the number of steps after which a season of the step's usual kind repeats: 7 days, 52 weeks, 12 months.
func (s Step) Season() int { return map[Step]int{Day: 7, Week: 52, Month: 12}[s] }

// Series is a history of counts at even steps, without steps left out.
type Series struct {
	First   time.Time // beginning of the first step, at midnight of the desk's zone
	Step    Step
	Values  []float64 // tickets of each step
	Missing []int     // indices of steps that were not recorded; their values are not looked at
	Season  int       // steps after which the season repeats; 0: Step.Season; 1: none
}

// Options are the choices of a forecast. The zero value of each but Horizon stands for the default named at it.
type Options struct {
	Horizon int       // steps ahead
	Levels  []float64 // coverages of the intervals, 0..1; none: 0.8 and 0.95
	Methods []Method  // candidates; none: all that the history allows
	Origins int       // most points in the past from which each method is tried; 0: 6
	Seed    uint64    // of the simulated paths
}

// Result is a forecast with what it rests on.
type Result struct {
	Method   Method
	Model    string // what was fitted in the notation of its source, "ETS(M,Ad,M)"; empty where the method says all
	Points   []Point
	Backtest []Score       // every candidate, best first; empty where the history is too short to try any
	Scale    float64       // mean absolute error of the seasonal naive method within the history used, the unit of MASE
	Used     Span          // the part of the history that the forecast rests on
	Spreads  []float64     // factors on the model's intervals that the backtest asks for, in the order of Options.Levels; 1: as the model has them
	Notes    []origin.Text // what a reader has to know: parts dropped, gaps, a shift, why this method
	Past     []origin.Text // those of the notes that are about the history alone, whatever is forecast from it
	fit      fitted
	lead     int // steps dropped at the end of the history, which the fit looks over
}

// Span is a part of a series: the indices of its first step and of the one behind its last.
type Span struct{ From, To int }

// Point is what is expected of one step, or of a week or month of days.
type Point struct {
	First  time.Time // beginning of the step
	Mean   float64   // tickets; the mean over the paths that are possible, never below 0
	Ranges []Range   // in the order of Options.Levels
}

// Range is an interval that holds the count with the probability Level, tickets. It always holds Point.Mean too, which in a very skew count lies beyond
// the quantile; and a wider level holds a narrower one.
type Range struct{ Level, Low, High float64 }

// Score is how a method would have done: errors over all steps ahead of all origins in the past, each forecast made only from what lay
// before its origin. Formulas as in Hyndman and Koehler, Another look at measures of forecast accuracy, Int. J. Forecasting 22 (2006).
type Score struct {
	Method   Method
	Model    string
	Origins  int     // points in the past from which it was tried
	Steps    int     // steps ahead from each
	MAE      float64 // mean absolute error, tickets a step
	RMSE     float64 // root of the mean squared error, tickets a step
	MASE     float64 // MAE over Result.Scale; 0 where that is 0
	WAPE     float64 // sum of absolute errors over sum of tickets, 1 = 100 %; 0 where there were none
	Bias     float64 // mean of forecast less actual, tickets a step
	Coverage []Coverage
	Chosen   bool
}

// Coverage is how often the intervals of a level held what came: as the model has them, and stretched as they are shown. The stretched
// ones of an origin are judged with a factor from the other origins, at steps that the judged origin does not look at: no interval is judged by
// what it was made from.
type Coverage struct {
	Level      float64 // promised
	Share      float64 // as the model has them, 0..1
	Of         int     // forecasts
	Calibrated float64 // stretched, 0..1; 0 where Judged is
	Judged     int     // forecasts that could be judged so; 0: too few origins, or too few forecasts to calibrate
}
