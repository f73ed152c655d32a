package desk

import (
	"testing"

	"pgregory.net/rapid"
)

func tallied(lives ...*life) *tally {
	var t tally
	for _, l := range lives {
		t.count(l)
	}
	return &t
}

func TestTallyCountsTotals(t *testing.T) {
	moved := told(serviceDeskNorth, password, lookAndAnswer, up(network), lookAndAnswer, finish, comesBackAfter(hour), finish)
	spamTicket := told(serviceDeskNorth, password, finish)
	spamTicket.excluded = "spam"
	mergedTicket := told(serviceDeskNorth, password, finish)
	mergedTicket.excluded = "merged"
	got := tallied(moved, spamTicket, mergedTicket)
	want := tally{tickets: 3, records: 1, moves: 1, stints: 5, merged: 1, spam: 1, contacts: 2, reopens: 1, counted: 1}
	if got.tickets != want.tickets || got.records != want.records || got.moves != want.moves || got.stints != want.stints {
		t.Errorf("tickets %d, records %d, moves %d, stints %d", got.tickets, got.records, got.moves, got.stints)
	}
	if got.merged != want.merged || got.spam != want.spam || got.counted != want.counted || got.created != 1 {
		t.Errorf("merged %d, spam %d, counted %d", got.merged, got.spam, got.counted)
	}
	if got.contacts != want.contacts || got.reopens != want.reopens {
		t.Errorf("contacts %d, reopens %d", got.contacts, got.reopens)
	}
}

// Nothing of a merged ticket is in any share or duration.
func TestExcludedTicketsAreInNoFigure(t *testing.T) {
	l := told(serviceDeskNorth, password, lookAndAnswer, up(network), lookAndAnswer, finish)
	l.excluded = "merged"
	got := tallied(l)
	if got.group != (group{}) || got.handovers != [4]int{} {
		t.Errorf("shares %+v", got.group)
	}
	for id, seconds := range got.times {
		if len(seconds) > 0 {
			t.Errorf("%s: %v", timeNames[id], seconds)
		}
	}
}

func TestTallyCountsTimes(t *testing.T) {
	l := told(serviceDeskNorth, password) // every step takes a minute
	l.touch(soonAfter(l), 1)
	up(network)(l)
	lookAndAnswer(l)
	finish(l)
	comesBackAfter(hour)(l)
	finish(l)
	got := tallied(l)
	for id, want := range map[timeID][]int32{
		firstResponse: {240}, firstResolution: {300}, resolutionTime: {300 + 3600 + 60}, handoverWait: {60},
		inTier1: {120}, inTier2: {180, 60}, inTier3: nil,
	} {
		if len(got.times[id]) != len(want) {
			t.Errorf("%s: got %v, want %v", timeNames[id], got.times[id], want)
			continue
		}
		for i := range want {
			if got.times[id][i] != want[i] {
				t.Errorf("%s: got %v, want %v", timeNames[id], got.times[id], want)
			}
		}
	}
}

func TestResponseOfACallIsTheSecondContact(t *testing.T) {
	var call life
	call.begin(1, began+9*hour)
	call.intake(hotlineNorth, 3)
	if got := tallied(&call).times[firstResponse]; len(got) != 0 {
		t.Errorf("a call alone: got %v, want none", got)
	}
	call.answer(call.now + 90)
	if got := tallied(&call).times[firstResponse]; len(got) != 1 || got[0] != 90 {
		t.Errorf("a call and an answer: got %v, want 90", got)
	}
}

func TestDuration(t *testing.T) {
	for _, c := range []struct {
		seconds []int32
		median  float64
		sum     int64
	}{
		{[]int32{7}, 7, 7},
		{[]int32{9, 1}, 5, 10},
		{[]int32{4, 1}, 2.5, 5},
		{[]int32{30, 10, 20}, 20, 60},
		{[]int32{40, 10, 20, 31}, 25.5, 101},
		{[]int32{2_000_000_000, 2_000_000_000}, 2_000_000_000, 4_000_000_000},
	} {
		got := duration(c.seconds)
		if *got.Value != c.median || got.Sum != c.sum || got.N != len(c.seconds) {
			t.Errorf("%v: median %v, sum %d, n %d", c.seconds, *got.Value, got.Sum, got.N)
		}
	}
	if got := duration(nil); got.Value != nil || got.N != 0 {
		t.Errorf("no durations: got %+v, want nothing", got)
	}
}

// Laws that hold for every desk: groups add up, shares lie in 0..1, every ticket counts once.
func TestLawsOfTruth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := Options{Tickets: rapid.IntRange(1, 400).Draw(t, "tickets"), Seed: rapid.Uint64().Draw(t, "seed")}
		g := newGenerator(o)
		if err := g.run(func(*life) error { return nil }); err != nil {
			t.Fatal(err)
		}
		truth := g.truth()
		if truth.Tickets != o.Tickets {
			t.Fatalf("%d tickets, asked for %d", truth.Tickets, o.Tickets)
		}
		counted := *truth.Figures["tickets_created"].Value
		if int(counted)+truth.TicketsMerged+truth.TicketsSpam != truth.Tickets {
			t.Fatalf("%v counted, %d merged, %d spam of %d", counted, truth.TicketsMerged, truth.TicketsSpam, truth.Tickets)
		}
		for _, name := range shareNames {
			checkShare(t, truth, name)
		}
	})
}

func checkShare(t *rapid.T, truth Truth, name string) {
	all := truth.Figures[name]
	if *all.Numerator > *all.Denominator || *all.Numerator < 0 {
		t.Fatalf("%s is %d of %d", name, *all.Numerator, *all.Denominator)
	}
	for _, dim := range []string{"region", "channel", "category", "product", "priority"} {
		above, below := 0, 0
		for _, group := range truth.By[dim] {
			above += *group[name].Numerator
			below += *group[name].Denominator
		}
		if above != *all.Numerator || below != *all.Denominator {
			t.Fatalf("%s by %s adds up to %d of %d, all are %d of %d", name, dim, above, below, *all.Numerator, *all.Denominator)
		}
	}
}
