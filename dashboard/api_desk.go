package dashboard

import (
	"context"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tiermix/model/kpi"
	"tiermix/model/kpi/listing"
)

// apiDesk is what the desk holds.
type apiDesk struct {
	Name     string    `json:"name"`
	Tickets  int       `json:"tickets"`
	First    string    `json:"first_day"`
	Last     time.Time `json:"last_record" doc:"wall clock of the desk"`
	Timezone string    `json:"timezone"`
	Version  string    `json:"version" doc:"changes whenever the data change"`
	Unplaced int       `json:"teams_without_tier"`
	Tiers    []apiTier `json:"tiers"`
}

type apiTier struct {
	Tier   int    `json:"tier"`
	NameEN string `json:"name_en"`
	NameDE string `json:"name_de"`
}

type apiValues struct {
	Dimension string   `json:"dimension"`
	Values    []string `json:"values" doc:"most frequent first; an empty one is not known"`
}

func (s *server) describeDesk(a huma.API) {
	huma.Register(a, operation("desk", "/desk", "What the desk holds", "Number of tickets, days, tiers, and the version of the data.", "Desk"),
		func(ctx context.Context, q *struct{}) (*struct{ Body apiDesk }, error) {
			status, err := s.source.Status(ctx)
			if err != nil {
				s.options.Log.Error("api", "route", "desk", "err", err)
				return nil, huma.Error500InternalServerError("the desk's file could not be read; details are in the program's log")
			}
			out := apiDesk{Name: status.Name, Tickets: status.Tickets, First: status.First.Format(time.DateOnly), Last: status.Last, Timezone: status.Zone, Version: status.Version,
				Unplaced: status.Unplaced, Tiers: []apiTier{}}
			for _, t := range status.Tiers {
				out.Tiers = append(out.Tiers, apiTier{t.Tier, t.NameEN, t.NameDE})
			}
			return &struct{ Body apiDesk }{out}, nil
		})
	huma.Register(a, operation("values", "/values/{dimension}", "Values of a dimension", "What a filter can be set to.", "Desk"),
		func(ctx context.Context, q *struct {
			Dimension string `path:"dimension" enum:"tier,team,channel,category,product,priority,region"`
		}) (*struct{ Body apiValues }, error) {
			values, err := s.source.Values(ctx, q.Dimension)
			if err != nil {
				s.options.Log.Error("api", "route", "values", "err", err)
				return nil, huma.Error500InternalServerError("the values could not be read; details are in the program's log")
			}
			return &struct{ Body apiValues }{apiValues{q.Dimension, slices.Clone(values)}}, nil
		})
}

// apiDefinition is what a figure means.
type apiDefinition struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Unit       string `json:"unit" doc:"share, duration (seconds), count, mean, ratio, money"`
	Direction  string `json:"direction" doc:"which is better: higher, lower, none"`
	Definition string `json:"definition"`
	Source     string `json:"source" doc:"whose definition it is; empty: tiermix's own"`
	Listed     bool   `json:"has_tickets" doc:"its tickets can be listed"`
}

type figureQuery struct {
	scope
	ID string   `path:"id" doc:"id of the figure"`
	By []string `query:"by" doc:"dimensions to split by, separated by commas: tier, team, channel, category, product, priority, region, day, week, month, quarter, year, weekday, hour, ..."`
}

func (s *server) describeFigures(a huma.API) {
	huma.Register(a, operation("definitions", "/figures", "All figures with their definitions", "", "Figures"),
		func(_ context.Context, q *struct{ scope }) (*struct{ Body []apiDefinition }, error) {
			l := s.language(q.gin)
			out := []apiDefinition{}
			for _, f := range kpi.All() {
				text := f.Definition.EN
				if l.Code == "de" {
					text = f.Definition.DE
				}
				out = append(out, apiDefinition{f.ID, l.T("kpi." + f.ID), f.Unit, f.Direction, text, f.Source, f.Listed()})
			}
			return &struct{ Body []apiDefinition }{out}, nil
		})
	huma.Register(a, operation("figure", "/figures/{id}", "One figure", "Its value with interval and comparison, in total and by dimensions: the same as tiermix kpi --format json.", "Figures"),
		func(ctx context.Context, q *figureQuery) (*struct{ Body listing.Answer }, error) {
			r, err := s.asked(&q.scope, s.screens[0])
			if err != nil {
				return nil, err
			}
			if _, err := kpi.Lookup(q.ID); err != nil {
				return nil, huma.Error404NotFound(err.Error())
			}
			query := r.State.Query(q.ID)
			query.By, query.Lang = q.By, kpi.Language(r.L.Code)
			if _, err := query.Plan(); err != nil {
				return nil, huma.Error400BadRequest(err.Error())
			}
			answer, err := r.Source.Answer(ctx, query)
			if err != nil {
				return nil, s.failed(ctx, r, "figure", err)
			}
			return &struct{ Body listing.Answer }{listing.Data(answer)}, nil
		})
}
