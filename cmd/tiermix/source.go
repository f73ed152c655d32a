package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"tiermix/dashboard"
	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/flow"
	"tiermix/model/kpi"
	"tiermix/model/plan"
)

// openSource opens a desk's file for the dashboard.
func openSource(ctx context.Context, path string) (dashboard.Source, func() error, error) {
	s, err := store.Open(ctx, path, store.Read)
	if err != nil {
		return nil, nil, err
	}
	status, err := tier.Status(ctx, s.DB())
	if err != nil {
		return nil, nil, errors.Join(err, s.Close())
	}
	return &source{store: s, status: status}, s.Close, nil
}

// source answers the dashboard's questions out of a desk's file. The file is open for reading, so that nobody can
// change it meanwhile and its status stays what it was.
type source struct {
	store  *store.Store
	status flow.Status
	values sync.Map // dimension -> []string
}

func (s *source) Status(context.Context) (flow.Status, error) { return s.status, nil }

func (s *source) Answer(ctx context.Context, q kpi.Query) (kpi.Answer, error) {
	return store.Answer(ctx, s.store.DB(), q)
}

func (s *source) Values(ctx context.Context, dim string) ([]string, error) {
	if known, ok := s.values.Load(dim); ok {
		return known.([]string), nil
	}
	values, err := store.Values(ctx, s.store.DB(), dim)
	if err == nil {
		s.values.Store(dim, values)
	}
	return values, err
}

func (s *source) Flow(ctx context.Context, scope kpi.Scope) ([]flow.Link, error) {
	return tier.Flow(ctx, s.store.DB(), scope)
}

func (s *source) Exchanges(ctx context.Context, scope kpi.Scope) ([]flow.Exchange, error) {
	return tier.Exchanges(ctx, s.store.DB(), scope)
}

func (s *source) Holding(ctx context.Context, at time.Time, where []kpi.Filter) ([]flow.Held, error) {
	return tier.Holding(ctx, s.store.DB(), at, where)
}

func (s *source) Demand(ctx context.Context) (plan.Demand, error) {
	return tier.Demand(ctx, s.store.DB(), kpi.Period{})
}
