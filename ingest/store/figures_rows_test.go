package store_test

import (
	"fmt"
	"iter"
	"maps"
	"strings"
	"testing"

	"tiermix/ingest/store"
)

func mapKeys[V any](m map[string]V) iter.Seq[string] { return maps.Keys(m) }

// plain is a ticket that tier 1 got and still holds; pairs are written as one word in scripts.
var plain = map[string]map[string]string{
	"path": {
		"source": "test", "created": "2024-05-01", "teams": "1", "moves": "0", "escalations": "0", "escalations_from_2": "0",
		"returns": "0", "passes": "0", "ping_pong": "false", "tier_ping_pong": "false", "placed": "true",
		"held_by_1": "true", "held_by_2": "false", "is_open": "true", "ever_resolved": "false",
	},
	"stint": {
		"stint_no": "1", "entered": "2024-05-01", "entered_by": "intake", "outcome": "passed",
	},
}

// pairs are words that fill several columns.
var pairs = map[string][]string{
	"id":       {"ticket_id"},
	"created":  {"created_at", "created_local"},
	"resolved": {"resolved_at", "resolved_local", "first_resolved_at"},
	"entered":  {"entered_at", "entered_local"},
	"left":     {"left_at", "left_local"},
	"touched":  {"first_touch_at"},
}

func insertRow(t testing.TB, q store.Querier, table string, words, values []string) {
	t.Helper()
	if len(words) != len(values) {
		t.Fatalf("%d columns and %d values: %v, %v", len(words), len(values), words, values)
	}
	row := maps.Clone(plain[table])
	for i, word := range words {
		row[word] = values[i]
		if word == "resolved" && values[i] != "-" {
			row["is_open"], row["ever_resolved"] = "false", "true"
		}
	}
	insertWords(t, q, table, row)
}

func insertWords(t testing.TB, q store.Querier, table string, row map[string]string) {
	t.Helper()
	var columns, places []string
	var args []any
	for word, value := range row {
		names := pairs[word]
		if names == nil {
			names = []string{word}
		}
		for _, name := range names {
			columns = append(columns, name)
			if value == "-" {
				args = append(args, nil)
			} else {
				args = append(args, value)
			}
			places = append(places, fmt.Sprintf("$%d", len(args)))
		}
	}
	exec(t, q, fmt.Sprintf("insert into tier.%s (%s) values (%s)", table, strings.Join(columns, ", "), strings.Join(places, ", ")), args...)
}
