package roster

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
)

// Sheet is a roster as a person writes it, with the names of the ladder and the categories that are beyond 1st level.
type Sheet struct {
	Lines      []Line
	Steps      []Step
	Categories []Category
}

// Line places one team, or all teams of a pattern.
type Line struct {
	Team     string // exact name; "" where Pattern is set
	Pattern  string // regular expression over the whole name
	Tier     *int   // nil: not said, which is a fault
	From, To string // first and last day of the desk, 2026-01-31; "": always, for ever
}

// Step names a tier of the ladder in both languages.
type Step struct {
	Tier           int
	NameEN, NameDE string
}

// Category says whether 1st level can solve what comes in a category.
type Category struct {
	Name       string
	FirstLevel bool
}

// ErrChanged marks a roster that was not kept because the desk's is no longer the one that its writer began from.
var ErrChanged = errors.New("the roster was changed by somebody else in the meantime")

// Mark names the content of a sheet: two sheets have the same mark when they say the same.
func (s Sheet) Mark() (string, error) {
	text, err := json.Marshal(s)
	if err != nil {
		return "", fmt.Errorf("mark a roster: %w", err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}
