package desk

import (
	"slices"
	"sort"
)

// When tickets arrive: weights, in local time.
var (
	weekdayWeights = [7]int{240, 205, 195, 185, 155, 25, 15} // Monday first
	hourWeights    = [24]int{2, 1, 1, 1, 1, 3, 10, 35, 85, 110, 115, 100, 70, 85, 95, 85, 70, 50, 30, 20, 14, 10, 6, 3}
	monthWeights   = [12]int{112, 106, 104, 98, 96, 97, 90, 84, 104, 106, 108, 92} // January first
)

const (
	growth   = 150 // per mille more tickets a day at the end than at the start
	dayNoise = 150 // per mille up or down, uniform: a coefficient of variation of 9 %
)

// arrivals calls arrive n times with instants in rising order. How many fall into an hour is multinomial over the
// hours' weights; memory is one counter an hour and the seconds of one hour.
func arrivals(d dice, n int, arrive func(created int64) error) error {
	counts := hourCounts(d, n)
	var seconds []int
	for h, count := range counts {
		seconds = seconds[:0]
		for range count {
			seconds = append(seconds, d.below(int(hour)))
		}
		slices.Sort(seconds)
		for _, s := range seconds {
			if err := arrive(began + int64(h)*hour + int64(s)); err != nil {
				return err
			}
		}
	}
	return nil
}

func hourCounts(d dice, n int) []int {
	upTo := cumulated(d)
	total := upTo[len(upTo)-1]
	counts := make([]int, len(upTo))
	for range n {
		at := d.below(total)
		counts[sort.SearchInts(upTo, at+1)]++
	}
	return counts
}

// cumulated adds up the weights of all hours of the desk's life, one after the other; the sum stays below 2^31.
func cumulated(d dice) []int {
	noise := make([]int, days)
	for i := range noise {
		noise[i] = d.between(1000-dayNoise, 1000+dayNoise)
	}
	hours := int((ends - began) / hour)
	upTo := make([]int, 0, hours)
	sum := 0
	for h := range hours {
		dayNo, seconds := local(began + int64(h)*hour)
		sum += dayWeight(dayNo) * noise[dayNo] / 1000 * hourWeights[seconds/hour] / 100
		upTo = append(upTo, sum)
	}
	return upTo
}

// dayWeight grows over the desk's life and follows month and weekday; a holiday is as quiet as a Sunday.
func dayWeight(dayNo int) int {
	weekday := dayNo % 7
	if weekday < 5 && !calendar[dayNo].works {
		weekday = 6
	}
	date := firstDay.AddDate(0, 0, dayNo)
	weight := weekdayWeights[weekday] * monthWeights[date.Month()-1]
	return weight * (1000 + growth*dayNo/days) / 1000
}
