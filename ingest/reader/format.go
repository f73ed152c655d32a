package reader

import (
	"bytes"
	"path/filepath"
	"strings"
)

// extensions say the format of a file by the end of its name (without .gz).
var extensions = map[string]string{
	".csv": CSV, ".tsv": CSV, ".tab": CSV, ".txt": CSV,
	".jsonl": JSONL, ".ndjson": JSONL, ".json": JSONL,
	".parquet": Parquet, ".pq": Parquet,
	".xes": XES, ".xml": XES,
}

// foreign are the beginnings of files that people hand in by mistake, and what they should do instead.
var foreign = []struct {
	magic string
	text  string
}{
	{"\x89PNG\r\n", "the file is a picture (PNG); " + knows},
	{"\xFF\xD8\xFF\xE0", "the file is a picture (JPEG); " + knows},
	{"GIF8", "the file is a picture (GIF); " + knows},
	{"PK\x03\x04", "the file is a ZIP archive or an Excel workbook (.xlsx); unpack it, or save the sheet as CSV; " + knows},
	{"PK\x05\x06", "the file is an empty ZIP archive; " + knows},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "the file is an old Excel workbook (.xls); save the sheet as CSV; " + knows},
	{"%PDF-", "the file is a PDF; " + knows},
	{"BZh", "the file is compressed with bzip2; unpack it or compress it with gzip; " + knows},
	{"\x28\xB5\x2F\xFD", "the file is compressed with zstd; unpack it or compress it with gzip; " + knows},
	{"\xFD7zXZ\x00", "the file is compressed with xz; unpack it or compress it with gzip; " + knows},
	{"7z\xBC\xAF\x27\x1C", "the file is a 7-Zip archive; unpack it; " + knows},
	{"SQLite format 3\x00", "the file is an SQLite database; export its table as CSV; " + knows},
	{"ARROW1", "the file is in Arrow format; save it as Parquet; " + knows},
}

// detect names the format of an input from the option, its name and its first bytes (decoded, without byte order mark).
func detect(option, path string, head []byte) (format, fault string) {
	for _, f := range foreign {
		if bytes.HasPrefix(head, []byte(f.magic)) && (len(f.magic) > 3 || bytes.IndexByte(head, 0) >= 0) {
			return "", f.text
		}
	}
	if bytes.HasPrefix(head, []byte(gzipMagic)) {
		return "", "this is a gzip file inside a gzip file; unpack it once"
	}
	if bytes.HasPrefix(head, []byte("PAR1")) && (byName(path) == Parquet || bytes.IndexByte(head, 0) >= 0) {
		return Parquet, ""
	}
	if len(head) >= 12 && string(head[8:12]) == "DUCK" {
		return "", "the file is a DuckDB database; " + knows
	}
	format = option
	if format == "" {
		format = byName(path)
	}
	if format == Parquet {
		return "", "the file is no Parquet file: it does not start with PAR1; export it again"
	}
	if controlled(head) {
		return "", "the file is binary, not text; " + knows
	}
	if format == "" {
		format = byContent(head)
	}
	return format, ""
}

// controlled is true when control characters that no text has are many: four or more, and over 5 % of the bytes. A single
// NUL in a text is the fault of its record alone.
func controlled(head []byte) bool {
	n := 0
	for _, b := range head {
		if b < 0x20 && (b < '\t' || b > '\r') && b != 0x1b || b == 0x7f {
			n++
		}
	}
	return n >= 4 && 20*n > len(head)
}

func byName(path string) string {
	name := strings.ToLower(filepath.Base(path))
	return extensions[filepath.Ext(strings.TrimSuffix(name, ".gz"))]
}

func byContent(head []byte) string {
	head = bytes.TrimLeft(head, " \t\r\n")
	switch {
	case bytes.HasPrefix(head, []byte("{")):
		return JSONL
	case bytes.HasPrefix(head, []byte("<?xml")), bytes.HasPrefix(head, []byte("<log")), bytes.HasPrefix(head, []byte("<!")):
		return XES
	}
	return CSV
}
