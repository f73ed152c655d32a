package tier_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"tiermix/ingest/tier"
)

// Rosters and calendars are read or refused in words, whatever stands in them.
func FuzzRosterAndCalendar(f *testing.F) {
	f.Add("[[team]]\nteam = \"Desk\"\ntier = 1\nfrom = 2026-01-31\n[[tier]]\ntier = 1\nname_en = \"1st\"\nname_de = \"1.\"\n[[category]]\nname = \"x\"\nfirst_level = true\n")
	f.Add("timezone = \"Europe/Berlin\"\nholidays = \"DE-BY\"\n[[open]]\ndays = [\"mon\"]\nfrom = \"08:00\"\nto = \"24:00\"\n")
	f.Add("[[team]]\nmatch = \"[\"\ntier = 99\nfrom = 7\nto = \"tomorrow\"\n")
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), "fuzz.toml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		var roster tier.RosterFile
		if err := tier.ReadTOML(path, &roster); err != nil {
			if err.Error() == "" {
				t.Error("an error without words")
			}
		} else if _, err := roster.Roster(time.UTC); err != nil && err.Error() == "" {
			t.Error("an error without words")
		}
		var calendar tier.CalendarFile
		if err := tier.ReadTOML(path, &calendar); err == nil {
			if _, err := calendar.Calendar(); err != nil && err.Error() == "" {
				t.Error("an error without words")
			}
		}
	})
}
