package dashboard

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tiermix/model/flow"
	"tiermix/model/kpi"
)

type ticketsQuery struct {
	scope
	Figure string `query:"figure" default:"tickets_created" doc:"id of the figure whose tickets are listed"`
	Part   string `query:"part" default:"all" enum:"all,hit,miss" doc:"all that the figure counts, its hits, or the rest"`
	Sort   string `query:"sort" default:"newest" enum:"newest,oldest,moves,longest"`
	Offset int    `query:"offset" default:"0" minimum:"0" doc:"tickets to pass over"`
	Limit  int    `query:"limit" default:"100" minimum:"1" maximum:"10000" doc:"most tickets to list"`
}

func (s *server) describeTickets(a huma.API) {
	huma.Register(a, operation("tickets", "/tickets", "Tickets behind a figure", "Exactly those that the figure counts in the period and with the filters.", "Tickets"), s.apiTickets)
	huma.Register(a, operation("ticket", "/tickets/{id}", "One ticket with its path", "Who held it from when to when, and what happened, without who did it.", "Tickets"),
		func(ctx context.Context, q *struct {
			ID string `path:"id" doc:"number of the ticket"`
		}) (*struct{ Body flow.Track }, error) {
			track, err := s.source.Ticket(ctx, q.ID)
			switch {
			case errors.Is(err, flow.ErrNoTicket):
				return nil, huma.Error404NotFound("the desk has no ticket " + q.ID)
			case err != nil:
				s.options.Log.Error("api", "route", "ticket", "err", err)
				return nil, huma.Error500InternalServerError("the ticket could not be read; details are in the program's log")
			}
			return &struct{ Body flow.Track }{track}, nil
		})
}

func (s *server) apiTickets(ctx context.Context, q *ticketsQuery) (*struct{ Body flow.Rows }, error) {
	r, err := s.asked(&q.scope, s.screens[0])
	if err != nil {
		return nil, err
	}
	spec, err := kpi.Lookup(q.Figure)
	if err != nil {
		return nil, huma.Error400BadRequest(err.Error())
	}
	if _, err := spec.Among(q.Part, kpi.Calendar); err != nil {
		return nil, huma.Error400BadRequest(err.Error())
	}
	rows, err := r.Source.Tickets(ctx, flow.Drill{Scope: r.State.Scope(), Figure: q.Figure, Part: q.Part, Sort: q.Sort, Offset: q.Offset, Limit: q.Limit})
	if err != nil {
		return nil, s.failed(ctx, r, "tickets", err)
	}
	return &struct{ Body flow.Rows }{rows}, nil
}

// apiScenario is a saved scenario.
type apiScenario struct {
	Name  string     `json:"name"`
	Note  string     `json:"note"`
	Saved time.Time  `json:"saved_at"`
	Typed []apiTyped `json:"typed"`
}

type apiTyped struct {
	Key    string   `json:"key"`
	Amount float64  `json:"amount"`
	Words  []string `json:"words,omitempty"`
}

func (s *server) describeScenarios(a huma.API) {
	huma.Register(a, operation("scenarios", "/scenarios", "Saved scenarios", "What is typed for plans, under their names.", "Planning"),
		func(ctx context.Context, _ *struct{}) (*struct{ Body []apiScenario }, error) {
			all, err := s.source.Scenarios(ctx)
			if err != nil {
				s.options.Log.Error("api", "route", "scenarios", "err", err)
				return nil, huma.NewError(http.StatusInternalServerError, "the scenarios could not be read; details are in the program's log")
			}
			out := []apiScenario{}
			for _, x := range all {
				one := apiScenario{Name: x.Name, Note: x.Note, Saved: x.Saved, Typed: []apiTyped{}}
				for _, e := range x.Entries() {
					one.Typed = append(one.Typed, apiTyped{e.Key, e.Amount, e.Words})
				}
				out = append(out, one)
			}
			return &struct{ Body []apiScenario }{out}, nil
		})
}
