package assumption

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/salary"
)

// bandKeys are what a band has.
var bandKeys = []string{"tier", "grade", "min", "mid", "max"}

// bandLines is a band on its way, with the lines of what stands in it.
type bandLines struct {
	salary.Band
	line  int            // of its header
	given map[string]int // line by key
	bad   bool           // a value of it is at fault
}

// band begins a band. Its keys are told as band.1.tier, band.2.tier, ...
func (r *reader) band(line int) {
	r.bands = append(r.bands, bandLines{line: line, given: map[string]int{}})
	r.table = []string{"band", strconv.Itoa(len(r.bands))}
}

// bandValue keeps one value of a band.
func (r *reader) bandValue(e entry) {
	if len(e.path) < 3 || len(r.bands) == 0 {
		r.wrong(e.line, e.what, "a band is a table of its own; write [[band]] and below it %s", strings.Join(bandKeys, ", "))
		return
	}
	b := &r.bands[len(r.bands)-1]
	key := dotted(e.path[2:])
	if !slices.Contains(bandKeys, key) {
		r.wrong(e.line, e.what, "a band has no %s; the nearest is %s", key, nearest(key, bandKeys))
		return
	}
	b.given[key] = e.line
	before := len(r.faults)
	if key == "grade" {
		b.Grade = r.said(e, `"junior"`)
	} else {
		r.bandNumber(b, e, key)
	}
	b.bad = b.bad || len(r.faults) > before
}

func (r *reader) bandNumber(b *bandLines, e entry, key string) {
	if key == "tier" {
		v := r.amount(e, plan.Field{Unit: "a tier", Low: 1, High: 2, About: aboutTier})
		if b.Tier = int(v); float64(b.Tier) != v {
			r.wrong(e.line, e.what, "a tier is 1 or 2")
		}
		return
	}
	v := r.amount(e, plan.Field{Unit: plan.MoneyYear, Low: 1, High: 1e7, About: aboutBand})
	switch key {
	case "min":
		b.Min = v
	case "mid":
		b.Mid = v
	case "max":
		b.Max = v
	}
}

var (
	aboutTier = origin.Text{EN: "1 is 1st level, 2 is 2nd level", DE: "1 ist das 1st Level, 2 das 2nd Level"}
	aboutBand = origin.Text{EN: "pay of the grade for full time", DE: "Bezahlung des Grads für Vollzeit"}
)

// grade keeps the grade of a tier's people.
func (r *reader) grade(e entry) {
	if text := r.said(e, `"junior"`); text != "" {
		if r.out.Grades == nil {
			r.out.Grades = map[int]string{}
		}
		r.out.Grades[int(e.name[len("tier")]-'0')] = text
	}
}

// said is a value that has to be text in quotes.
func (r *reader) said(e entry, example string) string {
	text := strings.TrimSpace(string(e.value.Data))
	switch {
	case e.value.Kind != unstable.String:
		r.wrong(e.line, e.what, "this has to be text in quotes, such as %s", example)
	case text == "":
		r.wrong(e.line, e.what, "there is nothing in the quotes; write something such as %s", example)
	default:
		return text
	}
	return ""
}

// settleBands looks at every band as a whole.
func (r *reader) settleBands() {
	for i, b := range r.bands {
		what := fmt.Sprintf("[[band]] number %d", i+1)
		for _, key := range bandKeys {
			if _, ok := b.given[key]; ok {
				continue
			}
			if b.bad = true; r.broke == 0 { // else it may stand in a line that could not be read
				r.wrong(b.line, what, "%s is missing; a band has %s", key, strings.Join(bandKeys, ", "))
			}
		}
		if b.bad {
			continue
		}
		if b.Min > b.Mid || b.Mid > b.Max || b.Min == b.Max {
			r.wrong(b.line, what, "min %s, mid %s and max %s must rise", plain(b.Min), plain(b.Mid), plain(b.Max))
		}
		if j := slices.IndexFunc(r.bands[:i], func(o bandLines) bool { return o.Tier == b.Tier && o.Grade == b.Grade }); j >= 0 {
			r.wrong(b.line, what, "tier %d has a grade %s in line %d already", b.Tier, quoted(b.Grade), r.bands[j].line)
		}
		r.out.Bands = append(r.out.Bands, b.Band)
	}
	for tier, grade := range r.out.Grades {
		r.checkGrade(tier, grade)
	}
}

// checkGrade finds a grade that no band of its tier has.
func (r *reader) checkGrade(tier int, grade string) {
	var names []string
	for _, b := range r.bands {
		if b.Tier == tier {
			names = append(names, b.Grade)
		}
	}
	key := fmt.Sprintf("tier%d.grade", tier)
	switch {
	case len(names) == 0 && grade != salary.WholeTier:
		r.wrong(r.keys[key], r.shown[key], "no band of tier %d is typed, so there are no grades; write its bands as [[band]]", tier)
	case len(names) > 0 && !slices.Contains(names, grade):
		r.wrong(r.keys[key], r.shown[key], "no band of tier %d has this grade; the nearest is %s", tier, nearest(grade, names))
	}
}
