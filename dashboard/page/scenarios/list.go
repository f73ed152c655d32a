package scenarios

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/dashboard/state"
	"tiermix/model/plan"
)

// SaveForm is the form that saves what is typed now.
type SaveForm struct {
	Action, Token string
	Draft         page.Draft
	Typed         []string // what is typed, in words
	LongestName   int
	LongestNote   int
	Plan          string // address of a page to type on
	Wrong         bool   // a number among what is typed cannot be planned with
}

// mostShown is how much of what is typed is told; the rest is counted.
const mostShown = 12

func save(_ context.Context, ask page.Ask) (page.Content, error) {
	form := SaveForm{
		Action: ask.State.Link(Path), Token: ask.Token, Draft: ask.Draft, LongestName: plan.LongestName, LongestNote: plan.LongestNote,
		Plan: ask.State.Link("/tradeoff"),
	}
	for _, t := range planner.Read(ask) {
		text := label(ask, t.Key) + ": " + t.Shown(ask.L)
		if t.Fault != "" {
			text, form.Wrong = label(ask, t.Key)+": "+t.Fault, true
		}
		form.Typed = append(form.Typed, text)
	}
	for _, e := range ask.State.Entries() {
		form.Typed = append(form.Typed, label(ask, e.Key)+": "+listed(ask, e.Words))
	}
	if rest := len(form.Typed) - mostShown; rest > 0 {
		form.Typed = append(form.Typed[:mostShown], ask.L.Plural("scenarios.more", rest))
	}
	return page.Content{More: form, Sub: ask.L.T("scenarios.savesub")}, nil
}

// listed is words as one text.
func listed(ask page.Ask, words []string) string {
	if len(words) == 0 {
		return ask.L.T("scenarios.nowords")
	}
	return chart.Short(strings.Join(words, ", "), 120)
}

// label is how an assumption is called.
func label(ask page.Ask, key string) string {
	if rest, ok := strings.CutPrefix(key, "category."); ok {
		if last := strings.LastIndex(rest, "."); last >= 0 {
			return planner.Category(ask, rest[:last]) + ", " + ask.L.T("categoryfield."+rest[last+1:])
		}
	}
	if text := ask.L.Or("planfield."+key, ""); text != "" {
		return text
	}
	about := key
	if s, err := plan.FieldOf(key); err == nil {
		about = planner.Say(ask, s.About)
	} else if slices.Contains(append([]string{plan.FileKey}, state.Words...), key) {
		about = ask.L.T("scenarios.word." + strings.NewReplacer("tier1.", "", "tier2.", "").Replace(key))
	}
	for tier := 1; tier <= 2; tier++ {
		if strings.HasPrefix(key, fmt.Sprintf("tier%d.", tier)) {
			return ask.TierName(&tier) + ": " + about
		}
	}
	return chart.Short(about, 120)
}

// SavedList is the saved scenarios with their forms.
type SavedList struct {
	Compare string        // address that the choice is sent to
	Drop    string        // address that a name to drop is sent to
	Hidden  []page.Hidden // what the choice must send along
	Token   string
	All     []Saved
	Most    int
}

// Saved is one scenario of the list.
type Saved struct {
	Value   string // its name as it is sent
	Name    string
	Note    string
	Facts   string // how many values are typed, and when it was saved
	Open    string // address of the plan with its values; "" = an address cannot carry them
	Checked bool
	Kept    bool // it can be dropped
}

func list(ctx context.Context, ask page.Ask) (page.Content, error) {
	all, err := ask.Source.Scenarios(ctx)
	if err != nil {
		return page.Content{}, fmt.Errorf("read scenarios: %w", err)
	}
	out := SavedList{Compare: Path, Drop: ask.State.Link(DropPath), Token: ask.Token, Most: plan.MostCompared}
	values := ask.State.Values()
	values.Del("scenario")
	for _, key := range sortedKeys(values) {
		for _, v := range values[key] {
			out.Hidden = append(out.Hidden, page.Hidden{Name: key, Value: v})
		}
	}
	names := chosen(ask, all)
	for _, s := range append([]plan.Scenario{plan.Untyped()}, all...) {
		out.All = append(out.All, saved(ask, s, names))
	}
	c := page.Content{More: out, Sub: ask.L.Plural("scenarios.saved", len(all))}
	if slices.ContainsFunc(out.All, func(s Saved) bool { return s.Open == "" }) {
		c.Notes = append(c.Notes, ask.L.T("scenarios.uncarried"))
	}
	return c, nil
}

func sortedKeys(values map[string][]string) []string {
	var keys []string
	for key := range values {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

func saved(ask page.Ask, s plan.Scenario, names []string) Saved {
	out := Saved{
		Value: s.Name, Name: called(ask, s), Note: chart.Short(s.Note, plan.LongestNote), Kept: !s.Saved.IsZero(),
		Checked: slices.ContainsFunc(names, func(n string) bool { return plan.NameKey(n) == plan.NameKey(s.Name) }),
	}
	if out.Kept {
		out.Facts = ask.L.Plural("scenarios.typed", len(s.All())) + " · " + ask.L.T("scenarios.when", ask.L.DateTime(s.Saved.In(zone(ask))))
	} else {
		out.Facts = ask.L.T("scenarios.always")
	}
	if st, ok := ask.State.Typing(s); ok {
		out.Open = st.Link("/tradeoff")
	}
	return out
}

// called is the name of a scenario on the page.
func called(ask page.Ask, s plan.Scenario) string {
	if plan.NameKey(s.Name) == plan.NameKey(plan.NothingTyped) {
		return ask.L.T("scenarios.untyped")
	}
	return chart.Short(s.Name, plan.LongestName)
}

// zone is the desk's time zone, UTC where it is not known here.
func zone(ask page.Ask) *time.Location {
	if z, err := time.LoadLocation(ask.Status.Zone); err == nil {
		return z
	}
	return time.UTC
}

// chosen are the names to compare: those of the address, else the plan without anything typed and the newest scenarios.
func chosen(ask page.Ask, all []plan.Scenario) []string {
	if len(ask.State.Beside) > 0 || len(all) == 0 {
		return ask.State.Beside
	}
	newest := slices.Clone(all)
	slices.SortStableFunc(newest, func(a, b plan.Scenario) int { return b.Saved.Compare(a.Saved) })
	newest = newest[:min(len(newest), plan.MostCompared-1)]
	names := []string{plan.NothingTyped}
	for _, s := range all { // in the order of the list, as the form sends them
		if slices.ContainsFunc(newest, func(n plan.Scenario) bool { return n.Name == s.Name }) {
			names = append(names, s.Name)
		}
	}
	return names
}
