package plan

import "tiermix/model/simulate"

// Kept is a promise: live work answered in time, or deferred work done in time.
type Kept struct {
	Tier      int // 1 or 2
	Live      bool
	Promised  float64           // share
	Formula   float64           // share that the hourly plan keeps
	Simulated simulate.Estimate // the same, simulated; not defined where no ticket came
}

// Verdict is what a simulation says to a promise.
type Verdict string

// The verdicts.
const (
	Holds  Verdict = "kept"        // the whole interval lies at or above the promise
	Open   Verdict = "not certain" // the interval includes the promise
	Broken Verdict = "broken"      // the whole interval lies below the promise
	Untold Verdict = "not told"    // no ticket came, or what became of them is not decided at the end
)

// Verdict holds the interval of the simulation against the promise.
func (k Kept) Verdict() Verdict {
	switch {
	case !k.Simulated.Defined:
		return Untold
	case k.Simulated.High < k.Promised:
		return Broken
	case k.Simulated.Low < k.Promised:
		return Open
	}
	return Holds
}

// doubtful says that the simulation does not keep the promise for certain.
func (k Kept) doubtful() bool {
	v := k.Verdict()
	return v == Open || v == Broken
}

// Agrees says whether the formula lies inside the interval of the simulation. That of deferred work knows no chance and is an upper
// bound; there both agree when the simulation does not contradict what the formula says of the promise.
func (k Kept) Agrees() bool {
	switch verdict := k.Verdict(); {
	case verdict == Untold:
		return true
	case k.Live:
		return k.Simulated.Encloses(k.Formula)
	case k.Formula >= k.Promised:
		return verdict != Broken
	default:
		return verdict != Holds
	}
}

// Certain says whether every promise is kept for certain.
func (c Check) Certain() bool {
	for _, k := range c.Promises {
		if k.doubtful() {
			return false
		}
	}
	return true
}
