package kpi

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// registry holds every figure, in the order in which they are shown.
var registry = slices.Concat(volumeFigures, contactFigures, tierFigures, qualityFigures, timeFigures, stintFigures, moneyFigures, hourFigures)

// All returns every figure in the order in which they are shown.
func All() []Spec {
	return slices.Clone(registry)
}

// Lookup returns the figure with the id. The error names the nearest id and lists all of them.
func Lookup(id string) (Spec, error) {
	i := slices.IndexFunc(registry, func(s Spec) bool { return s.ID == id })
	if i < 0 {
		return Spec{}, unknown("figure", id, ids())
	}
	return registry[i], nil
}

func ids() []string {
	var all []string
	for _, s := range registry {
		all = append(all, s.ID)
	}
	return all
}

// unknown says what exists instead of a name, nearest first.
func unknown(kind, name string, known []string) error {
	sorted := slices.Sorted(slices.Values(known))
	nearest := slices.MinFunc(sorted, func(a, b string) int { return cmp.Compare(distance(name, a), distance(name, b)) })
	hint := ""
	if distance(name, nearest) <= 1+len(nearest)/3 {
		hint = fmt.Sprintf("did you mean %s? ", nearest)
	}
	return fmt.Errorf("unknown %s %q: %sthere are %s", kind, name, hint, strings.Join(sorted, ", "))
}

// distance is the number of bytes to insert, drop or replace to turn a into b (V. I. Levenshtein, 1966).
func distance(a, b string) int {
	if len(a) > 4*len(b)+8 {
		return len(a)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		above := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replace := above
			if a[i] != b[j] {
				replace++
			}
			above = row[j+1]
			row[j+1] = min(replace, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
