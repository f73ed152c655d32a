package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tiermix/model/kpi"
)

// Sparks are drawn in a box of this size; the picture is stretched to the tile's width.
const (
	sparkWidth  = 150.0
	sparkHeight = 30.0
	sparkMargin = 3.0
)

// Spark is a small line: the points of an SVG polyline, and the last point.
type Spark struct {
	Points string // "" = fewer than two values
	X, Y   string
}

// NewSpark draws values from left to right; a nil value is skipped.
func NewSpark(values []*float64) Spark {
	low, high, known := bounds(values)
	if known < 2 {
		return Spark{}
	}
	var points []string
	var s Spark
	for i, v := range values {
		if v == nil {
			continue
		}
		s.X, s.Y = sparkPoint(i, len(values), *v, low, high)
		points = append(points, s.X+","+s.Y)
	}
	s.Points = strings.Join(points, " ")
	return s
}

func bounds(values []*float64) (low, high float64, known int) {
	for _, v := range values {
		if v == nil {
			continue
		}
		if known == 0 || *v < low {
			low = *v
		}
		if known == 0 || *v > high {
			high = *v
		}
		known++
	}
	return low, high, known
}

func sparkPoint(i, n int, v, low, high float64) (x, y string) {
	share := 0.5
	if high > low {
		share = (v - low) / (high - low)
	}
	px := sparkMargin + float64(i)/float64(max(1, n-1))*(sparkWidth-2*sparkMargin)
	py := sparkHeight - sparkMargin - share*(sparkHeight-2*sparkMargin)
	return fmt.Sprintf("%.1f", px), fmt.Sprintf("%.1f", py)
}

// courseOf are a figure's values by bucket, in the order of time.
func courseOf(answer kpi.Answer, id, bucket string) []*float64 {
	f, _ := Figure(answer, id)
	values := []*float64{}
	for _, g := range InTime(f.Groups, bucket) {
		values = append(values, g.Value)
	}
	return values
}

// InTime orders groups by their calendar dimension; its values sort as text. Groups without a day are left out.
func InTime(groups []kpi.Group, bucket string) []kpi.Group {
	dated := slices.DeleteFunc(slices.Clone(groups), func(g kpi.Group) bool { return g.Key[bucket] == "" })
	slices.SortStableFunc(dated, func(a, b kpi.Group) int { return cmp.Compare(a.Key[bucket], b.Key[bucket]) })
	return dated
}
