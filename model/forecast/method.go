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
	SES           Method = "ses"            // simple exponential smoothing
	Holt          Method = "holt"           // level and slope
	DampedHolt    Method = "holt_damped"    // level and a slope that fades
	HoltWintersA  Method = "hw_add"         // Holt-Winters, season added
	HoltWintersM  Method = "hw_mult"        // Holt-Winters, season multiplied
	DampedHWA     Method = "hw_add_damped"  // the same with a slope that fades
	DampedHWM     Method = "hw_mult_damped"
	ETS           Method = "ets"      // the model of exponential smoothing with the least AICc
	Theta         Method = "theta"    // half the trend, seasonally adjusted
	Calendar      Method = "calendar" // of days: weekday × holiday × time of year × level
)

// simple are the methods that stay unless another beats them by more than noise.
var simple = []Method{Mean, Naive, SeasonalNaive, SeasonalMean, RecentMean}

// fits are the methods with what fits them; ok is false where the history does not allow it.
var fits = map[Method]func(history) (f fitted, ok bool){
	Mean: fitMean, Naive: fitNaive, SeasonalNaive: fitSeasonalNaive, SeasonalMean: fitSeasonalMean, RecentMean: fitRecentMean, Drift: fitDrift,
	SES:          smoother(spec{additive, none, false, none}),
	Holt:         smoother(spec{additive, additive, false, none}),
	DampedHolt:   smoother(spec{additive, additive, true, none}),
	HoltWintersA: smoother(spec{additive, additive, false, additive}),
	HoltWintersM: smoother(spec{multiplicative, additive, false, multiplicative}),
	DampedHWA:    smoother(spec{additive, additive, true, additive}),
	DampedHWM:    smoother(spec{multiplicative, additive, true, multiplicative}),
	ETS:          fitETS, Theta: fitTheta, Calendar: fitCalendar,
}

// order is that of the methods, the simple first.
var order = []Method{
	Mean, Naive, SeasonalNaive, SeasonalMean, RecentMean, Drift, SES, Holt, DampedHolt, HoltWintersA, HoltWintersM, DampedHWA, DampedHWM, ETS, Theta, Calendar,
}

var methodTexts = map[Method]origin.Text{
	Mean:          {EN: "mean", DE: "Mittelwert"},
	Naive:         {EN: "last value (naive)", DE: "letzter Wert (naiv)"},
	SeasonalNaive: {EN: "last season again (seasonal naive)", DE: "letzte Saison noch einmal (saisonal naiv)"},
	SeasonalMean:  {EN: "seasonal mean (of days: weekday mean)", DE: "Saisonmittel (bei Tagen: Wochentagsmittel)"},
	RecentMean:    {EN: "seasonal mean of the last 8 seasons", DE: "Saisonmittel der letzten 8 Saisons"},
	Drift:         {EN: "line from first to last value (drift)", DE: "Gerade vom ersten zum letzten Wert (Drift)"},
	SES:           {EN: "simple exponential smoothing", DE: "einfache exponentielle Glättung"},
	Holt:          {EN: "Holt: level and trend", DE: "Holt: Niveau und Trend"},
	DampedHolt:    {EN: "Holt with damped trend", DE: "Holt mit gedämpftem Trend"},
	HoltWintersA:  {EN: "Holt-Winters, additive", DE: "Holt-Winters, additiv"},
	HoltWintersM:  {EN: "Holt-Winters, multiplicative", DE: "Holt-Winters, multiplikativ"},
	DampedHWA:     {EN: "Holt-Winters, additive, damped", DE: "Holt-Winters, additiv, gedämpft"},
	DampedHWM:     {EN: "Holt-Winters, multiplicative, damped", DE: "Holt-Winters, multiplikativ, gedämpft"},
	ETS:           {EN: "exponential smoothing chosen by AICc (ETS)", DE: "nach AICc gewählte exponentielle Glättung (ETS)"},
	Theta:         {EN: "Theta", DE: "Theta"},
	Calendar:      {EN: "weekday, holiday, time of year and level", DE: "Wochentag, Feiertag, Jahreszeit und Niveau"},
}

// Text is the method as words in both languages.
func (m Method) Text() origin.Text { return methodTexts[m] }
