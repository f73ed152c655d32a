package dashboard

import (
	"context"
	"encoding/json"
	"fmt"

	"tiermix/model/kpi"
	"tiermix/model/plan"
)

// shared is a source that computes every answer once for all parts of all pages that ask the same of the same data.
// Its answers belong to many and are only read.
type shared struct {
	Source
	answers *cache
	version string
	unpaid  bool // who asks may not see what anybody earns
}

// sharedAnswers is how many answers are kept for parts that still want them.
const sharedAnswers = 64

// share computes what several parts need once.
func (s shared) share(ctx context.Context, key string, compute func(context.Context) (any, error)) (any, error) {
	return s.answers.get(ctx, s.version+"|"+key, compute)
}

// Demand implements the source, without the pay of few people: no page of the dashboard gets to see it, so that nothing on one can be
// worked back to it. See plan.Demand.Withheld.
func (s shared) Demand(ctx context.Context) (plan.Demand, error) {
	demand, err := s.share(ctx, "demand", func(ctx context.Context) (any, error) {
		demand, err := s.Source.Demand(ctx)
		demand = demand.Withheld()
		if s.unpaid {
			demand.Salaries, demand.Few = nil, nil
		}
		return demand, err
	})
	if err != nil {
		return plan.Demand{}, err
	}
	return demand.(plan.Demand), nil
}

// Scenarios implements the source: they hold salaries that somebody typed.
func (s shared) Scenarios(ctx context.Context) ([]plan.Scenario, error) {
	if s.unpaid {
		return nil, nil
	}
	return s.Source.Scenarios(ctx)
}

// Answer implements the source.
func (s shared) Answer(ctx context.Context, q kpi.Query) (kpi.Answer, error) {
	key, err := json.Marshal(q)
	if err != nil {
		return kpi.Answer{}, fmt.Errorf("name a question: %w", err)
	}
	answer, err := s.answers.get(ctx, s.version+"|"+string(key), func(ctx context.Context) (any, error) {
		return s.Source.Answer(ctx, q)
	})
	if err != nil {
		return kpi.Answer{}, err
	}
	return answer.(kpi.Answer), nil
}
