package assumption

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tiermix/model/plan"
)

var (
	keyed  = regexp.MustCompile(`^([^=:#\[\]]+?)\s*([=:])\s*(.*?)\s*(?:#.*)?$`)
	headed = regexp.MustCompile(`^\[+\s*(.*?)\s*\]*\s*(?:#.*)?$`)
	word   = regexp.MustCompile(`^\pL[\pL\pN/ _-]*$`)
)

// diagnose says what stands in a line that is no TOML, and what is wrong with it: slips that people make in their words, the
// others in those of the parser. After a header that cannot be read nothing is judged until the next.
func (r *reader) diagnose(line int, err error) (what, wrong string) {
	text := strings.TrimSpace(r.line(line))
	opens := strings.HasPrefix(text, "[")
	r.skip = r.skip || opens
	if opens && !strings.Contains(text, "=") {
		return clip(text), r.noHeader(headed.ReplaceAllString(text, "$1"))
	}
	m := keyed.FindStringSubmatch(text)
	if m == nil {
		return clip(text), "this is no line of TOML (" + err.Error() + "); a line is KEY = VALUE, [TABLE], or begins with #"
	}
	name := m[1]
	if len(r.table) > 0 && !r.skip {
		name = dotted(r.table) + "." + name
	}
	what = clip(name) + " " + m[2] + " " + clip(m[3])
	return strings.TrimSpace(what), keyLine(m[1], m[2], m[3], err)
}

func (r *reader) noHeader(name string) string {
	if rest, ok := strings.CutPrefix(name, "category."); ok && rest != "" && !strings.ContainsAny(rest, `"'\`) {
		return `a name with other signs than a to z, digits, - and _ stands in quotes: [category.` + quoted(rest) + `]`
	}
	return "this is no table; write " + r.example + " on a line of its own"
}

// textKeys are the keys whose value is text.
var textKeys = []string{plan.CountryKey, plan.TableKey, plan.FileKey, "grade", "year", "currency", "source", "key", "kind", "en", "de"}

// keyLine says what is wrong with a line that has a key, = or :, and a value.
func keyLine(key, sign, value string, err error) string {
	wrong, right := numberIn(value)
	switch {
	case sign == ":":
		return "key and value are joined by =, not by a colon; write " + clip(key+" = "+value)
	case value == "":
		return "there is no value; type one behind =, or put # in front of the line"
	case key == plan.LiveKey:
		return `this is no list of names in quotes, such as ["phone", "chat"]`
	case slices.Contains(textKeys, key):
		return "text stands in quotes; write " + clip(key+" = "+quoted(strings.Trim(value, `"'`)))
	case right != "" && !point.MatchString(value):
		return wrong + "; " + right
	case word.MatchString(value):
		return "this is text; a number is wanted"
	}
	return "this is no TOML: " + err.Error()
}

// Numbers as people write them.
var (
	point   = regexp.MustCompile(`^[-+]?[0-9_]+(\.[0-9]+)?$`)
	comma   = regexp.MustCompile(`^([-+]?[0-9][0-9.' _]*),([0-9]+)$`)
	percent = regexp.MustCompile(`^([-+]?[0-9]+(?:[.,][0-9]+)?)\s*(?:%|percent|Prozent)$`)
	united  = regexp.MustCompile(`^([-+]?[0-9][0-9_]*(?:\.[0-9]+)?)\s*[\pL€$£][^=]*$`)
)

// numberIn says how to write a number that stands as text, in quotes or without; right is empty where there is none in it.
func numberIn(text string) (wrong, right string) {
	if point.MatchString(text) {
		return "a number stands without quotes", "write " + text
	}
	if m := comma.FindStringSubmatch(text); m != nil {
		whole := separator.ReplaceAllString(m[1], "")
		if len(m[2]) == 3 {
			return "a number has a decimal point and nothing between thousands",
				"write " + whole + m[2] + ", or " + whole + "." + m[2] + " if the comma was a decimal one"
		}
		return "a number has a decimal point, not a comma", "write " + whole + "." + m[2]
	}
	if m := percent.FindStringSubmatch(text); m != nil {
		if v, err := strconv.ParseFloat(strings.Replace(m[1], ",", ".", 1), 64); err == nil {
			return "a share lies between 0 and 1", "write " + strconv.FormatFloat(v/100, 'g', 12, 64)
		}
	}
	if m := united.FindStringSubmatch(text); m != nil {
		return "a number stands without unit", "write " + m[1]
	}
	return "", ""
}

var separator = regexp.MustCompile(`[.' _]`)
