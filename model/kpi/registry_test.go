package kpi_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"tiermix/model/kpi"
)

func TestEveryFigureIsDeclaredInFull(t *testing.T) {
	id := regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	seen := map[string]bool{}
	for _, s := range kpi.All() {
		if !id.MatchString(s.ID) || seen[s.ID] {
			t.Errorf("%q is no id, or taken twice", s.ID)
		}
		seen[s.ID] = true
		for what, text := range map[string]kpi.Text{"definition": s.Definition, "row": s.Row, "view": s.View.About} {
			if text.EN == "" || text.DE == "" || text.EN == text.DE && what != "row" {
				t.Errorf("%s: the %s is not there in both languages", s.ID, what)
			}
		}
		for _, p := range s.Parts {
			if p.About.EN == "" || p.About.DE == "" {
				t.Errorf("%s: part %s is not explained in both languages", s.ID, p.ID)
			}
		}
		if !slices.Contains([]string{kpi.Higher, kpi.Lower, kpi.None}, s.Direction) {
			t.Errorf("%s: direction %q", s.ID, s.Direction)
		}
	}
}

func TestUnitsHaveWhatTheyCount(t *testing.T) {
	for _, s := range kpi.All() {
		var ok bool
		switch s.Unit {
		case kpi.Fraction:
			ok = s.Hit != "" && s.Value == "" && s.Numerator() != ""
		case kpi.Number:
			ok = s.Hit == "" && s.Value == "" && s.Numerator() == ""
		case kpi.Ratio:
			ok = s.Hit == "" && s.Value != "" && s.Over != ""
		case kpi.Duration, kpi.Mean, kpi.Money:
			ok = s.Hit == "" && s.Value != ""
		}
		if !ok {
			t.Errorf("%s: a %s does not fit hit %q and value %q", s.ID, s.Unit, s.Hit, s.Value)
		}
	}
}

// A duration over what is finished says which way leaving the unfinished out leans.
func TestDurationsSayWhatTheyLeaveOut(t *testing.T) {
	for _, id := range []string{"resolution_time", "time_in_tier"} {
		s, err := kpi.Lookup(id)
		if err != nil {
			t.Fatal(err)
		}
		if en, de := s.Definition.EN, s.Definition.DE; !strings.Contains(en, "left out") || !strings.Contains(en, "so the true figure is longer") ||
			!strings.Contains(de, "bleiben außen vor") || !strings.Contains(de, "der wahre Wert ist also länger") {
			t.Errorf("%s does not say which way it leans: %s | %s", id, en, de)
		}
	}
}

// A duration whose rows may still run has all that it takes to count them in, and says how.
func TestRunningRowsAreCensored(t *testing.T) {
	var running []string
	for _, s := range kpi.All() {
		says := strings.Contains(s.Definition.EN, "(Kaplan-Meier)") && strings.Contains(s.Definition.DE, "(Kaplan-Meier)")
		if s.Running == "" {
			if says || s.Seen != "" || s.SeenHours != "" {
				t.Errorf("%s: no row of it still runs, but it speaks of them", s.ID)
			}
			continue
		}
		running = append(running, s.ID)
		if !says || s.Unit != kpi.Duration || s.Seen == "" || (s.Business != "") != (s.SeenHours != "") {
			t.Errorf("%s: unit %s, seen %q, seen in opening hours %q, definition %s", s.ID, s.Unit, s.Seen, s.SeenHours, s.Definition.EN)
		}
	}
	want := []string{"first_response_time", "first_resolution_time", "time_to_resolution", "time_to_leave_tier", "handover_wait"}
	if !slices.Equal(running, want) {
		t.Errorf("figures with rows that run: %v, want %v", running, want)
	}
}

func TestTierFiguresNeedTiers(t *testing.T) {
	for _, s := range kpi.All() {
		tiers := slices.ContainsFunc(s.Needs, func(n kpi.Need) bool { return strings.HasPrefix(n.ID, "tiers") })
		if s.Tiered != tiers {
			t.Errorf("%s: tiered %t, needs tiers %t", s.ID, s.Tiered, tiers)
		}
		if text := s.Of + s.Hit; strings.Contains(text, "tier") && !strings.Contains(text, "tier_ping_pong") && !s.Tiered {
			t.Errorf("%s speaks of tiers and is not tiered", s.ID)
		}
	}
}

func TestNeedsSayWhatIsMissing(t *testing.T) {
	for _, s := range kpi.All() {
		for _, n := range s.Needs {
			if n.Desk == "" || !strings.HasPrefix(n.Missing.EN, "not available: ") || !strings.HasPrefix(n.Missing.DE, "nicht verfügbar: ") {
				t.Errorf("%s: need %q is not declared in full: %+v", s.ID, n.ID, n)
			}
		}
	}
}

// The figures of the definitions.
func TestNoFigureIsForgotten(t *testing.T) {
	for _, id := range strings.Fields(`tickets_created tickets_resolved backlog backlog_age first_contact_resolution fcr_net
		fcr_one_team fcr_one_agent one_touch first_level_resolution contained_first_level escalation_rate escalation_rate_2
		any_escalation direct_second_level return_rate any_return ping_pong_rate tier_ping_pong_rate handovers reopen_rate
		first_response_time first_resolution_time resolution_time time_in_tier handover_wait sla_met csat knowledge_rate
		level1_capable tickets_merged tickets_spam cost_per_ticket cost_by_path escalation_cost agent_utilisation occupancy`) {
		if _, err := kpi.Lookup(id); err != nil {
			t.Error(err)
		}
	}
}

func TestAggregatesAreReadInOrder(t *testing.T) {
	for _, s := range kpi.All() {
		for _, w := range []kpi.Wanted{{}, {Compared: true, Hours: kpi.Business}, {Coarse: true}} {
			values := make([]any, len(s.Aggregates(w)))
			if c, err := s.Cell(w, values); err != nil || c.Rows != 0 {
				t.Errorf("%s: nulls give %+v, %v", s.ID, c, err)
			}
			values[0] = "many"
			if _, err := s.Cell(w, values); err == nil {
				t.Errorf("%s: a text is read as a number", s.ID)
			}
			if _, err := s.Cell(w, values[1:]); err == nil {
				t.Errorf("%s: a missing value goes unseen", s.ID)
			}
		}
	}
}
