package reader

import (
	"fmt"
	"strings"
)

// tidyNames trims column names, names the nameless "column N" and refuses two that are equal but for capital letters,
// which DuckDB does not tell apart. line is where the names stand, 0 where the format has no lines.
func tidyNames(file string, line int64, names []string) ([]string, error) {
	seen := make(map[string]int, len(names))
	out := make([]string, len(names))
	for i, name := range names {
		name = strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(name, "\x00", ""), "\uFFFD"))
		if name == "" {
			name = fmt.Sprintf("column %d", i+1)
		}
		key := strings.ToLower(name)
		if first, ok := seen[key]; ok {
			return nil, &Error{File: file, Line: line, Text: sameName(out[first], name, first+1, i+1)}
		}
		seen[key] = i
		out[i] = name
	}
	return out, nil
}

func sameName(first, second string, i, j int) string {
	if first == second {
		return fmt.Sprintf("the columns %d and %d are both called %q; give each column a name of its own", i, j, second)
	}
	return fmt.Sprintf("the columns %d and %d are called %q and %q, which differ only in capital letters; give each column a name of its own",
		i, j, first, second)
}
