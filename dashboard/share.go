package dashboard

import (
	"context"
	"encoding/json"
	"fmt"

	"tiermix/model/kpi"
)

// shared is a source that computes every answer once for all parts of all pages that ask the same of the same data.
// Its answers belong to many and are only read.
type shared struct {
	Source
	answers *cache
	version string
}

// sharedAnswers is how many answers are kept for parts that still want them.
const sharedAnswers = 64

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
