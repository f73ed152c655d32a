package plan

import (
	"context"
	"fmt"

	"tiermix/model/staffing"
)

// Enough is a side with so much slack that a simulation keeps every promise for certain.
type Enough struct {
	Side  Side // its peak week is not staffed
	Check Check
}

// Steps in which people get slack: a tier whose promise is not certain is planned with a lower occupancy.
const (
	slackStep  = 0.05
	mostSlacks = 8
)

// Enough looks for the people with whom every promise of a side is kept for certain: tier by tier the occupancy that is planned with is
// lowered in steps of five points until the simulation says so. It is nil where no such staff is found within eight steps, and
// where check, what the simulation says to the side as it is, is certain already.
//
// Errors: those of the models.
func (in Input) Enough(ctx context.Context, s Side, check Check, o CheckOptions) (*Enough, error) {
	if check.Certain() {
		return nil, nil
	}
	for range mostSlacks {
		if !in.slacken(check) {
			return nil, nil
		}
		var err error
		if err = in.staff(&s); err != nil {
			return nil, fmt.Errorf("people with slack: %w", err)
		}
		if check, err = in.Simulate(ctx, s, o); err != nil {
			return nil, err
		}
		if check.Certain() {
			return &Enough{s, check}, nil
		}
	}
	return nil, nil
}

// slacken lowers the occupancy of every tier that has a promise in doubt; false where that is not possible.
func (in *Input) slacken(c Check) bool {
	doubt := map[int]bool{}
	for _, k := range c.Promises {
		if k.doubtful() {
			doubt[k.Tier] = true
		}
	}
	for tier := range doubt {
		p := &in.Desk.First.Promise
		if tier == 2 {
			p = &in.Desk.Second.Promise
		}
		if p.MaxOccupancy -= slackStep; p.MaxOccupancy < slackStep {
			return false
		}
	}
	return true
}

// staff works out the typical week of a side and its people.
func (in Input) staff(s *Side) (err error) {
	if s.Typical, err = staffing.Plan(in.staffing(s.Option, "typical week", false)); err != nil {
		return err
	}
	s.PerYear = 0
	for i := range s.Tiers {
		s.Tiers[i] = in.team(s.Typical.Tiers[i], i)
		s.PerYear += s.Tiers[i].PerYear
	}
	s.PerYear += s.Option.FailedTriesPerYear * in.Desk.FailedTry.Amount
	return nil
}
