package ingest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tiermix/ingest/tier"
	"tiermix/model/knowledge"
	"tiermix/model/kpi"
	"tiermix/model/rate"
)

func TestArticlesByHand(t *testing.T) {
	s := importFolder(t, byHand)
	h, err := tier.Articles(context.Background(), s.DB(), nil)
	if err != nil {
		t.Fatal(err)
	}
	// H9's link is in its fields; its reply with the article came on 7 March, at its first resolution
	want := []knowledge.Use{
		{Category: "Gerätetausch", Article: "KB-2", First: day("2025-03-07"), Tickets: 1},
		{Category: "Password", Article: "KB-1", First: day("2025-03-03"), Tickets: 1},
	}
	if diff := cmp.Diff(want, h.Uses); diff != "" {
		t.Errorf("uses (-want +got):\n%s", diff)
	}
	held, escalated := 0, 0
	for _, d := range h.Days {
		held, escalated = held+d.Held, escalated+d.Escalated
	}
	if held != 7 || escalated != 2 || !h.First.Equal(day("2025-03-03")) { // escalation_rate 2/7
		t.Errorf("%d of %d from %s", escalated, held, h.First)
	}
}

// planted is a desk of 30 weeks from a Monday on: every day ten tickets of Printer and of Mail, by phone and e-mail in turns. Of Printer six
// are passed on up to the end of the week in which KB-7 is first linked, and two afterwards; of Mail three, always.
func planted() map[string]string {
	var tickets, events strings.Builder
	tickets.WriteString("ticket_id,created_at,team,channel,category,resolved_at,knowledge\n")
	events.WriteString("ticket_id,occurred_at,kind,team,agent,status\n")
	first := time.Date(2025, 1, 6, 9, 0, 0, 0, time.UTC)
	for n := range 30 * 7 {
		for _, category := range []string{"Printer", "Mail"} {
			passed := 3
			if category == "Printer" {
				passed = 6
				if n >= 16*7 {
					passed = 2
				}
			}
			for i := range 10 {
				id, at := fmt.Sprintf("%s-%d-%d", category[:1], n, i), first.AddDate(0, 0, n).Add(time.Duration(i)*time.Minute)
				article := ""
				if category == "Printer" && n >= 15*7 && i == 9 {
					article = "KB-7"
				}
				write := func(after time.Duration, kind, team, status string) {
					fmt.Fprintf(&events, "%s,%s,%s,%s,,%s\n", id, at.Add(after).Format(time.RFC3339), kind, team, status)
				}
				fmt.Fprintf(&tickets, "%s,%s,Desk,%s,%s,%s,%s\n", id, at.Format(time.RFC3339), []string{"phone", "email"}[i%2], category, at.Add(time.Hour).Format(time.RFC3339), article)
				write(0, "created", "Desk", "new")
				if i < passed {
					write(20*time.Minute, "moved", "Experts", "")
				}
				write(time.Hour, "resolved", "", "resolved")
			}
		}
	}
	return map[string]string{"tickets.csv": tickets.String(), "events.csv": events.String(),
		"roster.toml": "[[team]]\nname = \"Desk\"\ntier = 1\n[[team]]\nname = \"Experts\"\ntier = 2\n"}
}

func TestPlantedArticle(t *testing.T) {
	s := deskOf(t, "", planted())
	effect := func(where ...kpi.Filter) knowledge.Effect {
		h, err := tier.Articles(context.Background(), s.DB(), where)
		if err != nil {
			t.Fatal(err)
		}
		all, err := knowledge.Effects(h, 8)
		if err != nil {
			t.Fatal(err)
		}
		if all = knowledge.Among(all, where); len(all) != 1 {
			t.Fatalf("got %+v", all)
		}
		return all[0]
	}
	e := effect()
	if e.Article != "KB-7" || e.Category != "Printer" || !e.First.Equal(day("2025-04-21")) || e.Tickets != 15*7 || e.Verdict != knowledge.Measured {
		t.Fatalf("got %+v", e)
	}
	if want := (rate.Share{Hits: 6 * 56, Total: 560}); e.Before != want {
		t.Errorf("before: %+v, want %+v", e.Before, want)
	}
	if want := (rate.Share{Hits: 2 * 56, Total: 560}); e.After != want {
		t.Errorf("after: %+v, want %+v", e.After, want)
	}
	if e.Others != 1 || e.OthersBefore != e.OthersAfter || e.OthersAfter != (rate.Share{Hits: 3 * 56, Total: 560}) {
		t.Errorf("others: %+v", e)
	}
	// by phone are the first, third, ... of ten: three of the six, one of the two; a filter on the category leaves the others to compare with
	e = effect(kpi.Filter{Dim: "channel", Values: []string{"phone"}}, kpi.Filter{Dim: "category", Values: []string{"Printer"}})
	if e.Before != (rate.Share{Hits: 3 * 56, Total: 280}) || e.After != (rate.Share{Hits: 56, Total: 280}) || e.Others != 1 {
		t.Errorf("by phone: %+v", e)
	}
}
