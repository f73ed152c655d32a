package locale

// The units of figures, as model/kpi names them.
const (
	Share    = "share"
	Duration = "duration"
	Count    = "count"
	Mean     = "mean"
)

// Value writes a figure's value in its unit: a share as percent, a duration (seconds) in hours and minutes, a count
// whole, anything else with two decimals. Nil is None.
func (l *Locale) Value(unit string, v *float64) string {
	if v == nil {
		return None
	}
	switch unit {
	case Share:
		return l.Percent(*v)
	case Duration:
		return l.Duration(*v)
	case Count:
		return l.Number(*v, 0)
	default:
		return l.Fixed(*v, 2)
	}
}

// Difference writes the size of a change, without its sign: a change of a share in percentage points.
func (l *Locale) Difference(unit string, v float64) string {
	if v < 0 {
		v = -v
	}
	if unit == Share {
		return l.T("unit.points", l.Fixed(100*v, 1))
	}
	return l.Value(unit, &v)
}

// Interval writes the two ends of an interval, or nothing when there is none.
func (l *Locale) Interval(unit string, low, high *float64) string {
	if low != nil && high == nil && unit == Duration { // too many still run to know the upper end
		return l.T("tile.atleast", l.Value(unit, low))
	}
	if low == nil || high == nil {
		return ""
	}
	if unit == Share {
		return l.Fixed(100*(*low), 1) + "–" + l.Percent(*high)
	}
	return l.Value(unit, low) + " – " + l.Value(unit, high)
}
