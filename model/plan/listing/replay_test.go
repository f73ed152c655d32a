package listing

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"tiermix/model/plan"
)

// replayed is a replay of the small desk's tickets: five a half hour of a Monday, by a channel.
func replayed(t *testing.T, channel string) plan.Replay {
	t.Helper()
	r := made(t)
	monday := time.Date(2025, 1, 6, 0, 0, 0, 0, time.UTC)
	rec := plan.Recorded{From: monday, Since: monday, To: monday.AddDate(0, 0, 1), Categories: []string{hostile, "=new\n"}, Channels: []string{channel}}
	for i := range 60 {
		rec.Arrivals = append(rec.Arrivals, plan.Arrival{At: monday.Add(9*time.Hour + time.Duration(i)*6*time.Minute), Category: int32(i % 2), Tried: true, Solved: i%3 == 0})
	}
	got, err := r.Input.Replay(t.Context(), r.Best.Planned("the best mix"), rec, plan.ReplayOptions{Seed: 7, Seeds: 2, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestReplayTable(t *testing.T) {
	for channel, want := range map[string][]string{
		"phone": {
			"Replay of 2025-01-06 to 2025-01-07 with the best mix: 60 tickets as they came, 2 seeds from 7 on\n\n", "  tier 1, live work answered in time       80.0 %",
			"  Of 60 tickets that wait in line ", "  solved by 1st level at its first try    33.3 % (20 of 60)  ", "  sent back by 2nd level, of what it had  -  ",
			"WEEK                      tickets  live visits  answered in time", "\nWorst day: Mon 2025-01-06, ", "Note: The records begin with the period, so the desk begins empty.\n",
		},
		"e-mail": {"No ticket of the period came by a channel on which customers wait in line", "WEEK                      tickets  mean wait of work that can wait, h"},
	} {
		var out bytes.Buffer
		if err := ReplayTable(&out, replayed(t, channel)); err != nil {
			t.Fatal(err)
		}
		text := out.String()
		for _, line := range want {
			if !strings.Contains(text, line) {
				t.Errorf("%s: there is no %q in\n%s", channel, line, text)
			}
		}
		for _, bad := range []string{"NaN", "Inf", "%!", "\t"} {
			if strings.Contains(text, bad) {
				t.Errorf("%s: there is %q in\n%s", channel, bad, text)
			}
		}
	}
}

func TestReplayJSON(t *testing.T) {
	for _, channel := range []string{"phone", "e-mail"} {
		r := replayed(t, channel)
		var out bytes.Buffer
		if err := ReplayJSON(&out, r); err != nil {
			t.Fatal(err)
		}
		var got struct {
			People   string     `json:"people"`
			Live     int        `json:"live_tickets"`
			Promises []jsonKept `json:"promises"`
			Records  struct {
				Solved int `json:"solved_1st"`
			} `json:"records"`
			Weeks []struct {
				Tickets int          `json:"tickets"`
				InTime  jsonEstimate `json:"live_in_time"`
			} `json:"weeks"`
			WorstDay *struct{} `json:"worst_day"`
		}
		if err := json.Unmarshal(out.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		phone := channel == "phone"
		if got.People != "the best mix" || got.Live != r.Live || (got.Live == 60) != phone || got.Records.Solved != 20 || len(got.Promises) != len(r.Promises) {
			t.Errorf("%s: got %+v", channel, got)
		}
		if len(got.Weeks) != 1 || got.Weeks[0].Tickets != 60 || (got.Weeks[0].InTime.Value != nil) != phone || (got.WorstDay != nil) != phone {
			t.Errorf("%s: weeks %+v", channel, got.Weeks)
		}
	}
}

func TestReplayWriteErrorsAreTold(t *testing.T) {
	r := replayed(t, "phone")
	if ReplayTable(closed{}, r) == nil || ReplayJSON(closed{}, r) == nil {
		t.Error("no error")
	}
	r.Abandoned.Value = math.NaN() // no replay makes it; encoding refuses it
	if ReplayJSON(&bytes.Buffer{}, r) == nil {
		t.Error("no error from a number that is none")
	}
}
