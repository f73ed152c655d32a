package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"testing"
	"time"

	"tiermix/ingest/store"
	"tiermix/model/kpi"
)

type timed struct{ store.Querier }

func (t timed) QueryContext(ctx context.Context, q string, a ...any) (*sql.Rows, error) {
	s := time.Now()
	r, err := t.Querier.QueryContext(ctx, q, a...)
	fmt.Println(time.Since(s).Round(time.Millisecond), len(q), q[:min(len(q), 60)])
	return r, err
}
func (t timed) QueryRowContext(ctx context.Context, q string, a ...any) *sql.Row {
	s := time.Now()
	r := t.Querier.QueryRowContext(ctx, q, a...)
	fmt.Println(time.Since(s).Round(time.Millisecond), q[:40])
	return r
}

func TestZZ(t *testing.T) {
	ctx := context.Background()
	s, _ := store.Open(ctx, "", store.Create)
	if _, err := s.DB().ExecContext(ctx, fmt.Sprintf(generate, 1_000_000)); err != nil {
		t.Fatal(err)
	}
	var tickets, stints []string
	for _, f := range kpi.All() {
		if f.View.Rows == "path" {
			tickets = append(tickets, f.ID)
		} else {
			stints = append(stints, f.ID)
		}
	}
	for range 2 {
		for _, q := range []kpi.Query{{IDs: tickets}, {IDs: tickets, By: []string{"category"}}, {IDs: stints}} {
			fmt.Println("----", q.By)
			a:=time.Now()
			store.Answer(ctx, timed{s.DB()}, q)
			fmt.Println(time.Since(a))
		}
	}
	for range 2 {
	for _, q := range []string{
		"select max(created_local), max(resolved_local) from tier.path",
		"select max(created_local) from tier.path",
		"select max(left_at) from tier.stint",
		"select max(greatest(left_at,entered_at)) from tier.stint",
		"select max(last_team) from tier.path",
		"select count_if(contacts = 1 and max_tier = 1 and (reopens = 0 or coalesce(reopen_gap_seconds, 0) > 604800)) from tier.path",
		"select count_if(first_level_possible and contacts is not null and reopens is not null and first_level_possible is not null and placed and contacts = 1 and max_tier = 1 and (reopens = 0 or coalesce(reopen_gap_seconds, 0) > 604800)) from tier.path",
		"select count(*) from tier.path where excluded is null",
		"select count(*) from tier.path where excluded is null and resolved_at is not null",
		"select quantile_cont(resolution_seconds,[0.45, 0.498, 0.5, 0.502, 0.55, 0.9]) from tier.path where excluded is null and resolved_at is not null",
		"select avg(resolution_seconds),sum(resolution_seconds) from tier.path",
		"select avg(resolution_seconds::int),sum(resolution_seconds) from tier.path",
	} {
		var x any
		a := time.Now()
		r, err := s.DB().QueryContext(ctx, q)
		if err != nil { t.Fatal(err) }
		r.Close()
		fmt.Println(time.Since(a).Round(time.Millisecond/10), q, x)
	}}
}
