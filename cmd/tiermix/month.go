package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"tiermix/model/kpi"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/workload"
)

const monthFormat = "2006-01"

// monthFlags are those of a plan for a month to come.
func (p *planWords) monthFlags(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&p.month, "month", "", "plan for what is expected of a month to come, as 2026-03: its growth comes from the forecast, unless growth is typed")
	flags.StringVar(&p.ahead, "ahead", "", "the same for the month so many months ahead, as 6m")
}

// checkMonth says what is wrong with the month asked for.
func (p *planWords) checkMonth() error {
	if p.month != "" && p.ahead != "" {
		return errors.New("--month and --ahead both name the month; give one of them")
	}
	if p.month != "" {
		if _, err := time.Parse(monthFormat, p.month); err != nil {
			return fmt.Errorf("--month is %q: write a month as 2026-03", p.month)
		}
	}
	_, err := p.monthsAhead()
	return err
}

// monthsAhead is how many months --ahead names; 0: none.
func (p *planWords) monthsAhead() (int, error) {
	if p.ahead == "" {
		return 0, nil
	}
	h, err := workload.ParseHorizon(p.ahead)
	if err != nil || h.Unit != 'm' {
		return 0, fmt.Errorf("--ahead is %q: write a number of months from 1m to 60m", p.ahead)
	}
	return h.N, nil
}

// farthest is how far a plan looks ahead.
const farthest = 60

// forMonth settles the numbers of a plan for the month that the flags name.
func (p *planWords) forMonth(ctx context.Context, d plan.Demand, s plan.Scenario) (plan.Input, error) {
	h, err := historyOf(ctx, p.db, kpi.Scope{}, "", "")
	if err != nil {
		return plan.Input{}, err
	}
	ahead, err := p.monthsAhead()
	if err != nil {
		return plan.Input{}, err
	}
	month := h.Last
	if ahead == 0 {
		if month, err = time.Parse(monthFormat, p.month); err != nil {
			return plan.Input{}, fmt.Errorf("--month: %w", err)
		}
		ahead = min(12*(month.Year()-h.Last.Year())+int(month.Month())-int(h.Last.Month()), farthest)
		if ahead < 1 {
			ahead = farthest // it is refused with all that there are
		}
	}
	outlook := workload.Outlook(d, h, origin.Value{}, ahead)
	if p.ahead != "" {
		month = outlook.Months[len(outlook.Months)-1].First
	}
	m, err := outlook.In(month)
	if err != nil {
		return plan.Input{}, fmt.Errorf("plan: %w", err)
	}
	return s.BuildFor(d, outlook, m)
}
