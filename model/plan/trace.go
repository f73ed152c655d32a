package plan

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"tiermix/model/origin"
	"tiermix/model/salary"
)

// Trace is a number that went into a plan, with its name and its origin.
type Trace struct {
	Key   string
	Value origin.Value
	About origin.Text
}

// book finds the value of every field: typed, else measured, else the named default; and notes what was used.
type book struct {
	typed    map[string]origin.Value
	measured map[string]origin.Value
	currency string
	used     []Trace
	faults   []error
}

// find is the value of a field, without noting it; ok is false when nothing tells it.
func (b *book) find(f Field) (v origin.Value, ok bool) {
	v, ok = b.typed[f.Key]
	if !ok {
		v, ok = b.measured[f.Key]
	}
	if !ok && f.Default.Given() && b.usable(f.Default) {
		v, ok = f.Default, true
	}
	v.Unit = b.unit(f.Unit)
	return v, ok
}

// usable says whether a default is in the plan's currency, where it is money at all.
func (b *book) usable(v origin.Value) bool {
	return v.Unit == Money || v.Unit == MoneyYear || !strings.HasSuffix(v.Unit, "/year") || v.Unit == b.unit(MoneyYear) || v.Unit == salary.DaysPerYear
}

func (b *book) unit(unit string) string {
	switch unit {
	case Money:
		return b.currency
	case MoneyYear:
		return salary.PerYear(b.currency)
	}
	return unit
}

// get is the value of a field that the plan cannot do without.
func (b *book) get(key string) origin.Value {
	v, ok := b.may(key)
	if !ok && len(b.faults) == 0 || !ok && !b.told(key) {
		f, _ := FieldOf(key)
		b.faults = append(b.faults, origin.Fault{Said: origin.Text{
			EN: fmt.Sprintf("%s is neither measured nor typed, and there is no default in %s: type %s in the assumptions", key, b.currency, f.About.EN),
			DE: fmt.Sprintf("%s ist weder gemessen noch angegeben, und es gibt keine Vorgabe in %s: geben Sie in den Annahmen an: %s", key, b.currency, f.About.DE)}})
	}
	return v
}

func (b *book) told(key string) bool {
	return slices.ContainsFunc(b.faults, func(err error) bool { return strings.HasPrefix(err.Error(), key+" ") })
}

// may is the value of a field that may be unknown.
func (b *book) may(key string) (origin.Value, bool) {
	f, err := FieldOf(key)
	if err != nil {
		b.faults = append(b.faults, err)
		return origin.Value{}, false
	}
	v, ok := b.find(f)
	if ok {
		b.note(key, v, f.About)
	}
	return v, ok
}

// note puts a number on the list once.
func (b *book) note(key string, v origin.Value, about origin.Text) {
	if !slices.ContainsFunc(b.used, func(t Trace) bool { return t.Key == key }) {
		b.used = append(b.used, Trace{Key: key, Value: v, About: about})
	}
}

func (b *book) fault(format origin.Text, args ...any) {
	b.faults = append(b.faults, origin.Faultf(format, args...))
}

func (b *book) err() error { return errors.Join(b.faults...) }

// endless is a value of seconds, or +Inf where none is known.
func endless(v origin.Value, ok bool) float64 {
	if !ok {
		return math.Inf(1)
	}
	return v.Amount
}
