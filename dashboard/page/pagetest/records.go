package pagetest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tiermix/dashboard/page"
	"tiermix/model/records"
)

// Records implements the source.
func (d *Desk) Records(ctx context.Context) (records.Records, error) {
	return records.Records{
		Batches: []records.Batch{{No: 2, Mapping: "tiermix", Files: []string{"/secret/folder/tickets.csv"}, Started: d.State.Last.Add(time.Hour), Read: 1204, Kept: 1200, Refused: 4},
			{No: 1, Mapping: "event-log", Files: []string{"log.csv.gz", "more.csv"}, Started: d.State.Last, Read: 48000, Kept: 47000, Repeated: 1000}},
		Faults: records.Faults{Rows: 4, Reasons: []records.Reason{{Field: "occurred_at", Reason: "this is no date that the mapping knows", Rows: 4}},
			First: []records.Fault{{Batch: 2, File: "tickets.csv", Record: 17, Field: "occurred_at", Value: "yesterday", Reason: "this is no date that the mapping knows"}}},
		Tickets: d.State.Tickets, Events: 321000, Fields: []records.Coverage{{Field: "channel", Known: d.State.Tickets}, {Field: "csat", Known: 12000}, {Field: "effort_minutes"}},
		Kinds: []records.Kind{{Kind: "status", Events: 200000}, {Kind: "reply", Events: 121000}}, Counters: records.Counters{Tickets: 48000, Agree: 47000, Claimed: 30100, Observed: 30000},
		Unplaced: []records.Team{{Team: "New Team", Tickets: 12}},
	}, d.asked(ctx, "records")
}

// Mappings implements the source.
func (d *Desk) Mappings() []string { return []string{"tiermix", "event-log"} }

// Preview implements the source: every line but the first is a row; one that begins with "bad" would be refused, and a file that begins with "broken" cannot be read.
func (d *Desk) Preview(ctx context.Context, files []string, mapping string, tell page.Telling) (p records.Preview, err error) {
	tell("looking", 0.5)
	if err := d.asked(ctx, "preview"); err != nil {
		return p, err
	}
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			return p, err
		}
		if strings.HasPrefix(string(text), "broken") {
			return p, fmt.Errorf("import %s: this file is broken", path)
		}
		lines := strings.Split(strings.TrimSpace(string(text)), "\n")
		f := records.File{Name: filepath.Base(path), Mapping: mapping, Rows: "tickets", Records: len(lines) - 1, Columns: strings.Split(lines[0], ","), Fields: map[string]string{}}
		f.Fields[f.Columns[0]] = "ticket_id"
		for i, line := range lines[1:] {
			if p.Read++; strings.HasPrefix(line, "bad") {
				p.Refused++
				p.Faults = append(p.Faults, records.Fault{File: f.Name, Record: i + 1, Field: "ticket_id", Value: line, Reason: "this row is bad"})
			}
			if i < 8 {
				f.First = append(f.First, strings.Split(line, ","))
			}
		}
		p.Files = append(p.Files, f)
	}
	p.Kept = p.Read - p.Refused
	return p, nil
}

// Import implements the source: what Preview says is kept, as more tickets of another version.
func (d *Desk) Import(ctx context.Context, files []string, mapping string, tell page.Telling) (records.Import, error) {
	p, err := d.Preview(ctx, files, mapping, tell)
	if err == nil {
		err = d.asked(ctx, "import")
	}
	if err != nil {
		return records.Import{}, err
	}
	return records.Import{Read: p.Read, Kept: p.Kept, Refused: p.Refused, Repeated: p.Repeated, Tickets: d.State.Tickets + p.Kept, Events: 9, Seconds: 0.1}, nil
}
