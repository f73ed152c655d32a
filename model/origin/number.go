package origin

import (
	"math"
	"strconv"
	"strings"
)

// decimals are kept in print, trailing zeros dropped; amounts too small for them are written with three significant digits, as are
// those too large to be read digit by digit.
const (
	decimals = 4
	readable = 1e15
)

// Number is an amount in print, with at most four decimals: "37,200.5" and "37.200,5".
//
// Special cases: NaN and infinities are printed as such; an amount under 0.0001 as "1.2e-05", one of 1e15 or more as "1.2e+15".
func Number(amount float64) Text {
	size := math.Abs(amount)
	if math.IsNaN(size) || size >= readable || (size != 0 && size < math.Pow10(-decimals)) {
		text := strconv.FormatFloat(amount, 'g', 3, 64)
		return Text{EN: text, DE: strings.Replace(text, ".", ",", 1)}
	}
	text := strconv.FormatFloat(amount, 'f', decimals, 64)
	text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	if text == "-0" {
		text = "0"
	}
	whole, rest, broken := strings.Cut(text, ".")
	if !broken {
		return Text{EN: grouped(whole, ","), DE: grouped(whole, ".")}
	}
	return Text{EN: grouped(whole, ",") + "." + rest, DE: grouped(whole, ".") + "," + rest}
}

// grouped sets a mark between groups of three digits.
func grouped(digits, mark string) string {
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	first := len(digits) % 3
	groups := []string{}
	if first > 0 {
		groups = append(groups, digits[:first])
	}
	for ; first < len(digits); first += 3 {
		groups = append(groups, digits[first:first+3])
	}
	return sign + strings.Join(groups, mark)
}
