package shiftleft

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/rate"
)

// What is printed adds up: over the reasons and over the categories, each at most one unit off, and the list itself stays as it was.
func TestWholeAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amounts := rapid.SliceOfN(rapid.Float64Range(0, 1e6), 1, 30).Draw(t, "amounts")
		var l List
		half := 0.0
		for i, v := range amounts {
			l.Categories = append(l.Categories, Category{Money: rate.Bounds{Value: v}})
			l.Money.Value += v
			if i%2 == 0 {
				half += v
			}
		}
		l.Reasons = []Reason{{Money: rate.Bounds{Value: half}}, {Money: rate.Bounds{Value: l.Money.Value - half}}}
		whole, sum := l.Whole(), 0.0
		for i, c := range whole.Categories {
			sum += c.Money.Value
			if c.Money.Value != math.Trunc(c.Money.Value) || math.Abs(c.Money.Value-amounts[i]) > 1+1e-6 || l.Categories[i].Money.Value != amounts[i] {
				t.Fatalf("category %d: %v of %v", i, c.Money.Value, amounts[i])
			}
		}
		if reasons := whole.Reasons[0].Money.Value + whole.Reasons[1].Money.Value; sum != whole.Money.Value || reasons != sum || math.Abs(sum-l.Money.Value) > 0.5+1e-6 {
			t.Fatalf("categories %v and reasons %v of %v", sum, reasons, whole.Money.Value)
		}
	})
}
