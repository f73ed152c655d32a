package forecast

import "tiermix/model/origin"

// Method is a way to forecast.
type Method string

// The methods, from the simple to the elaborate.
const (
	Mean          Method = "mean"           // mean of the history
	Naive         Method = "naive"          // the last value again
	SeasonalNaive Method = "seasonal_naive" // the last season again
	SeasonalMean  Method = "seasonal_mean"  // mean by position in the season; of days: the weekday mean
	RecentMean    Method = "recent_mean"    // the same over the last few seasons only
	Drift         Method = "drift"          // the line from the first value to the last
)

// simple are the methods that stay unless another beats them by more than noise.
var simple = []Method{Mean, Naive, SeasonalNaive, SeasonalMean, RecentMean}

var methodTexts = map[Method]origin.Text{
	Mean:          {EN: "mean", DE: "Mittelwert"},
	Naive:         {EN: "last value (naive)", DE: "letzter Wert (naiv)"},
	SeasonalNaive: {EN: "last season again (seasonal naive)", DE: "letzte Saison noch einmal (saisonal naiv)"},
	SeasonalMean:  {EN: "seasonal mean (of days: weekday mean)", DE: "Saisonmittel (bei Tagen: Wochentagsmittel)"},
	RecentMean:    {EN: "seasonal mean of the last 8 seasons", DE: "Saisonmittel der letzten 8 Saisons"},
	Drift:         {EN: "line from first to last value (drift)", DE: "Gerade vom ersten zum letzten Wert (Drift)"},
}

// Text is the method as words in both languages.
func (m Method) Text() origin.Text { return methodTexts[m] }
