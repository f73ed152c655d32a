package shiftleft_test

import (
	"fmt"
	"testing"

	"tiermix/model/plan"
	"tiermix/model/shiftleft"
)

// A desk of a million tickets: 300,000 of 2nd level in 500 categories.
func BenchmarkMake(b *testing.B) {
	d := demand()
	d.Categories = nil
	var groups []shiftleft.Group
	for i := range 500 {
		name := fmt.Sprint("category ", i)
		d.Categories = append(d.Categories, plan.Category{Key: name, Tickets: 2000, Tried: 1500, Solved: 1000, Second: 1000})
		for k := range 4 {
			minutes := make([]float64, 150)
			for j := range minutes {
				minutes[j] = float64((i+j*7+k)%90 + 1)
			}
			groups = append(groups, shiftleft.Group{Category: name, Tried: k%2 == 0, Marked: k == 3, Alone: k < 2, Unlinked: true, Tickets: 150, Judged: 150, Known: 150, Minutes: minutes})
		}
	}
	in, err := plan.Build(d, plan.Unsaid())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := shiftleft.Make(in, shiftleft.Solved{From: d.From, To: d.To, Days: 70, Groups: groups}, 30); err != nil {
			b.Fatal(err)
		}
	}
}
