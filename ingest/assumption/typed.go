package assumption

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tiermix/model/plan"
)

// WriteTyped writes what is typed as a file that Read takes, with a comment in front; Read finds the same in it to the last bit. What
// is not typed is not in the file. An on-cost table of the user's own is named by its file only, as file says.
//
// Errors: a failing w; a table without a file for it.
func WriteTyped(w io.Writer, comment string, a plan.Assumptions, file string) error {
	if a.Typed[plan.FileKey] && file == "" {
		return errors.New("write assumptions: an on-cost table of its own is typed, and no file is named for it")
	}
	var o writer
	o.comment(comment)
	open := ""
	for _, e := range inOrder(a.Entries()) {
		table, key := place(e.Key)
		switch e.Key {
		case plan.BandKey:
			continue // behind all others
		case plan.FileKey:
			e.Words = []string{file}
		}
		if table != open {
			fmt.Fprintf(&o, "\n[%s]\n", table)
			open = table
		}
		fmt.Fprintf(&o, "%s = %s\n", key, typedValue(e))
	}
	for _, b := range a.Bands {
		fmt.Fprintf(&o, "\n[[band]]\ntier = %d\ngrade = %s\nmin = %s\nmid = %s\nmax = %s\n", b.Tier, quoted(b.Grade), typedNumber(b.Min), typedNumber(b.Mid), typedNumber(b.Max))
	}
	if _, err := io.WriteString(w, o.String()); err != nil {
		return fmt.Errorf("write assumptions: %w", err)
	}
	return nil
}

// inOrder puts what stands in no table first, for TOML has no way back out of one.
func inOrder(all []plan.Entry) []plan.Entry {
	slices.SortStableFunc(all, func(a, b plan.Entry) int {
		one, _ := place(a.Key)
		two, _ := place(b.Key)
		return strings.Compare(one, two)
	})
	return all
}

// place is the table of a key, "" for none, and its name there.
func place(key string) (table, name string) {
	if rest, ok := strings.CutPrefix(key, "category."); ok {
		last := strings.LastIndex(rest, ".")
		return "category." + quoted(rest[:max(last, 0)]), rest[last+1:]
	}
	table, name, ok := strings.Cut(key, ".")
	if !ok {
		return "", key
	}
	return table, name
}

func typedNumber(v float64) string {
	text := strconv.FormatFloat(v, 'f', -1, 64)
	if likeThousands.MatchString(text) {
		text += "0"
	}
	return text
}

// likeThousands is a number that Read would take for a slip: 38.123.
var likeThousands = regexp.MustCompile(`^-?[0-9]+\.[0-9]{3}$`)

func typedValue(e plan.Entry) string {
	if e.Words == nil {
		return typedNumber(e.Amount)
	}
	var words []string
	for _, w := range e.Words {
		words = append(words, quoted(w))
	}
	if e.Key == plan.LiveKey {
		return "[" + strings.Join(words, ", ") + "]"
	}
	return strings.Join(words, ", ")
}
