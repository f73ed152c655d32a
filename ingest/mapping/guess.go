package mapping

import (
	"fmt"
	"slices"
	"strings"
)

// Guess is a mapping written out for one file: what was recognised, and what is open.
type Guess struct {
	Mapping Mapping
	File    File
	Columns []string          // of the file
	Words   map[string]string // status words of the file with the state the mapping gives them; "" = none
}

// Best finds the built-in mapping that knows most of the columns a file needs, even when not all are there.
func Best(base string, columns []string) (Mapping, File, error) {
	all, err := Presets()
	if err != nil {
		return Mapping{}, File{}, err
	}
	for _, m := range all {
		if f, ok := m.FileFor(base, columns); ok && m.knows(columns) {
			return m, f, nil
		}
	}
	m := all[len(all)-1] // event-log: any table
	return m, m.Files[0], nil
}

// StatusOf is the SQL of a file's status text and of the state the mapping gives it; ok is false without a status column.
func (m Mapping) StatusOf(f File, columns []string) (word, state string, ok bool) {
	source, _, ok := f.source("status", columns)
	if !ok {
		return "", "", false
	}
	word = m.present("trim(" + source + ")")
	return word, m.States.match("(" + word + ")"), true
}

// TOML writes the guess as a mapping file: every field with its column, the open ones as comments.
func (g Guess) TOML() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# A mapping to start from, after the built-in mapping %s. Columns of the file:\n# %s\n\n", g.Mapping.Name, oneLine(strings.Join(g.Columns, ", ")))
	fmt.Fprintf(&b, "name = %s\ntimezone = %s # of times without a zone\ndates = %s # iso, or strptime formats, tried in order\n", quote("my-desk"), quote(g.Mapping.Timezone), list(g.Mapping.Dates))
	fmt.Fprintf(&b, "missing = %s # marks for \"no value\"\nsystem = %s # people who are the system\n\n", list(g.Mapping.Missing), list(g.Mapping.System))
	b.WriteString("# The source's words, as patterns without regard to case, and what they mean.\n[states]\n")
	for _, state := range g.Mapping.States.byName() {
		fmt.Fprintf(&b, "%s = %s\n", state.name, list(state.globs))
	}
	g.words(&b)
	fmt.Fprintf(&b, "\n[[file]]\nrows = %s # tickets, events, escalations, agents, or log: events that carry their ticket's fields\n[file.columns]\n", quote(g.File.Rows))
	g.columns(&b)
	return b.String()
}

func (g Guess) words(b *strings.Builder) {
	var words []string
	for word := range g.Words {
		words = append(words, word)
	}
	slices.Sort(words)
	if len(words) > 0 {
		b.WriteString("# Words found in the file:\n")
	}
	for _, word := range words {
		state := g.Words[word]
		if state == "" {
			state = "no state yet"
		}
		fmt.Fprintf(b, "#   %s: %s\n", oneLine(word), state)
	}
}

func (g Guess) columns(b *strings.Builder) {
	known := fieldsOf[g.File.Rows]
	for _, name := range known.names() {
		found, ok := g.File.Columns[name].find(g.Columns)
		switch {
		case ok && g.File.Columns[name].Join:
			fmt.Fprintf(b, "%s = {join = %s}\n", name, list(found))
		case ok:
			fmt.Fprintf(b, "%s = %s\n", name, quote(found[0]))
		case known[name].required:
			fmt.Fprintf(b, "# %s = \"\" # needed: name its column\n", name)
		default:
			fmt.Fprintf(b, "# %s = \"\"\n", name)
		}
	}
}

func list(values []string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = quote(v)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// oneLine makes a text fit for a comment, which holds no control characters.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f {
			return ' '
		}
		return r
	}, text)
}

// quote writes a TOML basic string.
func quote(value string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range value {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
