package knowledge

import (
	"cmp"
	"slices"
	"sort"
	"time"

	"tiermix/model/rate"
)

// meter counts the tickets of a category in any span of days. Days are numbers here: how many days after the first of the records.
type meter struct {
	weeks    int
	first    time.Time
	last     int
	names    map[string]int // of categories, to their place in of and launched
	of       []series       // by category
	all      series         // of all categories together
	launches []launch       // in the order of days; articles that are hardly used are no launch
	launched [][]launch     // the same by category
	others   map[int]others // by day of a launch
	seen     []int          // by category: the day for which without counted it
}

// launch is the first use of an article.
type launch struct {
	day, category int
	article       string
}

// series are sums of tickets: of all days up to one, in the order of days.
type series []sum

type sum struct {
	day  int
	upTo rate.Share
}

// others are the categories without a launch in the span around a day.
type others struct {
	categories    int
	before, after rate.Share
}

func newMeter(h History, weeks int) *meter {
	m := &meter{weeks: weeks, first: h.First, names: map[string]int{}, others: map[int]others{}}
	m.last = m.number(h.Last)
	type counted struct {
		day, category int
		n             rate.Share
	}
	days := make([]counted, len(h.Days))
	for i, d := range h.Days {
		days[i] = counted{m.number(d.Day), m.category(d.Category), rate.Share{Hits: d.Escalated, Total: d.Held}}
	}
	counts := len(m.of)
	slices.SortStableFunc(days, func(a, b counted) int { return cmp.Compare(a.day, b.day) })
	for _, d := range days {
		m.all, m.of[d.category] = m.all.with(d.day, d.n), m.of[d.category].with(d.day, d.n)
	}
	for _, u := range h.Uses {
		if u.Tickets >= FewestUses {
			m.launches = append(m.launches, launch{m.number(u.First), m.category(u.Category), u.Article})
		}
	}
	slices.SortFunc(m.launches, func(a, b launch) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.category, b.category), cmp.Compare(a.article, b.article))
	})
	m.launched = make([][]launch, len(m.of))
	for _, l := range m.launches {
		m.launched[l.category] = append(m.launched[l.category], l)
	}
	m.seen = slices.Repeat([]int{never}, counts)
	return m
}

// never is no day.
const never = -1 << 31

// number is how many days after the first of the records a day is.
func (m *meter) number(day time.Time) int { return int(day.Unix()-m.first.Unix()) / (24 * 60 * 60) }

// category is the place of a category; a new one gets the next.
func (m *meter) category(name string) int {
	i, ok := m.names[name]
	if !ok {
		i = len(m.of)
		m.names[name], m.of = i, append(m.of, nil)
	}
	return i
}

func (s series) with(day int, n rate.Share) series {
	if len(s) > 0 {
		n = add(s[len(s)-1].upTo, n)
	}
	return append(s, sum{day, n})
}

// share counts the tickets created from one day up to another, which is not included.
func (s series) share(from, to int) rate.Share { return less(s.before(to), s.before(from)) }

func (s series) before(day int) rate.Share {
	i := sort.Search(len(s), func(i int) bool { return s[i].day >= day })
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
func within(all []launch, from, to int) []launch {
	at := func(day int) int { return sort.Search(len(all), func(i int) bool { return all[i].day >= day }) }
	return all[at(from):at(to)]
}

// windows are the days around a launch: the window before it, and that after the week that begins with it.
type windows struct{ from, launch, after, to int }

func (m *meter) windows(day int) windows {
	return windows{day - 7*m.weeks, day, day + 7, day + 7 + 7*m.weeks}
}

// covered says whether the records reach over both windows.
func (m *meter) covered(w windows) bool { return w.from >= 0 && w.to-1 <= m.last }

// without counts the categories that have no launch around a day; it is worked out once for all launches of the day.
func (m *meter) without(w windows) others {
	if known, ok := m.others[w.launch]; ok {
		return known
	}
	o := others{categories: len(m.seen), before: m.all.share(w.from, w.launch), after: m.all.share(w.after, w.to)}
	for _, l := range within(m.launches, w.from, w.to) {
		if l.category >= len(m.seen) || m.seen[l.category] == w.launch { // no ticket was counted, or it is taken off already
			continue
		}
		m.seen[l.category] = w.launch
		s := m.of[l.category]
		o.categories--
		o.before, o.after = less(o.before, s.share(w.from, w.launch)), less(o.after, s.share(w.after, w.to))
	}
	m.others[w.launch] = o
	return o
}

// trend says whether the rate of the window before differs between its halves by more than chance.
func (m *meter) trend(s series, w windows) bool {
	half := 7 * (m.weeks / 2)
	return half > 0 && rate.Difference(s.share(w.launch-half, w.launch), s.share(w.from, w.from+half), rate.Level).Clear()
}
