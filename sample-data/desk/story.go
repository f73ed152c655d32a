package desk

import "strconv"

// tell lets the ticket live until it rests or the data end.
func (g *generator) tell(l *life) {
	g.describe(l)
	switch {
	case g.chance(merged):
		g.intake(l)
		g.merge(l)
	case l.channel != phone && g.chance(spam):
		g.intake(l)
		g.discard(l)
	default:
		g.intake(l)
		g.handle(l)
	}
	g.settle(l)
}

func (g *generator) describe(l *life) {
	weights := channelNight
	if workingTime(l.created) == l.created {
		weights = channelDay
	}
	l.channel = g.pick(weights)
	l.region = g.pick(regionWeights)
	l.category = g.pick(categoryWeights)
	l.product = g.pick(productWeights)
	l.priority = g.pick(priorityWeights)
	l.language = g.pick(languageWeights)
	l.customer = g.below(g.options.Tickets/4 + 1)
	l.due = l.created + targets[l.priority]
}

var categoryWeights = func() []int {
	var weights []int
	for _, c := range categories {
		weights = append(weights, c.weight)
	}
	return weights
}()

// intake gives a call to the hotline that took it and a message to a service desk or straight to 2nd level.
func (g *generator) intake(l *life) {
	switch {
	case l.channel == phone:
		team := []int{hotlineNorth, hotlineSouth}[l.region]
		if g.chance(200) {
			team = g.frontDesk(l)
		}
		l.intake(team, g.someone(team))
	case l.channel == email && g.chance(direct):
		l.intake(g.subject(l), nobody)
	default:
		l.intake(g.frontDesk(l), nobody)
	}
}

func (g *generator) frontDesk(l *life) int {
	switch {
	case l.region == 0:
		return serviceDeskNorth
	case g.chance(250):
		return serviceDeskZurich
	}
	return serviceDeskSouth
}

// subject is the team of tier 2 for the category; now and then the sender gets it wrong.
func (g *generator) subject(l *life) int {
	if g.chance(50) {
		return network + g.below(3)
	}
	return categories[l.category].subject
}

func (g *generator) someone(team int) int32 {
	people := g.staff.byTeam[team]
	return people[g.below(len(people))]
}

func (g *generator) merge(l *life) {
	g.look(l, queueing[1])
	l.resolve(l.now+g.around(3*minute), merging, "duplicate")
	if l.done {
		l.excluded = "merged"
	}
}

func (g *generator) discard(l *life) {
	g.look(l, queueing[1])
	l.resolve(l.now+g.around(minute), closed, "spam")
	if l.done {
		l.excluded = "spam"
	}
}

// handle sends the ticket from visit to visit until it is done.
func (g *generator) handle(l *life) {
	for !l.over && !l.done {
		switch {
		case l.comesBack:
			g.redo(l)
		case teams[l.team].tier == 1:
			g.first(l)
		case teams[l.team].tier == 2:
			g.second(l)
		default:
			g.high(l)
		}
	}
}

// look is the first look of the team that holds the ticket, after it has lain for about the median in opening hours.
func (g *generator) look(l *life, median int64) {
	if l.priority == 0 {
		median /= 6
	}
	at := l.now + g.around(median)
	if open := workingTime(at); open > at {
		at = open + g.around(45*minute)
	}
	l.touch(at, g.someone(l.team))
	if g.chance(selfAssigned) {
		l.add(l.now+int64(g.between(1, 20)), assigned, "")
	}
}

// soon is a moment later in the same conversation.
func (g *generator) soon(l *life) int64 { return l.now + int64(g.between(5, 90)) }

// ask asks the customer, waits and goes on in the opening hours after the answer.
func (g *generator) ask(l *life) {
	l.answer(g.soon(l))
	l.setState(g.soon(l), statePending, false)
	l.customerWrites(l.now + g.around(20*hour))
	l.setState(l.now+1, stateOpen, true)
	l.proceed(workingTime(l.now + g.around(2*hour)))
}

// toil is the work of a visit: minutes around the median, a question to the customer, an article, a word to a manager.
func (g *generator) toil(l *life, median int64) {
	if g.chance(managerTold) {
		l.tellManager(g.soon(l), g.chance(500))
	}
	if g.chance(asked) {
		g.ask(l)
	}
	minutes := g.around(median)
	l.labour(l.now+minutes*minute, minutes)
	if g.chance(linked) && !l.over {
		l.article = "KB-" + strconv.Itoa(1000+l.category*40+g.below(40))
		l.add(g.soon(l), knowledge, l.article)
	}
}
