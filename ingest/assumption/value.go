package assumption

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"tiermix/model/origin"
	"tiermix/model/plan"
)

// entry is one key with its value.
type entry struct {
	path  []string
	name  string // the key as it stands in TOML
	line  int
	what  string // key = value, for messages
	value *unstable.Node
}

// settle puts an entry where it belongs.
func (r *reader) settle(e entry) {
	switch {
	case e.name == plan.CountryKey || e.name == plan.TableKey || e.name == plan.FileKey:
		r.words(e)
	case e.name == "tier1.grade" || e.name == "tier2.grade":
		r.grade(e)
	case e.path[0] == "band":
		r.bandValue(e)
	case e.name == plan.LiveKey:
		r.channels(e)
	case e.path[0] == "category":
		r.category(e)
	default:
		r.field(e)
	}
}

func (r *reader) field(e entry) {
	f, err := plan.FieldOf(e.name)
	switch {
	case err == nil:
		r.number(e, f)
	case isTable(e.name):
		r.wrong(e.line, e.what, "%s is a table; write [%s] and its values below", e.name, e.name)
	default:
		r.wrong(e.line, e.what, "%s is not known; the nearest is %s", clipKey(e.name), nearest(e.name, known()))
	}
}

// known are all keys but those of categories.
func known() []string {
	all := []string{plan.CountryKey, plan.TableKey, plan.FileKey, plan.LiveKey, "tier1.grade", "tier2.grade"}
	for _, f := range plan.Fields() {
		all = append(all, f.Key)
	}
	return all
}

func (r *reader) category(e entry) {
	fields := plan.CategoryFields()
	var names []string
	for _, f := range fields {
		names = append(names, f.Key)
	}
	if len(e.path) == 3 {
		if i := slices.Index(names, e.path[2]); i >= 0 {
			f := fields[i]
			f.Key = plan.CategoryKey(e.path[1], f.Key)
			r.number(e, f)
			return
		}
	}
	last := e.path[len(e.path)-1]
	switch i := slices.Index(names, last); {
	case len(e.path) < 3:
		r.wrong(e.line, e.what, "this belongs to one category; write [category.\"NAME\"] above it")
	case len(e.path) > 3 && i >= 0:
		r.wrong(e.line, e.what, "a name with dots stands in quotes: [category.%s]", quoted(strings.Join(e.path[1:len(e.path)-1], ".")))
	default:
		r.wrong(e.line, e.what, "a category has no %s; the nearest is %s", clipKey(dotted(e.path[2:])), nearest(last, names))
	}
}

// number keeps an amount that the field allows.
func (r *reader) number(e entry, f plan.Field) {
	before := len(r.faults)
	if amount := r.amount(e, f); len(r.faults) == before {
		r.out.Values[f.Key] = origin.Type(amount, f.Unit)
	}
}

// amount is a number within the bounds of a field; what is wrong with it is noted.
func (r *reader) amount(e entry, f plan.Field) float64 {
	amount, wrong, right := amountOf(e.value)
	if math.IsInf(amount, 0) || math.IsNaN(amount) {
		wrong = "this is no number that can be computed with"
	}
	switch {
	case right != "":
		r.wrong(e.line, e.what, "%s; %s", wrong, right)
		return 0
	case wrong != "":
		r.wrong(e.line, e.what, "%s; a number from %s to %s is wanted: %s", wrong, plain(f.Low), plain(f.High), f.About.EN)
		return 0
	}
	if m := thousands.FindStringSubmatch(string(e.value.Data)); m != nil && slices.Contains(large, f.Unit) {
		r.wrong(e.line, e.what, "the point is a decimal one here, not one between thousands; write %s%s, or %s.0 if that is meant", m[1], m[2], m[1])
		return 0
	}
	f.Key = clipKey(e.name)
	if err := f.Check(amount); err != nil {
		r.faults = append(r.faults, fault{e.line, err.Error()})
	}
	return amount + 0 // -0 is 0
}

// large are the units in which 38.000 is more likely a slip for 38000 than a very exact 38.
var large = []string{plan.Money, plan.MoneyYear, "people", "s"}

var thousands = regexp.MustCompile(`^([-+]?[1-9][0-9]{0,2})\.([0-9]{3})$`)

// plain is a number as one types it.
func plain(amount float64) string { return strconv.FormatFloat(amount, 'f', -1, 64) }

// amountOf reads a number; wrong says why it is none, and right how to write it where that can be told.
func amountOf(n *unstable.Node) (amount float64, wrong, right string) {
	text := strings.ReplaceAll(string(n.Data), "_", "")
	switch n.Kind {
	case unstable.Integer:
		if i, err := strconv.ParseInt(text, 0, 64); err == nil {
			return float64(i), "", ""
		}
		return floatOf(text)
	case unstable.Float:
		return floatOf(text)
	case unstable.String:
		if wrong, right = numberIn(strings.TrimSpace(string(n.Data))); right == "" {
			return 0, "this is text", ""
		}
		return 0, wrong, right
	case unstable.Bool:
		return 0, "this is true or false", ""
	case unstable.Array:
		return 0, "this is a list", ""
	}
	return 0, "this is a date or time", ""
}

// floatOf reads a number; one that is too large for the computer is infinite.
func floatOf(text string) (amount float64, wrong, right string) {
	amount, err := strconv.ParseFloat(text, 64)
	if err != nil && !math.IsInf(amount, 0) {
		return 0, "this is no number", ""
	}
	return amount, "", ""
}

// words keeps country or table; a year may stand as a number too.
func (r *reader) words(e entry) {
	text := strings.TrimSpace(string(e.value.Data))
	switch {
	case e.value.Kind == unstable.Integer && e.name == plan.TableKey:
	case e.value.Kind != unstable.String:
		r.wrong(e.line, e.what, `this has to be text in quotes, such as %s`, map[string]string{plan.CountryKey: `"DE"`, plan.TableKey: `"2026"`, plan.FileKey: `"my-table.toml"`}[e.name])
		return
	}
	switch e.name {
	case plan.CountryKey:
		r.out.Country = text
	case plan.TableKey:
		r.out.Table = text
	case plan.FileKey:
		r.file = text
	}
	r.out.Typed[e.name] = true
}

// channels keeps the list of live channels.
func (r *reader) channels(e entry) {
	if e.value.Kind != unstable.Array {
		r.wrong(e.line, e.what, `this has to be a list of names in quotes, such as ["phone", "chat"]; [] where nobody waits in line`)
		return
	}
	live := []string{}
	for it := e.value.Children(); it.Next(); {
		n := it.Node()
		name := strings.TrimSpace(string(n.Data))
		switch {
		case n.Kind == unstable.Comment:
		case n.Kind != unstable.String:
			r.wrong(e.line, e.what, "entry %d is no text; a channel stands in quotes", len(live)+1)
			return
		case name == "":
			r.wrong(e.line, e.what, "entry %d is empty; name a channel or take it out", len(live)+1)
			return
		case slices.Contains(live, name):
			r.wrong(e.line, e.what, "%s stands twice; keep one", quoted(name))
			return
		default:
			live = append(live, name)
		}
	}
	r.out.Live, r.out.Typed[plan.LiveKey] = live, true
}
