package desk

// shareID numbers the shares that are counted; shareNames are their ids in model/kpi.
type shareID int

const (
	firstContactResolution shareID = iota
	fcrNet
	fcrOneTeam
	fcrOneAgent
	oneTouch
	firstLevelResolution
	containedFirstLevel
	escalationRate
	escalationRate2
	anyEscalation
	directSecondLevel
	returnRate
	anyReturn
	pingPongRate
	tierPingPongRate
	reopenRate
	knowledgeRate
	level1Capable
	csatShare
	slaShare
	shareCount
)

var shareNames = [shareCount]string{
	"first_contact_resolution", "fcr_net", "fcr_one_team", "fcr_one_agent", "one_touch", "first_level_resolution",
	"contained_first_level", "escalation_rate", "escalation_rate_2", "any_escalation", "direct_second_level",
	"return_rate", "any_return", "ping_pong_rate", "tier_ping_pong_rate", "reopen_rate", "knowledge_rate",
	"level1_capable", "csat", "sla_met",
}

// timeID numbers the durations, all in seconds.
type timeID int

const (
	firstResponse timeID = iota
	firstResolution
	resolutionTime
	handoverWait
	inTier1
	inTier2
	inTier3
	inTier4
	timeCount
)

var timeNames = [timeCount]string{
	"first_response_time", "first_resolution_time", "resolution_time", "handover_wait",
	"time_in_tier", "time_in_tier", "time_in_tier", "time_in_tier",
}

type share struct{ numerator, denominator int }

// group is what is counted for all tickets, and again for each value of a dimension.
type group struct {
	shares            [shareCount]share
	created, resolved int
}

// tally counts the truth while the tickets are told.
type tally struct {
	group
	byRegion, byChannel, byCategory, byProduct, byPriority [16]group

	tickets, events, records, moves, stints, merged, spam int
	contacts, reopens                                     int
	effort                                                int64
	handovers                                             [4]int // tickets with 0, 1, 2, 3 or more moves
	counted, countedMoves                                 int    // tickets that are not excluded, and their moves
	times                                                 [timeCount][]int32
}

func (t *tally) count(l *life) {
	moves := len(l.path) - 1
	t.tickets++
	t.events += len(l.events)
	t.records += len(l.escalations)
	t.moves += moves
	t.stints += 1 + moves + l.reopens
	t.contacts += l.contacts
	t.reopens += l.reopens
	t.effort += l.effort
	switch l.excluded {
	case "merged":
		t.merged++
		return
	case "spam":
		t.spam++
		return
	}
	t.counted++
	t.countedMoves += moves
	t.handovers[min(moves, 3)]++
	t.countTimes(l)
	t.countShares(l)
}

func (t *tally) countTimes(l *life) {
	add := func(id timeID, seconds int64) { t.times[id] = append(t.times[id], int32(seconds)) }
	switch {
	case l.byAgent && l.contacts > 1:
		add(firstResponse, l.secondContact-l.created)
	case !l.byAgent && l.contacts > 0:
		add(firstResponse, l.firstContact-l.created)
	}
	if l.firstResolved > 0 {
		add(firstResolution, l.firstResolved-l.created)
	}
	if l.done {
		add(resolutionTime, l.lastResolved-l.created)
	}
	for _, seconds := range l.waits {
		add(handoverWait, seconds)
	}
	for _, s := range l.stints {
		add(inTier1+timeID(teams[s.team].tier-1), s.seconds)
	}
}

func (t *tally) countShares(l *life) {
	v := judge(l)
	groups := [...]*group{
		&t.group, &t.byRegion[l.region], &t.byChannel[l.channel], &t.byCategory[l.category], &t.byProduct[l.product],
		&t.byPriority[l.priority],
	}
	for _, g := range groups {
		g.add(&v, l.done)
	}
}

func (g *group) add(v *verdict, done bool) {
	g.created++
	if done {
		g.resolved++
	}
	for id := range v.below {
		if v.below[id] {
			g.shares[id].denominator++
			if v.above[id] {
				g.shares[id].numerator++
			}
		}
	}
}
