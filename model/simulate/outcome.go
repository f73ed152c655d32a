package simulate

// result works out what the replications say together.
func (s *summary) result(h *histograms, o Options) Result {
	t := student(o.Level, s.n)
	r := Result{Replications: s.n, Level: o.Level, Seed: o.Seed, Events: s.events, Answers: s.answers}
	total := make([]uint64, bins)
	for c := range s.journeys {
		counts := make([]uint64, bins)
		addRow(counts, h.sojourns, c)
		addRow(total, h.sojourns, c)
		r.Categories = append(r.Categories, s.journeys[c].journeys(t, counts))
	}
	r.Tickets = s.total.journeys(t, total)
	for g := range s.groups {
		r.Groups = append(r.Groups, s.groups[g].staff(s.desk.Groups[g].Name, t, s.scheduled[g]))
	}
	for k := range s.tiers {
		tier := s.tier(k, h, t)
		if tier.Backlog.Grew {
			r.Notes = append(r.Notes, s.note(k, tier.Backlog))
		}
		r.Tiers = append(r.Tiers, tier)
	}
	return r
}

// tier works out one tier.
func (s *summary) tier(k int, h *histograms, t float64) Tier {
	sums, name := &s.tiers[k], s.desk.Tiers[k]
	tier := Tier{Name: name, Staff: sums.staff.staff(name, t, s.tierSchedule(k)), Backlog: sums.backlog.backlog(t)}
	all, after := make([]uint64, bins), make([]uint64, bins)
	periods := make([][]uint64, s.columns-1)
	for p := range periods {
		periods[p] = make([]uint64, bins)
	}
	for c := range sums.categories {
		category, row := make([]uint64, bins), make([]Queue, len(periods))
		for p := range row {
			counts := make([]uint64, bins)
			addRow(counts, h.waits, s.waitRow(k, c, p))
			addCounts(category, counts)
			addCounts(periods[p], counts)
			row[p] = sums.cells[c][p].queue(t, counts)
		}
		addRow(category, h.waits, s.waitRow(k, c, len(row)))
		addRow(after, h.waits, s.waitRow(k, c, len(row)))
		addCounts(all, category)
		tier.Categories = append(tier.Categories, sums.categories[c].queue(t, category))
		if s.byPeriod() {
			tier.Cells = append(tier.Cells, row)
		}
	}
	for ch := range sums.channels {
		counts := make([]uint64, bins)
		addRow(counts, h.channels, k*s.channels+ch)
		tier.Channels = append(tier.Channels, sums.channels[ch].queue(t, counts))
	}
	for p := range periods {
		if !s.byPeriod() {
			break
		}
		tier.Periods = append(tier.Periods, sums.periods[p].queue(t, periods[p]))
	}
	tier.All, tier.AfterClose = sums.all.queue(t, all), sums.after.queue(t, after)
	return tier
}

// addRow adds a row of a histogram to counts.
func addRow(counts []uint64, table []uint32, row int) {
	for b, n := range table[row*bins : (row+1)*bins] {
		counts[b] += uint64(n)
	}
}

func addCounts(counts, more []uint64) {
	for b, n := range more {
		counts[b] += n
	}
}

func (b *backlogSums) backlog(t float64) Backlog {
	r := Backlog{
		Half:     b.half.ratio(t, amount),
		End:      b.end.ratio(t, amount),
		Deferred: b.deferred.ratio(t, amount),
		Change:   b.change.ratio(t, change),
		Load:     b.load.ratio(t, amount),
	}
	r.Grew = r.Change.Low > 0 && (!r.Load.Defined || r.Load.Value > 1)
	return r
}
