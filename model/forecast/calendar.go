package forecast

import (
	"math"
	"math/rand/v2"
	"time"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// Rules of the calendar method.
const (
	week            = 7
	fewestWeeks     = 4    // of history
	fewestHolidays  = 3    // on working days, to tell their effect
	workingShare    = 0.25 // of a mean day: weekdays with less are no working days, and a holiday changes nothing on them
	yearLength      = 365.25
	harmonics       = 2 // of the year: a slow wave and one twice as fast
	fewestYearWeeks = 104
	half            = 0.5 // added to a week's tickets a day before the logarithm, which 0 does not have
)

// calendarFit is a product of what the calendar says of a day (weekday, holiday, time of the year) and a level, which exponential smoothing follows from week
// to week. Weeks are counted back from the last day, so that none is cut.
type calendarFit struct {
	cal     *calendar
	weekday [week]float64 // factors by time.Weekday, mean 1
	holiday float64       // factor of a holiday that falls on a working day
	year    []float64     // coefficients of the waves of the year on the logarithm; empty: none
	level   etsFit        // of the mean day of a week
	last    int           // index of the first day to come
	ahead   []float64     // factors of the days to come
	within  [][]float64   // by week: each day over what the week's mean says of it, less 1
}

func fitCalendar(h history) (fitted, bool) {
	if h.cal == nil || len(h.y) < fewestWeeks*week {
		return nil, false
	}
	f := calendarFit{cal: h.cal, holiday: 1, last: len(h.y)}
	f.weekdays(h)
	f.holidays(h)
	means := f.weeks(h)
	if f.yearly(means) {
		means = f.weeks(h)
	}
	if !f.follow(means) {
		return nil, false
	}
	f.spread(h, means)
	f.ahead = make([]float64, h.ahead)
	for k := range f.ahead {
		f.ahead[k] = f.factor(f.last + k)
	}
	return f, true
}

// coming is the factor of the k-th day to come.
func (f calendarFit) coming(k int) float64 {
	if k < len(f.ahead) {
		return f.ahead[k]
	}
	return f.factor(f.last + k)
}

// factor is what the calendar says of a day by index.
func (f calendarFit) factor(i int) float64 {
	day := f.cal.day(i)
	x := f.weekday[day.Weekday()] * f.wave(day)
	if f.off(day) {
		x *= f.holiday
	}
	return x
}

// off says whether a day is a holiday on what would be a working day.
func (f calendarFit) off(day time.Time) bool {
	return f.weekday[day.Weekday()] >= workingShare && f.cal.holiday[day.Format(time.DateOnly)]
}

func (f calendarFit) wave(day time.Time) float64 {
	if len(f.year) == 0 {
		return 1
	}
	var sum float64
	for j, x := range waves(day) {
		sum += f.year[j] * x
	}
	return math.Exp(sum)
}

// waves are sine and cosine of the time of the year.
func waves(day time.Time) []float64 {
	at := 2 * math.Pi * float64(day.YearDay()-1) / yearLength
	var x []float64
	for k := 1; k <= harmonics; k++ {
		x = append(x, math.Sin(float64(k)*at), math.Cos(float64(k)*at))
	}
	return x
}

// weekdays are means by weekday of the days that are no holidays, over the mean of a week.
func (f *calendarFit) weekdays(h history) {
	var sum, of [week]float64
	for i, v := range h.y {
		day := h.cal.day(i)
		if h.known[i] && !h.cal.holiday[day.Format(time.DateOnly)] {
			sum[day.Weekday()] += v
			of[day.Weekday()]++
		}
	}
	var all float64
	for d := range sum {
		f.weekday[d] = sum[d] / math.Max(1, of[d])
		all += f.weekday[d] / week
	}
	for d := range sum {
		f.weekday[d] /= away(all)
	}
}

// holidays compares holidays with the same weekdays of the weeks beside them, and returns how many could be compared.
func (f *calendarFit) holidays(h history) (n int) {
	var had, expected float64
	for i, v := range h.y {
		if !h.known[i] || !f.off(h.cal.day(i)) {
			continue
		}
		if mean, ok := f.beside(h, i); ok {
			had, expected, n = had+v, expected+mean, n+1
		}
	}
	if n >= fewestHolidays && expected > 0 {
		f.holiday = had / expected
	}
	return n
}

// weeks are the means of a day of each week, calendar taken out: the week's tickets over the sum of its factors.
func (f calendarFit) weeks(h history) []float64 {
	var means []float64
	for from := len(h.y) % week; from < len(h.y); from += week {
		var sum, factors float64
		for i := from; i < from+week; i++ {
			sum += h.y[i]
			factors += f.factor(i)
		}
		means = append(means, sum/away(factors))
	}
	return means
}

// yearly fits waves and a line to the logarithm of the weeks, where two years are there and the waves lower the AICc.
func (f *calendarFit) yearly(means []float64) bool {
	n := len(means)
	if n < fewestYearWeeks {
		return false
	}
	logs := make([]float64, n)
	for i, v := range means {
		logs[i] = math.Log(v + half)
	}
	row := func(i int) []float64 {
		return append([]float64{1, float64(i) / float64(n)}, waves(f.cal.day(f.last-week*(n-i)+week/2))...)
	}
	_, line, ok1 := leastSquares(logs, 2, row)
	b, both, ok2 := leastSquares(logs, 2+2*harmonics, row)
	if !ok1 || !ok2 || both >= line {
		return false
	}
	f.year = b[2:]
	return true
}

// leastSquares fits the first so many columns and returns coefficients and AICc.
func leastSquares(y []float64, columns int, row func(int) []float64) (b []float64, aicc float64, ok bool) {
	a := mat.NewDense(len(y), columns, nil)
	for i := range y {
		a.SetRow(i, row(i)[:columns])
	}
	var x, rest mat.VecDense
	v := mat.NewVecDense(len(y), y)
	if err := x.SolveVec(a, v); err != nil {
		return nil, 0, false
	}
	rest.MulVec(a, &x)
	rest.SubVec(v, &rest)
	n, k := float64(len(y)), float64(columns+1)
	sum := math.Max(mat.Dot(&rest, &rest), tiny)
	return x.RawVector().Data, n*math.Log(sum/n) + 2*k + 2*k*(k+1)/(n-k-1), true
}

// follow fits the level: exponential smoothing with a damped trend or without, by AICc. A trend that goes on for ever is left out: over
// a year of weeks ahead it carries a desk anywhere.
func (f *calendarFit) follow(means []float64) bool {
	h := history{y: means, m: 1}
	found := false
	for _, p := range []spec{{additive, none, false, none}, {additive, additive, true, none}} {
		if e, ok := h.exponential(p, likelihood); ok && (!found || e.aicc < f.level.aicc) {
			f.level, found = e, true
		}
	}
	return found
}

// spread keeps how the days of each recorded week lay about its mean.
func (f *calendarFit) spread(h history, means []float64) {
	for w, from := 0, len(h.y)%week; from < len(h.y); w, from = w+1, from+week {
		days := make([]float64, week)
		for k := range days {
			if !h.known[from+k] {
				days = nil
				break
			}
			if x := means[w] * f.factor(from+k); x > 0 {
				days[k] = h.y[from+k]/x - 1
			}
		}
		if days != nil {
			f.within = append(f.within, days)
		}
	}
}

func (f calendarFit) model() string { return f.level.model() }

func (f calendarFit) mean(steps int) []float64 {
	level := f.level.mean((steps + week - 1) / week)
	out := make([]float64, steps)
	for k := range out {
		out[k] = level[k/week] * f.coming(k)
	}
	return out
}

// path draws a path of the level and for each week ahead a week of the past, whose days lie about the mean as they did: so a week's total is the
// level's, and its days share what they shared.
func (f calendarFit) path(rng *rand.Rand, out []float64) {
	level := make([]float64, (len(out)+week-1)/week)
	f.level.path(rng, level)
	var days []float64
	for k := range out {
		if k%week == 0 && len(f.within) > 0 {
			days = f.within[rng.IntN(len(f.within))]
		}
		out[k] = math.Max(0, level[k/week]) * f.coming(k)
		if days != nil {
			out[k] *= 1 + days[k%week]
		}
	}
}

// dayFactor is the day factor by the method of moments. With N_i the tickets of a day, Poisson with mean m f_i G_i, where m is the week's level, f_i the calendar's factor
// and G_i the factor of the day with mean 1, the variance is v_i = m f_i + CV² m² f_i². The level is read from the same week, m = ΣN / Σf, so with w_i = f_i / Σf
//
//	E(N_i - m f_i)² = v_i (1 - 2 w_i) + w_i² Σv_j = m a_i + CV² m² b_i,
//
// and CV² = Σ((N_i - m f_i)² W/(W-1) - m a_i) / Σ m² b_i; W/(W-1) of W weeks gives back what the weekdays' means took. What whole weeks share belongs to the level
// and not to the factor. The interval is that of the jackknife over weeks.
//
// Source: G. Jongbloed and G. Koole, Managing uncertainty in call centres using Poisson mixtures, Appl. Stoch. Models Bus. Ind. 17
// (2001); A. N. Avramidis, A. Deslauriers and P. L'Ecuyer, Modeling daily arrivals to a telephone call center, Management Science 50 (2004).
func (f calendarFit) dayFactor(h history) DayFactor {
	means := f.weeks(h)
	var over, square []float64 // by week
	d, weeks := DayFactor{}, float64(len(means))
	for w, from := 0, len(h.y)%week; from < len(h.y); w, from = w+1, from+week {
		a, b := f.moments(from)
		var o, s float64
		for k := range week {
			i := from + k
			mean := means[w] * f.factor(i)
			if !h.known[i] || f.off(h.cal.day(i)) || mean <= 0 {
				continue
			}
			o += (h.y[i]-mean)*(h.y[i]-mean)*weeks/(weeks-1) - means[w]*a[k]
			s += means[w] * means[w] * b[k]
			d.Days++
		}
		over, square = append(over, o), append(square, s)
	}
	return d.jackknife(over, square)
}

// moments are a_i and b_i of the days of a week: what chance and the day factor add to their squared errors.
func (f calendarFit) moments(from int) (a, b [week]float64) {
	var sum, squares float64
	for k := range week {
		x := f.factor(from + k)
		sum, squares = sum+x, squares+x*x
	}
	for k := range week {
		x := f.factor(from + k)
		w := x / away(sum)
		a[k], b[k] = x*(1-2*w)+w*w*sum, x*x*(1-2*w)+w*w*squares
	}
	return a, b
}

// fewestFactorDays is the number of days below which no day factor is given.
const fewestFactorDays = 4 * fewestDays

func (d DayFactor) jackknife(over, square []float64) DayFactor {
	var a, b float64
	for w := range over {
		a, b = a+over[w], b+square[w]
	}
	n := float64(len(over))
	if d.Days < fewestFactorDays || b == 0 {
		return DayFactor{}
	}
	without := make([]float64, len(over))
	for w := range over {
		without[w] = (a - over[w]) / away(b-square[w])
	}
	error := stat.StdDev(without, nil) * (n - 1) / math.Sqrt(n)
	root := func(x float64) float64 { return math.Sqrt(math.Max(0, x)) }
	d.CV, d.Low, d.High = root(a/b), root(a/b-1.96*error), root(a/b+1.96*error)
	return d
}
