package origin

import "math"

// AddUp rounds both ends of a change and its parts to whole units, so that what is printed adds up too: a part is what it adds to the
// rounded sum so far, and lies less than one unit off. The results count units; first + Σ rounded = last.
func AddUp(from float64, parts []float64, to, unit float64) (first float64, rounded []float64, last float64) {
	first = math.Round(from / unit)
	sum, before := from, first
	rounded = make([]float64, len(parts))
	for i, p := range parts {
		sum += p
		if i == len(parts)-1 {
			sum = to // whatever rounding left in the last digits
		}
		next := math.Round(sum / unit)
		rounded[i], before = next-before, next
	}
	return first, rounded, before
}
