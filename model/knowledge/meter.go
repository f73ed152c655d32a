package knowledge

import (
	"cmp"
	"maps"
	"slices"
	"sort"
	"time"

	"tiermix/model/rate"
)

// meter counts the tickets of a category in any span of days.
type meter struct {
	weeks       int
	first, last time.Time
	all         series            // of all categories together
	of          map[string]series // by category
	launches    []Use             // in the order of days; articles that are hardly used are no launch
	launched    map[string][]Use  // the same by category
	others      map[time.Time]others
}

// series are sums of tickets: of all days up to one, in the order of days.
type series []sum

type sum struct {
	day  time.Time
	upTo rate.Share
}

// others are the categories without a launch in the span around a day.
type others struct {
	categories    int
	before, after rate.Share
}

func newMeter(h History, weeks int) *meter {
	m := &meter{weeks: weeks, first: h.First, last: h.Last, of: map[string]series{}, launched: map[string][]Use{}, others: map[time.Time]others{}}
	days := slices.SortedFunc(slices.Values(h.Days), func(a, b Day) int { return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Category, b.Category)) })
	for _, d := range days {
		s := rate.Share{Hits: d.Escalated, Total: d.Held}
		m.all, m.of[d.Category] = m.all.with(d.Day, s), m.of[d.Category].with(d.Day, s)
	}
	m.launches = slices.SortedFunc(slices.Values(h.Uses), func(a, b Use) int {
		return cmp.Or(a.First.Compare(b.First), cmp.Compare(a.Category, b.Category), cmp.Compare(a.Article, b.Article))
	})
	m.launches = slices.DeleteFunc(m.launches, func(u Use) bool { return u.Tickets < FewestUses })
	for _, u := range m.launches {
		m.launched[u.Category] = append(m.launched[u.Category], u)
	}
	return m
}

func (s series) with(day time.Time, n rate.Share) series {
	if len(s) > 0 {
		n = add(s[len(s)-1].upTo, n)
	}
	return append(s, sum{day, n})
}

// share counts the tickets created from one day up to another, which is not included.
func (s series) share(from, to time.Time) rate.Share { return less(s.before(to), s.before(from)) }

func (s series) before(day time.Time) rate.Share {
	i := sort.Search(len(s), func(i int) bool { return !s[i].day.Before(day) })
	if i == 0 {
		return rate.Share{}
	}
	return s[i-1].upTo
}

func add(a, b rate.Share) rate.Share {
	return rate.Share{Hits: a.Hits + b.Hits, Total: a.Total + b.Total}
}
func less(a, b rate.Share) rate.Share {
	return rate.Share{Hits: a.Hits - b.Hits, Total: a.Total - b.Total}
}

// within are the launches in a span, of which the last day is not included.
func within(all []Use, from, to time.Time) []Use {
	at := func(day time.Time) int {
		return sort.Search(len(all), func(i int) bool { return !all[i].First.Before(day) })
	}
	return all[at(from):at(to)]
}

// windows are the days around a launch: the window before it, and that after the week that begins with it.
type windows struct{ from, launch, after, to time.Time }

func (m *meter) windows(launch time.Time) windows {
	after := launch.AddDate(0, 0, 7)
	return windows{launch.AddDate(0, 0, -7*m.weeks), launch, after, after.AddDate(0, 0, 7*m.weeks)}
}

// covered says whether the records reach over both windows.
func (m *meter) covered(w windows) bool {
	return !w.from.Before(m.first) && !w.to.AddDate(0, 0, -1).After(m.last)
}

// without counts the categories that have no launch around a day; it is worked out once for all launches of the day.
func (m *meter) without(w windows) others {
	if known, ok := m.others[w.launch]; ok {
		return known
	}
	busy := map[string]bool{}
	for _, u := range within(m.launches, w.from, w.to) {
		busy[u.Category] = true
	}
	o := others{categories: len(m.of), before: m.all.share(w.from, w.launch), after: m.all.share(w.after, w.to)}
	for _, c := range slices.Sorted(maps.Keys(busy)) {
		s, ok := m.of[c]
		if ok {
			o.categories--
		}
		o.before, o.after = less(o.before, s.share(w.from, w.launch)), less(o.after, s.share(w.after, w.to))
	}
	m.others[w.launch] = o
	return o
}

// trend says whether the rate of the window before differs between its halves by more than chance.
func (m *meter) trend(category string, w windows) bool {
	half := 7 * (m.weeks / 2)
	if half == 0 {
		return false
	}
	s := m.of[category]
	early, late := s.share(w.from, w.from.AddDate(0, 0, half)), s.share(w.launch.AddDate(0, 0, -half), w.launch)
	return rate.Difference(late, early, rate.Level).Clear()
}
