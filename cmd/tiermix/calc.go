package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"tiermix/ingest/assumption"
	"tiermix/model/calc"
)

func calcCommand() *cobra.Command {
	var in, format, table string
	c := &cobra.Command{
		Use:   "calc MODEL [--in FILE.csv|-]",
		Short: "Compute rows of queue, staffing and cost formulas",
		Long:  calcHelp(),
		Example: `  printf 'arrivals_per_hour,handling_seconds,agents,target_seconds\n100,240,9,20\n' | tiermix calc erlang-c
  tiermix calc required-agents --in hours.csv --format json
  tiermix calc on-cost --in salaries.csv --table my-table.toml`,
		Args:      cobra.ExactArgs(1),
		ValidArgs: calcNames(),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkFormat(format, "csv", "json"); err != nil {
				return err
			}
			m, err := calc.Find(args[0])
			if err != nil {
				return err
			}
			if table != "" {
				if m, err = withTable(m, table); err != nil {
					return err
				}
			}
			return calculate(cmd, m, in, format)
		},
	}
	c.Flags().StringVar(&in, "in", "-", "CSV file with a line of column names; - is standard input")
	c.Flags().StringVar(&table, "table", "", "TOML file with an on-cost table of your own, for on-cost; tiermix on-cost show writes one to start from")
	formatFlag(c, &format, "csv", "json")
	return c
}

// withTable is the model on-cost with a table of the user's own.
func withTable(m calc.Model, path string) (calc.Model, error) {
	if m.Name != calc.OnCost().Name {
		return m, fmt.Errorf("calc %s: --table is for on-cost only", m.Name)
	}
	own, err := assumption.ReadTable(path)
	if err != nil {
		return m, err
	}
	return calc.OnCost(own), nil
}

func calcNames() []string {
	var names []string
	for _, m := range calc.Models() {
		names = append(names, m.Name)
	}
	return names
}

// calcHelp names every model with its columns.
func calcHelp() string {
	var b strings.Builder
	b.WriteString(`Reads rows of inputs and writes the same rows with the results at full precision. A row that cannot be computed
keeps its inputs and says why in a column error; the command then ends with exit code 1. Columns a model does not
know are handed through.`)
	for _, m := range calc.Models() {
		fmt.Fprintf(&b, "\n\n%s: %s\n  Source: %s", m.Name, m.About, m.Source)
		for _, c := range m.Inputs {
			optional := ""
			if c.Optional {
				optional = " (optional)"
			}
			fmt.Fprintf(&b, "\n    %-20s %s%s", c.Name, c.About, optional)
		}
		fmt.Fprintf(&b, "\n  -> %s", strings.Join(m.Adds, ", "))
	}
	return b.String()
}

// sum is one computed row.
type sum struct {
	cells   []string
	results []float64
	line    int
	note    string // what is to be kept in mind about the method
	err     error
}

func calculate(cmd *cobra.Command, m calc.Model, in, format string) error {
	name, r, err := calcInput(cmd, in)
	if err != nil {
		return err
	}
	defer r.Close()
	columns, sums, err := readSums(m, name, r)
	if err != nil {
		return err
	}
	if strangers := m.Strangers(columns); len(strangers) > 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "calc %s: not a column of this model, handed through: %s\n", m.Name, strings.Join(strangers, ", "))
	}
	if len(sums) == 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "calc %s: %s has a line of column names and no rows below it, so there are no results\n", m.Name, name)
	}
	notes(cmd.ErrOrStderr(), m, sums)
	write := writeSumsCSV
	if format == "json" {
		write = writeSumsJSON
	}
	if err := write(cmd.OutOrStdout(), m, columns, sums); err != nil {
		return err
	}
	return faultsOf(name, sums)
}

func calcInput(cmd *cobra.Command, in string) (name string, r io.ReadCloser, err error) {
	if in == "-" {
		return "standard input", io.NopCloser(stdinOf(cmd)), nil
	}
	file, err := os.Open(in)
	if err != nil {
		return in, nil, fmt.Errorf("calc: %w", err)
	}
	return in, file, nil
}

// readSums computes every row of a table.
func readSums(m calc.Model, name string, r io.Reader) (columns []string, sums []sum, err error) {
	text := bufio.NewReader(transform.NewReader(r, unicode.BOMOverride(transform.Nop))) // without byte order mark
	table := csv.NewReader(text)
	table.FieldsPerRecord, table.Comma = -1, separator(text)
	columns, err = table.Read()
	switch {
	case errors.Is(err, io.EOF):
		return nil, nil, fmt.Errorf("%s: it is empty; the first line names the columns: %s", name, inputNames(m))
	case err != nil:
		return nil, nil, unreadable(name, err)
	}
	for i := range columns {
		columns[i] = strings.TrimSpace(columns[i])
	}
	if err := m.Check(columns); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	for {
		cells, err := table.Read()
		if errors.Is(err, io.EOF) {
			return columns, sums, nil
		}
		if err != nil {
			return nil, nil, unreadable(name, err)
		}
		line, _ := table.FieldPos(0)
		sums = append(sums, compute(m, columns, cells, line))
	}
}

// unreadable says where a table is none, and what would be right.
func unreadable(name string, err error) error {
	var fault *csv.ParseError
	switch {
	case !errors.As(err, &fault):
		return fmt.Errorf("%s: %w", name, err)
	case errors.Is(err, csv.ErrBareQuote):
		return fmt.Errorf(`%s, line %d: a quote stands within a value that does not begin with one; write the value as "...""..."`, name, fault.Line)
	default:
		return fmt.Errorf(`%s, line %d: a value that begins with a quote has to end with one before the next separator; it begins in line %d`, name, fault.Line, fault.StartLine)
	}
}

// separator is a semicolon or a tab where the line of column names has one and no comma.
func separator(text *bufio.Reader) rune {
	const enough = 4000
	head, _ := text.Peek(enough) // an error shows again when the table is read
	line, _, _ := strings.Cut(string(head), "\n")
	if i := strings.IndexAny(line, ",;\t"); i >= 0 && !strings.Contains(line, ",") {
		return rune(line[i])
	}
	return ','
}

func inputNames(m calc.Model) string {
	var names []string
	for _, c := range m.Inputs {
		names = append(names, c.Name)
	}
	return strings.Join(names, ",")
}

func compute(m calc.Model, columns, cells []string, line int) sum {
	if len(cells) != len(columns) {
		padded := append(append([]string{}, cells...), make([]string, max(0, len(columns)-len(cells)))...)
		return sum{cells: padded[:len(columns)], err: fmt.Errorf("line %d: it has %d values for %d columns", line, len(cells), len(columns))}
	}
	named := map[string]string{}
	for i, c := range columns {
		if !utf8.ValidString(cells[i]) {
			return sum{cells: cells, err: fmt.Errorf("line %d: %s: this is not UTF-8: %q; save the table as UTF-8", line, c, cells[i])}
		}
		named[c] = cells[i]
	}
	results, note, err := m.RunNoted(named)
	if err != nil {
		err = fmt.Errorf("line %d: %s", line, strings.ReplaceAll(err.Error(), "\n", "; "))
	}
	return sum{cells: cells, results: results, line: line, note: note, err: err}
}

// notes say what is to be kept in mind about the method, once for all rows that it is about.
func notes(w io.Writer, m calc.Model, sums []sum) {
	var texts []string
	lines := map[string][]string{}
	for _, s := range sums {
		if s.note == "" {
			continue
		}
		if lines[s.note] == nil {
			texts = append(texts, s.note)
		}
		lines[s.note] = append(lines[s.note], strconv.Itoa(s.line))
	}
	for _, text := range texts {
		of := lines[text]
		more := ""
		if len(of) > mostFaults {
			more = fmt.Sprintf(" and %d more", len(of)-mostFaults)
		}
		fmt.Fprintf(w, "calc %s: line %s%s: %s\n", m.Name, strings.Join(of[:min(mostFaults, len(of))], ", "), more, text)
	}
}

// mostFaults are told one by one; the column error has all of them.
const mostFaults = 20

func faultsOf(name string, sums []sum) error {
	var faults []error
	rows := 0
	for _, s := range sums {
		if s.err == nil {
			continue
		}
		if rows++; rows <= mostFaults {
			faults = append(faults, fmt.Errorf("%s, %w", name, s.err))
		}
	}
	if rows > mostFaults {
		faults = append(faults, fmt.Errorf("%s: %d rows more have faults; the column error names them all", name, rows-mostFaults))
	}
	return errors.Join(faults...)
}

func anyFault(sums []sum) bool {
	for _, s := range sums {
		if s.err != nil {
			return true
		}
	}
	return false
}

func writeSumsCSV(w io.Writer, m calc.Model, columns []string, sums []sum) error {
	out := csv.NewWriter(w)
	faulty := anyFault(sums)
	head := append(append([]string{}, columns...), m.Adds...)
	if faulty {
		head = append(head, "error")
	}
	if err := out.Write(head); err != nil {
		return fmt.Errorf("write results: %w", err)
	}
	for _, s := range sums {
		line := append([]string{}, s.cells...)
		for i := range m.Adds {
			line = append(line, s.result(i))
		}
		if faulty {
			line = append(line, s.fault())
		}
		if err := out.Write(line); err != nil {
			return fmt.Errorf("write results: %w", err)
		}
	}
	out.Flush()
	return out.Error()
}

func (s sum) result(i int) string {
	if s.err != nil {
		return ""
	}
	return fullNumber(s.results[i])
}

func (s sum) fault() string {
	if s.err == nil {
		return ""
	}
	return s.err.Error()
}

// fullNumber writes every digit that there is, without an exponent where people would write none.
func fullNumber(v float64) string {
	if size := math.Abs(v); size != 0 && (size < 1e-6 || size >= 1e15) {
		return strconv.FormatFloat(v, 'e', -1, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// writeSumsJSON writes one object per row, its fields in the order of the columns.
func writeSumsJSON(w io.Writer, m calc.Model, columns []string, sums []sum) error {
	lines := make([]string, 0, len(sums))
	for _, s := range sums {
		var fields []string
		add := func(name, value string) { fields = append(fields, jsonText(name)+":"+value) }
		for i, c := range columns {
			add(c, jsonCell(s.cells[i]))
		}
		if s.err != nil {
			add("error", jsonText(s.err.Error()))
		} else {
			for i, name := range m.Adds {
				add(name, fullNumber(s.results[i]))
			}
		}
		lines = append(lines, "{"+strings.Join(fields, ",")+"}")
	}
	_, err := fmt.Fprintf(w, "[%s]\n", strings.Join(lines, ",\n"))
	return err
}

// jsonCell is a number as it was written where JSON can hold it, else text; an empty cell is null.
func jsonCell(cell string) string {
	cell = strings.TrimSpace(cell)
	switch {
	case cell == "":
		return "null"
	case json.Valid([]byte(cell)) && strings.ContainsAny(cell[:1], "-0123456789"):
		return cell
	}
	return jsonText(cell)
}

func jsonText(text string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		return `""` // a string can always be written
	}
	return strings.TrimSuffix(b.String(), "\n")
}
