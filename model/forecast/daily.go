package forecast

import (
	"time"

	"tiermix/model/origin"
)

// Daily is a history of tickets by local day.
type Daily struct {
	First    time.Time   // the first day, at midnight of the desk's zone
	Counts   []float64   // tickets of each day, none left out
	Missing  []int       // indices of days that were not recorded
	Holidays []time.Time // public holidays of history and horizon; any time of the day
}

// DailyResult is a forecast by day, with its sums by week and by month. The intervals of sums are those of summed paths, in which a
// day that is busier than expected is followed by such days as often as in the history; how often they held is measured at
// the sums themselves.
type DailyResult struct {
	Result        // by day; Points are days
	Weeks  Totals // calendar weeks from Monday that lie wholly within the horizon
	Months Totals // calendar months that lie wholly within the horizon
	Factor DayFactor
}

// Totals are sums of days.
type Totals struct {
	Points   []Point
	Coverage []Coverage // of the sums' intervals in the backtest; empty where it holds no whole week or month
	WAPE     float64    // of the sums in the backtest, 1 = 100 %; 0 where there were none
	Spreads  []float64  // factors on the model's intervals of sums that the backtest asks for, in the order of Options.Levels
}

// DayFactor is how much days differ beyond chance once weekday, holiday, season and level are accounted for: the coefficient of variation
// of a factor that all tickets of a day share. queue.Uncertain.CV takes it.
type DayFactor struct {
	CV        float64
	Low, High float64 // 95 % interval
	Days      int     // that it rests on; 0: too few, and CV says nothing
}

// WeekProfile is how the tickets of a week spread over its hours.
type WeekProfile struct {
	Shares  [7][24]float64 // of the week's tickets, by time.Weekday and hour of the day; all together 1
	Tickets float64        // that the shares rest on
	Weeks   float64
	Notes   []origin.Text
}
