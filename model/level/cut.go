package level

import (
	"cmp"
	"math"
	"slices"
)

// point is a level with its weight.
type point struct{ level, weight float64 }

// cut parts points into k groups so that Σ weight (level - mean of its group)² is least: k-means in one dimension, solved exactly
// by dynamic programming. The result is the number of each point's group, 0 the lowest. Equal levels are never parted; where
// there are fewer different levels than k there are fewer groups.
//
// Source: H. Wang, M. Song, Ckmeans.1d.dp: optimal k-means clustering in one dimension by dynamic programming, The R Journal 3/2 (2011).
func cut(points []point, k int) []int {
	order := make([]int, len(points))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(points[a].level, points[b].level) })
	blocks, of := merge(points, order)
	ends := split(blocks, min(k, len(blocks)))
	groups := make([]int, len(points))
	for i, b := range of {
		groups[i], _ = slices.BinarySearch(ends, b+1)
	}
	return groups
}

// sameLevel is the distance below which two levels are equal but for rounding.
const sameLevel = 1e-9

// moments are sums over points: weight, weight × level, weight × level².
type moments struct{ w, wl, wll float64 }

func (m moments) add(p point) moments {
	return moments{m.w + p.weight, m.wl + p.weight*p.level, m.wll + p.weight*p.level*p.level}
}

// merge makes one block of every distinct level, from the lowest up; of says which block a point is in.
func merge(points []point, order []int) (blocks []moments, of []int) {
	of = make([]int, len(points))
	for n, i := range order {
		if n == 0 || points[i].level-points[order[n-1]].level > sameLevel {
			blocks = append(blocks, moments{})
		}
		of[i] = len(blocks) - 1
		blocks[of[i]] = blocks[of[i]].add(points[i])
	}
	return blocks, of
}

// split returns the end, exclusive, of each of k runs of blocks with the least sum of squares.
func split(blocks []moments, k int) []int {
	n := len(blocks)
	until := make([]moments, n+1)
	for i, b := range blocks {
		until[i+1] = moments{until[i].w + b.w, until[i].wl + b.wl, until[i].wll + b.wll}
	}
	cost := func(from, to int) float64 {
		w, wl, wll := until[to].w-until[from].w, until[to].wl-until[from].wl, until[to].wll-until[from].wll
		return math.Max(0, wll-wl*wl/w)
	}
	best := make([]float64, n+1) // of the first i blocks in the runs so far
	for i := 1; i <= n; i++ {
		best[i] = math.Inf(1)
	}
	starts := make([][]int, k)
	for run := range k {
		next := make([]float64, n+1)
		starts[run] = make([]int, n+1)
		for i := range next {
			next[i] = math.Inf(1)
			for from := run; from < i; from++ {
				if c := best[from] + cost(from, i); c < next[i] {
					next[i], starts[run][i] = c, from
				}
			}
		}
		best = next
	}
	ends := make([]int, k)
	for run, end := k-1, n; run >= 0; run-- {
		ends[run] = end
		end = starts[run][end]
	}
	return ends
}
