package kpi

import (
	"fmt"

	"tiermix/model/rate"
)

// Lifetime is the SQL of a duration whose rows may still run: at is the seconds that a row took, or has been seen to run, as a double, null
// for a row that is neither; ended is true for those that ended. Both are empty for a figure without such rows.
func (s Spec) Lifetime(w Wanted) (at, ended string) {
	seen := s.seen(w.Hours)
	if seen == "" {
		return "", ""
	}
	value := s.value(w.Hours)
	at = fmt.Sprintf("greatest(0, coalesce(%s, %s))", value, seen)
	if w.Rounded {
		at = rounded(at)
	}
	ended = "(" + value + ") is not null"
	return fmt.Sprintf("case when %s or (%s) is not null then cast(%s as double) end", ended, seen, at), ended
}

// exactBelow is the number of seconds up to which lifetimes are never rounded. Above it they are rounded to a step of 1 in 2,048 at most,
// so that any number of rows has some thousands of lifetimes and a figure is wrong by 1 in 4,096 at worst (0.025 %).
const exactBelow = 4096

func rounded(value string) string {
	step := fmt.Sprintf("(1::bigint << (floor(log2(greatest(%d, %s)))::bigint - 11))", exactBelow/2, value)
	return fmt.Sprintf("cast(round((%s) / %s) as bigint) * %s", value, step, step)
}

// AddLifetimes takes the distinct times of Lifetime, and how many rows ended and still run at each: three lists of doubles of one length.
func (c *Cell) AddLifetimes(at, ended, running any) error {
	var lists [3][]float64
	for i, value := range []any{at, ended, running} {
		var err error
		if lists[i], err = doubles(value); err != nil {
			return fmt.Errorf("read lifetimes: %w", err)
		}
		if len(lists[i]) != len(lists[0]) {
			return fmt.Errorf("read lifetimes: %d numbers for %d times", len(lists[i]), len(lists[0]))
		}
	}
	for i, seconds := range lists[0] {
		c.Lifetimes = append(c.Lifetimes, rate.Lifetime{At: seconds, Ended: int(lists[1][i]), Censored: int(lists[2][i])})
	}
	return nil
}
