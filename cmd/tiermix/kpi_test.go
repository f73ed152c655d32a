package main

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"tiermix/ingest/store"
)

// kpiDesk is a file with four tickets, one of them escalated.
func kpiDesk(t *testing.T) string {
	t.Helper()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "history.duckdb")
	s, err := store.Open(ctx, path, store.Create)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.DB().ExecContext(ctx, `
insert into tier.path by name
select
  'T' || i as ticket_id, 'test' as source, timestamp '2024-05-01' + to_days(i::int) as created_at,
  created_at as created_local, i % 2 = 0 as is_open, i % 2 = 1 as ever_resolved, 1 as teams, 0 as moves,
  (i = 2)::int as escalations, 0 as escalations_from_2, 0 as returns, 0 as passes, false as ping_pong,
  false as tier_ping_pong, true as placed, true as held_by_1, false as held_by_2, 'mail' as channel
from range(4) r(i)`)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func runKPI(args ...string) (string, error) {
	var out bytes.Buffer
	c := kpiCommand()
	c.SetArgs(args)
	c.SetOut(&out)
	c.SetErr(&out)
	c.SilenceErrors, c.SilenceUsage = true, true
	err := c.ExecuteContext(context.Background())
	return out.String(), err
}

func TestKPIPrintsATable(t *testing.T) {
	got, err := runKPI("--db", kpiDesk(t), "escalation_rate", "csat", "--by", "channel")
	if err != nil {
		t.Fatal(err)
	}
	want := `2024-05-01 to 2024-05-04

FIGURE           VALUE   95 % INTERVAL    N  MORE
escalation_rate  25.0 %  4.6 % to 69.9 %  4  1 of 4
  channel=mail   25.0 %  4.6 % to 69.9 %  4  1 of 4
csat             -                           not available: the source has no customer ratings
`
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestKPIPrintsJSON(t *testing.T) {
	got, err := runKPI("--db", kpiDesk(t), "tickets_created", "--from", "2024-05-03", "--format", "json", "--where", "channel=mail", "--where", "channel=")
	if err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Period map[string]string
		Where  map[string][]string
		KPIs   []struct {
			ID    string
			Value float64
		}
	}
	if err := json.Unmarshal([]byte(got), &answer); err != nil {
		t.Fatal(err)
	}
	if answer.Period["from"] != "2024-05-03" || answer.Period["to"] != "2024-05-04" || len(answer.Where["channel"]) != 2 || answer.KPIs[0].Value != 2 {
		t.Errorf("got %s", got)
	}
}

func TestKPISaysWhatIsWrong(t *testing.T) {
	db := kpiDesk(t)
	for _, c := range []struct{ args, want string }{
		{"escalation", `unknown figure "escalation": did you mean any_escalation? there are `},
		{"--from 2024-05-02 --to 2024-05-01", "period: the last day 2024-05-01 lies before the first day 2024-05-02"},
		{"--format xml", `format "xml" is not known; there are table, json, csv`},
		{"--by colour", `unknown dimension "colour": `},
		{"--where channel=mial", `channel "mial": no ticket has it; there is only mail`},
		{"--where channel=mail,phone", `channel "mail,phone": no ticket has it; there is only mail; several values are several flags: --where channel=mail --where channel=phone`},
		{"--where tier=2", `tier "2": no ticket has a tier`},
		{"--compare never", `compare "never": want previous, year or two dates`},
	} {
		_, err := runKPI(append([]string{"--db", db}, strings.Fields(c.args)...)...)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.args, err, c.want)
		}
	}
}

func TestKPIListAndDocsNeedNoFile(t *testing.T) {
	for _, args := range [][]string{{"list"}, {"docs"}, {"docs", "--lang", "de"}} {
		got, err := runKPI(args...)
		if err != nil || !strings.Contains(got, "escalation_rate") {
			t.Errorf("%v: got %.80q, %v", args, got, err)
		}
	}
	if _, err := runKPI("docs", "--lang", "fr"); err == nil {
		t.Error("docs in French: got no error")
	}
}
