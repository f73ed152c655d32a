package reader

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
)

// jsonFile is a file of JSON lines and what is known of it.
type jsonFile struct {
	text    *csvFile // the same file as text
	src     *Source
	opts    Options
	out     io.Writer // where good lines go; nil in the first pass
	keys    []string
	index   map[string]int
	seen    []int64 // for each key the record that had it last
	good    int64
	longest int64
}

// openJSONL makes one row of every line: the keys of the objects are the columns, in the order in which they appear
// in the file. Texts come without quotes, numbers as DuckDB prints them, nested values as JSON, null and absent
// keys as NULL. Empty lines are no records.
func (s *Source) openJSONL(ctx context.Context, in *input, opts Options) error {
	path, err := in.local(ctx)
	if err != nil {
		return err
	}
	j := &jsonFile{text: &csvFile{in: in, path: path, opts: opts}, src: s, opts: opts}
	j.text.found.clean, j.text.found.end = !opts.copied, lf
	if err := j.pass(ctx, false); err != nil {
		return err
	}
	if !j.text.found.clean {
		if path, err = j.repair(ctx); err != nil {
			return err
		}
	}
	if len(j.keys) == 0 {
		return in.fault("no line is a JSON object with a key; JSON lines has one object such as {\"id\": 1} on each line")
	}
	if s.Columns, err = tidyNames(in.name, 0, j.keys); err != nil {
		return err
	}
	s.From = j.from(path)
	return nil
}

// pass reads all lines; decode makes UTF-8 of Windows-1252.
func (j *jsonFile) pass(ctx context.Context, decode bool) error {
	r, file, err := j.text.open(decode)
	if err != nil {
		return err
	}
	defer file.Close()
	j.keys, j.index, j.seen, j.good, j.longest = nil, map[string]int{}, nil, 0, 0
	j.src.Records, j.src.rejects = 0, nil
	if err := newScanner(r, j.opts.MaxRecord, 0, false).each(ctx, j.take); err != nil {
		return j.text.asFault(err)
	}
	return nil
}

func (j *jsonFile) repair(ctx context.Context) (string, error) {
	out, err := newTable(j.text.in, filepath.Join(j.src.temp, "clean.jsonl"))
	if err != nil {
		return "", err
	}
	defer out.close()
	j.out = out.buffer
	if err := j.pass(ctx, j.text.found.windows()); err != nil {
		return "", err
	}
	return out.path, out.finish()
}

func (j *jsonFile) take(rec *record) error {
	found := &j.text.found
	if len(bytes.TrimSpace(rec.raw)) == 0 && rec.damage == sound {
		found.clean = false
		return nil
	}
	j.src.Records++
	if j.out == nil {
		found.count(rec, true)
	}
	field, reason, err := j.verdict(rec)
	switch {
	case err != nil:
		return err
	case reason != "":
		found.clean = false
		j.src.rejects = append(j.src.rejects, Reject{Record: j.src.Records, Line: rec.line, Field: field, Value: clip(rec.raw), Reason: reason})
		return nil
	}
	j.good++
	j.longest = max(j.longest, rec.size)
	return j.write(rec.raw)
}

// write copies a good line; a carriage return in it can only be blank space.
func (j *jsonFile) write(line []byte) error {
	if j.out == nil {
		return nil
	}
	if bytes.IndexByte(line, '\r') >= 0 {
		line = bytes.ReplaceAll(line, []byte{'\r'}, []byte{' '})
	}
	_, err := j.out.Write(append(line[:len(line):len(line)], '\n'))
	return err
}

// verdict says why a line is no record; an empty reason is a good one, whose keys it takes.
func (j *jsonFile) verdict(rec *record) (field, reason string, err error) {
	line := bytes.TrimSpace(rec.raw)
	switch {
	case rec.damage == tooLong:
		return "", j.text.damaged(rec), nil
	case line[0] == '[' && j.src.Records == 1:
		return "", "", &Error{File: j.text.in.name, Line: rec.line,
			Text: "the file is a JSON array; JSON lines has one object on each line, without brackets and commas around them"}
	case !json.Valid(line):
		return "", invalidJSON(line), nil
	case line[0] != '{':
		return "", "the line is JSON but no object; write it as {\"column\": value, ...}", nil
	case j.out != nil && invalidUTF8(line) >= 0:
		return "", "the line is not UTF-8 as the rest of the file is; save the whole file in one encoding", nil
	case bytes.Contains(line, []byte(`\u0000`)) && nulEscape(line):
		return "", "a NUL character, which no text has, stands in a value; export the line again", nil
	case loneSurrogate(line):
		return "", "a \\uD800 to \\uDFFF escape stands without its other half; write the character itself", nil
	}
	field, reason = j.takeKeys(line)
	if len(j.keys) > j.opts.MaxColumns {
		return "", "", &Error{File: j.text.in.name, Line: rec.line,
			Text: fmt.Sprintf("there are more than %d different keys; every one would be a column, export fewer", j.opts.MaxColumns)}
	}
	return field, reason, nil
}

func invalidJSON(line []byte) string {
	var any json.RawMessage
	err := json.Unmarshal(line, &any)
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return "the line is not valid JSON; write one complete object on it"
	}
	if strings.Contains(syntax.Error(), "unexpected end") {
		return "the line is not valid JSON: it ends before the object does; write one complete object on each line"
	}
	return fmt.Sprintf("the line is not valid JSON from character %d on; write one complete object on it", syntax.Offset)
}

// takeKeys adds the keys of a valid object to the columns.
func (j *jsonFile) takeKeys(line []byte) (field, reason string) {
	objectKeys(line, func(raw []byte) bool {
		key, ok := j.index[string(raw)]
		if !ok {
			if key = j.newKey(raw); key < 0 {
				reason = "a key is empty or contains a NUL character; give every value a name"
				return false
			}
		}
		if j.seen[key] == j.src.Records {
			field, reason = j.keys[key], "the object has this key twice; one of the two must go"
			return false
		}
		j.seen[key] = j.src.Records
		return true
	})
	return field, reason
}

// newKey is the column of a key as it is spelled in the file, escapes included; -1 when it cannot name a column.
func (j *jsonFile) newKey(raw []byte) int {
	name := string(raw)
	if strings.Contains(name, `\`) {
		if err := json.Unmarshal([]byte(`"`+name+`"`), &name); err != nil {
			return -1
		}
	}
	if name == "" || strings.ContainsRune(name, 0) {
		return -1
	}
	key := slices.Index(j.keys, name)
	if key < 0 {
		key = len(j.keys)
		j.keys = append(j.keys, name)
		j.seen = append(j.seen, 0)
	}
	j.index[string(raw)] = key
	return key
}

// from is the table expression of a file whose lines are all good; none has a field mark, which JSON does not allow.
func (j *jsonFile) from(path string) string {
	shape := make(map[string]string, len(j.keys))
	exprs := make([]string, len(j.keys))
	for i, key := range j.keys {
		shape[key] = "VARCHAR"
		exprs[i] = fmt.Sprintf("s.%s as %s", identifier(key), identifier(j.src.Columns[i]))
	}
	lines := fmt.Sprintf("read_csv(%s, auto_detect = false, header = false, delim = %s, quote = '', escape = '', new_line = '\\n', hive_partitioning = false%s, columns = {'line': 'VARCHAR'})",
		quotePath(path), literal(string(fieldMark)), lineSize(j.longest))
	return fmt.Sprintf("(select %s from (select json_transform(line, %s) as s from %s))", strings.Join(exprs, ", "), literal(jsonText(shape)), lines)
}
