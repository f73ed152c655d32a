package workload

import (
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat"

	"tiermix/model/origin"
)

// FewestWeeks is the number of weeks of throughput that a projection rests on at least, UsualWeeks that it rests on where there are as many: a quarter.
const (
	FewestWeeks = 4
	UsualWeeks  = 13
)

// futures is the number of drawn futures of a backlog.
const futures = 2000

// Projection is what a backlog comes to if the desk goes on as it did.
type Projection struct {
	Today      float64 // open tickets at the end of the records
	Throughput float64 // mean tickets that left a week
	Weeks      []Stock
}

// Stock is the backlog at the end of a week ahead, with its 80 % interval.
type Stock struct{ Mean, Low, High float64 }

// Throughput is the tickets that left in each week: those that came, less the change of the backlog,
//
//	left(w) = backlog(w-1) + arrivals(w) - backlog(w),
//
// given backlogs at the ends of successive weeks, one more than arrivals. Where tickets were merged or a record is late it can come out below 0, which is
// taken as 0.
func Throughput(backlogs, arrivals []float64) []float64 {
	left := make([]float64, 0, len(arrivals))
	for i := range min(len(arrivals), len(backlogs)-1) {
		left = append(left, max(0, backlogs[i]+arrivals[i]-backlogs[i+1]))
	}
	return left
}

// Project follows a backlog week by week,
//
//	backlog(w) = max(0, backlog(w-1) + arrivals(w) - throughput(w)),
//
// with arrivals drawn from the paths of the forecast and throughput from the weeks that were recorded, all equally likely. Errors: a line without a forecast; fewer
// than FewestWeeks of throughput; a horizon shorter than the weeks.
func Project(l Line, today float64, throughput []float64, weeks int, seed uint64) (Projection, error) {
	switch {
	case !l.Told():
		return Projection{}, l.Err()
	case len(throughput) < FewestWeeks:
		return Projection{}, origin.Faultf(origin.Text{
			EN: "throughput is known for %d whole weeks only; a projection needs %d", DE: "der Durchsatz ist nur für %d ganze Wochen bekannt; eine Fortschreibung braucht %d",
		}, len(throughput), FewestWeeks)
	case len(l.Points) < 7*weeks:
		return Projection{}, origin.Faultf(origin.Text{
			EN: "the forecast holds %d days and %d weeks are asked for", DE: "die Vorhersage enthält %d Tage, verlangt sind %d Wochen",
		}, len(l.Points), weeks)
	}
	p := Projection{Today: today, Throughput: stat.Mean(throughput, nil)}
	rng := rand.New(rand.NewPCG(seed, 0xbac))
	stocks := make([][]float64, weeks)
	for _, path := range l.Paths(rng, futures) {
		stock := today
		for w := range weeks {
			for _, n := range path[7*w : 7*w+7] {
				stock += n
			}
			stock = max(0, stock-throughput[rng.IntN(len(throughput))])
			stocks[w] = append(stocks[w], stock)
		}
	}
	for _, all := range stocks {
		slices.Sort(all)
		p.Weeks = append(p.Weeks, Stock{Mean: stat.Mean(all, nil), Low: stat.Quantile(0.1, stat.Empirical, all, nil), High: stat.Quantile(0.9, stat.Empirical, all, nil)})
	}
	return p, nil
}
