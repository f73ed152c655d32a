package mapping

import (
	"fmt"
	"slices"
	"strings"
)

// Reading is a compiled file: SQL that types and checks every row.
type Reading struct {
	Rows    string            // tickets, events, escalations, agents or log
	Columns map[string]string // field -> source columns it comes from, for people
	Fields  []string          // fields the rows carry, in the order of the select
	Select  string            // one typed column per field, and fault: struct(field, value, reason) or null
	Whole   string            // one hash h per row over all columns of the source, with its place pos from 0
	Texts   string            // the times of every row as they stand in the source, with its place pos from 0
}

// Has says whether the rows carry a field.
func (r Reading) Has(field string) bool { return slices.Contains(r.Fields, field) }

// Compile makes the SQL for one file; from is a table expression with the given text columns. Times without a zone are
// read in the session's TimeZone, which the caller sets to the mapping's.
func (m Mapping) Compile(f File, columns []string, from string) Reading {
	r := Reading{Rows: f.Rows, Columns: map[string]string{}}
	r.Whole = fmt.Sprintf("select row_number() over () - 1 as pos, hash(%s) as h from %s", strings.Join(idents(columns), ", "), from)
	known := fieldsOf[f.Rows]
	var trimmed, raw, typed, faults []string
	texts := []string{"row_number() over () - 1 as pos"}
	for _, name := range known.names() {
		source, shown, ok := f.source(name, columns)
		if !ok {
			continue
		}
		r.Fields = append(r.Fields, name)
		r.Columns[name] = shown
		trimmed = append(trimmed, fmt.Sprintf("trim(%s) as %s", source, ident("raw_"+name)))
		raw = append(raw, fmt.Sprintf("%s as %[2]s", m.present(ident("raw_"+name)), ident("raw_"+name)))
		if known[name].required {
			raw = append(raw, ident("raw_"+name)+" as "+ident("raw_text_"+name))
		}
		if known[name].kind == instant {
			texts = append(texts, fmt.Sprintf("left(%s, 1000) as %s", source, ident(name)))
		}
		typed = append(typed, fmt.Sprintf("%s as %s", m.parse(known[name].kind, "raw_"+name), ident(name)))
		faults = append(faults, m.faults(name, known[name])...)
	}
	r.Texts = "select " + strings.Join(texts, ", ") + " from " + from
	state := m.state(r) + "::varchar"
	// Each step is a layer of its own, so that nothing is worked out twice.
	inner := fmt.Sprintf("select %s from (select %s from %s)", strings.Join(raw, ", "), strings.Join(trimmed, ", "), from)
	middle := fmt.Sprintf("select %s, %s as state, columns('raw_.*') from (%s)", strings.Join(typed, ", "), state, inner)
	r.Select = fmt.Sprintf("select %s, state, case %s end as fault from (%s)",
		strings.Join(idents(r.Fields), ", "), strings.Join(append(faults, "else null"), " "), middle)
	return r
}

// source is the SQL of a field's text and how to show it to a person.
func (f File) source(name string, columns []string) (sql, shown string, ok bool) {
	if value, fixed := f.Fixed[name]; fixed {
		return literal(value), "always " + value, true
	}
	c, mapped := f.Columns[name]
	if !mapped {
		return "", "", false
	}
	found, ok := c.find(columns)
	if !ok {
		return "", "", false
	}
	if c.Join {
		return "concat_ws('/', " + strings.Join(idents(found), ", ") + ")", strings.Join(found, " / "), true
	}
	return ident(found[0]), found[0], true
}

// present makes marks for "no value" null.
func (m Mapping) present(value string) string {
	marks := []string{"''"}
	for _, mark := range m.Missing {
		marks = append(marks, literal(strings.TrimSpace(mark)))
	}
	return fmt.Sprintf("case when %s not in (%s) then %[1]s end", value, strings.Join(marks, ", "))
}

func (m Mapping) parse(k kind, raw string) string {
	switch k {
	case instant:
		return "make_timestamp(epoch_us(" + m.date(raw) + "))"
	case day:
		return m.day(raw)
	case whole:
		return "try_cast(" + raw + " as integer)"
	case number, pay, part:
		return "try_cast(replace(" + raw + ", ',', '.') as double)"
	case truth:
		return yesNo(raw)
	case rating:
		return m.rating(raw)
	case eventKind:
		return "lower(" + raw + ")"
	case currency:
		return "case when regexp_full_match(" + raw + ", '[A-Za-z]{3}') then upper(" + raw + ") end"
	}
	return raw
}

// date tries the mapping's formats in order; "iso" is DuckDB's own reading of ISO 8601 with or without zone.
func (m Mapping) date(raw string) string {
	var tries, formats []string
	flush := func() {
		if len(formats) > 0 {
			tries = append(tries, fmt.Sprintf("try_strptime(%s, [%s])::timestamptz", raw, strings.Join(formats, ", ")))
			formats = nil
		}
	}
	for _, format := range m.Dates {
		if format == "iso" {
			flush()
			tries = append(tries, "try_cast("+raw+" as timestamptz)")
			continue
		}
		formats = append(formats, literal(format))
	}
	flush()
	if len(tries) == 1 {
		return tries[0]
	}
	return "coalesce(" + strings.Join(tries, ", ") + ")"
}

// day reads a date without a time of day, as it stands: no time zone moves it.
func (m Mapping) day(raw string) string {
	tries := []string{"try_cast(" + raw + " as date)", "try_cast(" + raw + " as timestamp)::date"}
	for _, format := range m.Dates {
		if format != "iso" {
			tries = append(tries, fmt.Sprintf("try_strptime(%s, %s)::date", raw, literal(format)))
		}
	}
	return "coalesce(" + strings.Join(tries, ", ") + ")"
}

// faults are the branches of a case that names the first thing wrong with a row.
func (m Mapping) faults(name string, f field) []string {
	var all []string
	raw, value := "raw_"+name, ident(name)
	if f.required {
		all = append(all, fault(raw+" is null", name, "coalesce(raw_text_"+name+", '')", "there is no value; every row needs one"))
	}
	wrong := raw + " is not null and " + value + " is null"
	switch f.kind {
	case instant:
		all = append(all, fault(wrong, name, raw, "this is no date that the mapping knows ("+strings.Join(m.Dates, ", ")+")"),
			fault(value+" not between timestamp '1980-01-01' and timestamp '2099-12-31'", name, raw, "this date lies outside 1980 to 2099"))
	case day:
		all = append(all, fault(wrong, name, raw, "this is no day that the mapping knows (2024-05-31, "+strings.Join(m.Dates, ", ")+")"),
			fault(value+" not between date '1950-01-01' and date '2099-12-31'", name, raw, "this day lies outside 1950 to 2099"))
	case pay:
		all = append(all, numberFaults(name, raw, value, wrong)...)
		all = append(all, fault(value+" <= 0", name, raw, "a salary is more than 0; leave the row out where nothing is paid"))
	case part:
		all = append(all, numberFaults(name, raw, value, wrong)...)
		all = append(all, fault(value+" > 2", name, raw, "this is more than twice a full-time person; half time is 0.5"))
	case currency:
		all = append(all, fault(wrong, name, raw, "a currency has three letters, such as EUR"))
	case whole:
		all = append(all, fault(wrong+" or "+value+" <> try_cast("+raw+" as double)", name, raw, "this is no whole number"), // a cast alone rounds
			outside(name, raw, value))
	case number:
		all = append(all, numberFaults(name, raw, value, wrong)...)
	case rating:
		all = append(all, fault(wrong, name, raw, m.ratings()))
	case exclusion:
		all = append(all, fault(value+" not in ('merged', 'spam')", name, raw, "this is neither merged nor spam nor empty"))
	case truth:
		all = append(all, fault(wrong, name, raw, "this is neither true nor false"))
	case eventKind:
		all = append(all, fault(value+" not in ("+strings.Join(literals(eventKinds), ", ")+")", name, raw,
			"this kind of event is not known; there are "+strings.Join(eventKinds, ", ")))
	}
	return all
}

func numberFaults(name, raw, value, wrong string) []string {
	return []string{
		fault(wrong+" or not isfinite("+value+")", name, raw, "this is no number"),
		outside(name, raw, value),
		fault("contains("+raw+", ',') and regexp_full_match("+raw+", '[0-9]{1,3},[0-9]{3}')", name, raw, "the comma can be a decimal sign or stand between thousands; write 1.234 or 1234"),
	}
}

func outside(name, raw, value string) string {
	return fault(value+" not between 0 and 1e9", name, raw, "this lies outside 0 to 1,000,000,000")
}

// rating reads whether a customer was satisfied: 1 or 0, or at least as much as the mapping asks.
func (m Mapping) rating(raw string) string {
	value := "try_cast(replace(" + raw + ", ',', '.') as double)"
	if m.SatisfiedFrom != nil {
		return fmt.Sprintf("case when isfinite(%s) then (%[1]s >= %g)::integer::double end", value, *m.SatisfiedFrom)
	}
	return fmt.Sprintf("case when %s in (0, 1) then %[1]s else (%s)::integer::double end", value, yesNo(raw))
}

func (m Mapping) ratings() string {
	if m.SatisfiedFrom != nil {
		return "this is no number"
	}
	return "a rating is 1 (satisfied) or 0 (not); for another scale the mapping says from where on, such as satisfied_from = 4"
}

// yesNo reads a truth in English or German.
func yesNo(raw string) string {
	return fmt.Sprintf("case when lower(%s) in ('true', 't', 'yes', 'y', '1', 'ja', 'wahr') then true when lower(%[1]s) in ('false', 'f', 'no', 'n', '0', 'nein', 'falsch') then false end", raw)
}

func fault(when, name, value, reason string) string {
	return fmt.Sprintf("when %s then {'field': %s, 'value': left(%s, 1000), 'reason': %s}", when, literal(name), value, literal(reason))
}

// state maps the source's word, else the kind of the event, to a state.
func (m Mapping) state(r Reading) string {
	byWord := "null"
	if r.Has("status") {
		byWord = m.States.match("raw_status")
	}
	if !r.Has("kind") || r.Rows == "escalations" {
		return byWord
	}
	return fmt.Sprintf("coalesce(%s, case lower(raw_kind) when 'resolved' then 'resolved' when 'closed' then 'closed' when 'reopened' then 'working' when 'merged' then 'merged' end)", byWord)
}

// match is the SQL case that finds the state of a status word; special states are tried before the common ones.
func (s States) match(word string) string {
	var whens []string
	for _, state := range s.byName() {
		var tests []string
		for _, glob := range state.globs {
			if strings.ContainsAny(glob, "*?[") {
				tests = append(tests, fmt.Sprintf("lower(%s) glob %s", word, literal(strings.ToLower(glob))))
			} else {
				tests = append(tests, fmt.Sprintf("lower(%s) = %s", word, literal(strings.ToLower(glob))))
			}
		}
		if len(tests) > 0 {
			whens = append(whens, fmt.Sprintf("when %s then %s", strings.Join(tests, " or "), literal(state.name)))
		}
	}
	if len(whens) == 0 {
		return "null"
	}
	return "case " + strings.Join(whens, " ") + " end"
}

type stateGlobs struct {
	name  string
	globs []string
}

func (s States) byName() []stateGlobs {
	return []stateGlobs{{"merged", s.Merged}, {"spam", s.Spam}, {"closed", s.Closed}, {"resolved", s.Resolved},
		{"waiting", s.Waiting}, {"working", s.Working}, {"new", s.New}}
}

func literals(values []string) []string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = literal(v)
	}
	return quoted
}

func idents(names []string) []string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = ident(n)
	}
	return quoted
}

func literal(value string) string { return "'" + strings.ReplaceAll(value, "'", "''") + "'" }

func ident(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
