package reader

import (
	"fmt"
	"strings"
)

// csvLook is how DuckDB is to read a CSV file.
type csvLook struct {
	delim   byte
	header  bool
	end     lineEnd
	longest int64 // bytes of the longest record
	inner   bool  // delimiters or line ends stand inside quotes: DuckDB's threads can then take the middle of a field
	// for the start of a record, and give up, so one thread must read all
}

// lineDefault is the longest line that DuckDB reads unless told otherwise, in bytes.
const lineDefault = 2 << 20

// readCSV is the table expression of a well-formed CSV file.
func readCSV(path string, columns []string, look csvLook) string {
	var b strings.Builder
	fmt.Fprintf(&b, `read_csv(%s, auto_detect = false, header = %v, delim = %s, quote = '"', escape = '"', hive_partitioning = false`,
		quotePath(path), look.header, literal(string(rune(look.delim))))
	switch look.end {
	case crlf:
		b.WriteString(`, new_line = '\r\n'`)
	case lf:
		b.WriteString(`, new_line = '\n'`)
	}
	if look.inner {
		b.WriteString(", parallel = false")
	}
	b.WriteString(lineSize(look.longest))
	b.WriteString(", columns = {")
	for i, name := range columns {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(literal(name) + ": 'VARCHAR'")
	}
	b.WriteString("})")
	return b.String()
}

// lineSize lets DuckDB read long records where there are some.
func lineSize(longest int64) string {
	if longest+2 <= lineDefault/2 {
		return ""
	}
	size := longest + 1024
	return fmt.Sprintf(", max_line_size = %d, buffer_size = %d", size, 4*size)
}

// literal quotes a text for SQL.
func literal(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// identifier quotes a name for SQL.
func identifier(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// quotePath quotes a path for SQL so that *, ? and [ in it stand for themselves.
func quotePath(path string) string {
	return literal(strings.NewReplacer("[", "[[]", "*", "[*]", "?", "[?]").Replace(path))
}
