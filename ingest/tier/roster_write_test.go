package tier_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tiermix/ingest/tier"
	"tiermix/model/level"
)

// Whatever teams are called, the suggested roster can be read, and says of every team what was suggested.
func TestSuggestionIsARosterFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "roster.toml")
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfNDistinct(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
			"a\nb", "\"", "'''", `""" #`, "x = 1", "[[team]]", "\\", "tab\there", "\u2028", "Ä € 😀", "\x7f", "\r\n# tier = 9",
		})).Filter(func(s string) bool { return s != "" }), 2, 8, rapid.ID[string]).Draw(t, "names")
		var d level.Desk
		for _, name := range names[1:] {
			d.Moves = append(d.Moves, level.Move{From: names[0], To: name, Moves: rapid.SampledFrom([]int{1, 19, 20, 500}).Draw(t, "moves")})
		}
		r, err := level.Suggest(d, rapid.IntRange(1, 3).Draw(t, "tiers"))
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		if err := tier.WriteSuggestion(&text, r); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		var f tier.RosterFile
		if err := tier.ReadTOML(path, &f); err != nil {
			t.Fatalf("%v\n%s", err, text.String())
		}
		i := 0
		for _, s := range r.Suggestions {
			if s.By == level.TooFew {
				continue
			}
			if i >= len(f.Teams) || f.Teams[i].Name != s.Name() || *f.Teams[i].Tier != s.Suggested {
				t.Fatalf("entry %d is not %q on tier %d:\n%s", i, s.Name(), s.Suggested, text.String())
			}
			i++
		}
		if i != len(f.Teams) {
			t.Fatalf("%d entries, want %d", len(f.Teams), i)
		}
		if _, err := f.Roster(time.UTC); i > 0 && err != nil {
			t.Fatal(err)
		}
	})
}
