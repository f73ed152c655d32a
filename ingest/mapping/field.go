package mapping

import (
	"maps"
	"slices"
)

// kind of a field decides how its text becomes a value.
type kind int

const (
	text kind = iota
	instant
	day
	whole
	number
	pay  // more than 0
	part // of a full-time person
	truth
	person // an agent, kept as a pseudonym
	customer
	eventKind
	rating    // of the customer: satisfied or not
	exclusion // why a ticket is in no share
	currency  // three letters
)

type field struct {
	kind     kind
	required bool
}

type fields map[string]field

func (f fields) names() []string { return slices.Sorted(maps.Keys(f)) }

func (f fields) required() []string {
	var names []string
	for _, name := range f.names() {
		if f[name].required {
			names = append(names, name)
		}
	}
	return names
}

var ticketFields = fields{
	"ticket_id": {text, true}, "created_at": {instant, true}, "updated_at": {kind: instant}, "team": {}, "channel": {}, "category": {},
	"product": {}, "priority": {}, "region": {}, "language": {}, "customer": {kind: customer}, "first_response_at": {kind: instant},
	"resolved_at": {kind: instant}, "first_resolved_at": {kind: instant}, "closed_at": {kind: instant}, "contacts": {kind: whole},
	"reopens": {kind: whole}, "effort_minutes": {kind: number}, "csat": {kind: rating}, "sla_met": {kind: truth}, "sla_due_at": {kind: instant},
	"knowledge": {}, "level1_capable": {kind: truth}, "reassignments": {kind: whole}, "excluded": {kind: exclusion},
}

var eventFields = fields{
	"ticket_id": {text, true}, "occurred_at": {instant, true}, "kind": {kind: eventKind, required: true}, "team": {}, "agent": {kind: person},
	"status": {}, "minutes": {kind: number}, "public": {kind: truth}, "reason": {}, "system": {kind: truth},
}

var escalationFields = fields{
	"ticket_id": {text, true}, "escalated_at": {instant, true}, "from_team": {}, "to_team": {}, "kind": {}, "reason": {},
	"returned_at": {kind: instant}, "agent": {kind: person},
}

var agentFields = fields{"agent": {person, true}, "team": {text, true}, "fte": {kind: part}, "hired_on": {kind: day}}

var salaryFields = fields{
	"agent": {person, true}, "tier": {kind: whole}, "grade": {}, "region": {}, "annual_salary": {pay, true}, "currency": {currency, true},
	"valid_from": {kind: day},
}

var hourFields = fields{"team": {text, true}, "week": {day, true}, "paid_hours": {number, true}}

// logFields are those of an event beside those of its ticket.
var logFields = func() fields {
	all := maps.Clone(ticketFields)
	maps.Copy(all, eventFields)
	all["created_at"] = field{kind: instant}
	all["kind"] = field{kind: eventKind}
	all["actor_team"] = field{}
	return all
}()

var fieldsOf = map[string]fields{
	"tickets": ticketFields, "events": eventFields, "escalations": escalationFields, "agents": agentFields, "log": logFields,
	"salaries": salaryFields, "hours": hourFields,
}

// kinds of events a source may name.
var eventKinds = []string{
	"created", "moved", "assigned", "status", "reply", "note", "work", "resolved", "reopened", "closed", "merged", "knowledge", "rating",
}
