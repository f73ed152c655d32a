package tier

import (
	"fmt"
	"io"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"tiermix/model/level"
)

// WriteSuggestion writes a suggested roster as a file that RosterFile reads: one [[team]] for each suggestion, with its evidence above
// it. Teams without a suggestion stand in comments.
func WriteSuggestion(w io.Writer, r level.Roster) error {
	var text strings.Builder
	heading(&text, r)
	for _, s := range r.Suggestions {
		lines, err := entryOf(s)
		if err != nil {
			return err
		}
		fmt.Fprintf(&text, "\n# %s\n%s", evidence(s), lines)
	}
	_, err := io.WriteString(w, text.String())
	return err
}

func heading(w io.Writer, r level.Roster) {
	fmt.Fprintf(w, `# A roster suggested from who hands tickets to whom. It is a proposal: read it, change it, then tiermix roster set.
# Level: trophic level, steps above the lowest team of the same group; with 95 %% interval. Teams with at least %d moves
# are parted by level into tiers with the least spread inside, weighted by moves; the lowest is tier 1.
`, level.MinMoves)
	if r.Moves == 0 {
		fmt.Fprintln(w, "# No ticket was moved between two teams: there are no levels to go by.")
	} else {
		fmt.Fprintf(w, "# %d moves; trophic incoherence %.2f (0: every move climbs one step; 1: moves have no direction).\n", r.Moves, r.Incoherence)
	}
	if len(r.Components) > 1 {
		fmt.Fprintf(w, "# %d groups of teams never hand tickets to each other; levels of two groups cannot be compared.\n", len(r.Components))
	}
	for _, n := range r.Notes {
		fmt.Fprintf(w, "# Note: %s\n", n.EN)
	}
	suggested := 0
	for _, s := range r.Suggestions {
		if s.By != level.TooFew {
			suggested++
		}
	}
	fmt.Fprintf(w, "# %d of %d teams have a suggestion; the others stand in comments at the end.\n", suggested, len(r.Suggestions))
}

func evidence(s level.Suggestion) string {
	text := fmt.Sprintf("%d moves in, %d out; %d tickets held, %.0f %% of them entered here", s.In, s.Out, s.Tickets, 100*s.Intake())
	switch {
	case s.By == level.ByIntake:
		return "by intake alone, too few moves for a level: " + text
	case s.By == level.TooFew:
		return "too few moves to say: " + text
	case s.Component > 1:
		return fmt.Sprintf("group %d, level %.2f (%.2f to %.2f); %s", s.Component, s.Level, s.Low, s.High, text)
	}
	return fmt.Sprintf("level %.2f (%.2f to %.2f); %s", s.Level, s.Low, s.High, text)
}

// entryOf is the [[team]] of a suggestion; in comments when there is none.
func entryOf(s level.Suggestion) (string, error) {
	line := struct {
		Name string `toml:"name"`
		Tier int    `toml:"tier"`
	}{s.Name(), s.Suggested}
	text, err := toml.Marshal(line)
	if err != nil {
		return "", fmt.Errorf("write team %q: %w", s.Name(), err)
	}
	if s.By != level.TooFew {
		return "[[team]]\n" + string(text), nil
	}
	name, _, _ := strings.Cut(string(text), "\n")
	return "# [[team]]\n# " + name + "\n# tier =\n", nil
}
