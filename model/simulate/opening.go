package simulate

// opening is a clock of a target that runs in some periods only.
type opening struct {
	starts []float64 // s, start of each period, the last one being after closing
	before []float64 // s that counted before each period
	runs   []bool    // by period; after closing as in the last one
}

// opening prepares the clock; nil runs always.
func (p *plan) opening(open []bool) *opening {
	if len(open) == 0 {
		return nil
	}
	o, start, counted := &opening{}, 0.0, 0.0
	for i, end := range p.ends {
		o.starts, o.before, o.runs = append(o.starts, start), append(o.before, counted), append(o.runs, open[i])
		if open[i] {
			counted += end - start
		}
		start = end
	}
	o.starts, o.before, o.runs = append(o.starts, start), append(o.before, counted), append(o.runs, open[len(open)-1])
	return o
}

// at is what the clock shows at an instant of a period, in seconds.
func (o *opening) at(seconds float64, period int) float64 {
	if !o.runs[period] {
		return o.before[period]
	}
	return o.before[period] + seconds - o.starts[period]
}

// timely says whether what began at one instant and came at another came within the target. The clock on the wall is asked first: no
// other one runs faster.
func (e *engine) timely(v *visit, from float64, period int32, to float64) bool {
	if to-from <= v.target {
		return true
	}
	if v.opening == nil {
		return false
	}
	return v.opening.at(to, e.periodOf(to, int(period)))-v.opening.at(from, int(period)) <= v.target
}
