// Package page holds what all pages of the dashboard share: the question a page asks, the values it shows (tiles,
// cards, tables) and the frame around them. Each page has a folder of its own below.
package page

import (
	"context"
	"errors"
	"time"

	"tiermix/model/brand"
	"tiermix/model/driver"
	"tiermix/model/flow"
	"tiermix/model/knowledge"
	"tiermix/model/kpi"
	"tiermix/model/level"
	"tiermix/model/notebook"
	"tiermix/model/plan"
	"tiermix/model/records"
	"tiermix/model/roster"
	"tiermix/model/schedule"
	"tiermix/model/shiftleft"
	"tiermix/model/workload"
)

// ErrHeld marks a change that could not be kept because another process has the desk's file open. Nothing was changed.
var ErrHeld = errors.New("another process has the desk's file open")

// Setting is one that a person may choose.
type Setting struct {
	Name, Value string // no value: nobody has chosen one
	Default     string // what holds then; "": nothing
}

// Source answers what the pages ask, in terms of the model. It must be safe for concurrent use, and honour the
// context: a page gives every part its own time limit.
type Source interface {
	// Status says what the data are. It is asked on every request and must be cheap.
	Status(ctx context.Context) (flow.Status, error)
	// Answer computes figures.
	Answer(ctx context.Context, q kpi.Query) (kpi.Answer, error)
	// Values returns the values of a dimension over all data, the most frequent first; "" stands for "not known".
	Values(ctx context.Context, dim string) ([]string, error)
	// Flow counts the ways of the tickets created in the scope.
	Flow(ctx context.Context, s kpi.Scope) ([]flow.Link, error)
	// Exchanges counts the moves between teams in the scope.
	Exchanges(ctx context.Context, s kpi.Scope) ([]flow.Exchange, error)
	// Levels are the moves of the scope, and the teams that held the tickets created in it: what support levels are inferred from.
	Levels(ctx context.Context, s kpi.Scope) (level.Desk, error)
	// Drivers counts the tickets that the escalation rate of the scope is about by what is known of them when they come in.
	Drivers(ctx context.Context, s kpi.Scope) (driver.Table, error)
	// Reasons counts the escalations of the scope by the reason that the records give.
	Reasons(ctx context.Context, s kpi.Scope) (flow.Reasons, error)
	// Holding says what every team holds at an instant of the desk's wall clock; the zero time is the end of the data.
	Holding(ctx context.Context, at time.Time, where []kpi.Filter) ([]flow.Held, error)
	// Tickets lists the tickets behind a figure. Errors: those of the question, see flow.Drill.
	Tickets(ctx context.Context, d flow.Drill) (flow.Rows, error)
	// Export writes the tickets created in a scope to a file, csv or parquet, one row each with every measure as a column; without prices there is no cost. It returns how
	// many there are.
	Export(ctx context.Context, s kpi.Scope, prices *kpi.Prices, format, path string) (int64, error)
	// Schedules are the reports that go out by mail, by name.
	Schedules(ctx context.Context) ([]schedule.Schedule, error)
	// SaveSchedule keeps a schedule that has passed its checks. Errors: schedule.ErrTaken, schedule.ErrFull; ErrHeld.
	SaveSchedule(ctx context.Context, s schedule.Schedule) error
	// DropSchedule forgets a schedule. Errors: schedule.ErrNone; ErrHeld.
	DropSchedule(ctx context.Context, name string) error
	// Sent are the newest tries to send a report, LastSent those of each schedule for the newest time at which it was due.
	Sent(ctx context.Context, most int) ([]schedule.Sent, error)
	LastSent(ctx context.Context) ([]schedule.Sent, error)
	// KeepSent puts a try on record. Errors: ErrHeld.
	KeepSent(ctx context.Context, s schedule.Sent) error
	// MailServer is the server that reports go out by.
	MailServer(ctx context.Context) (schedule.Server, error)
	// Settings are those that a person may choose, by name; a picture is told as its size.
	Settings(ctx context.Context) ([]Setting, error)
	// Brand is how reports look.
	Brand(ctx context.Context) (brand.Brand, error)
	// Ticket is one ticket with its path. Errors: flow.ErrNoTicket.
	Ticket(ctx context.Context, id string) (flow.Track, error)
	// Records says what the data rest on.
	Records(ctx context.Context) (records.Records, error)
	// Preview looks at files as Import does and keeps nothing. mapping is a built-in name; "": found by the columns. Errors are sentences that name the file and
	// what would be right.
	Preview(ctx context.Context, files []string, mapping string, tell Telling) (records.Preview, error)
	// Import brings files in: all of them, or nothing. Errors: those of Preview; ErrHeld.
	Import(ctx context.Context, files []string, mapping string, tell Telling) (records.Import, error)
	// Mappings are the names of the built-in mappings.
	Mappings() []string
	// Roster is the desk's roster as a person writes it.
	Roster(ctx context.Context) (roster.Sheet, error)
	// CheckRoster says everything that is wrong with a roster; nil: nothing. See origin.Sentences.
	CheckRoster(s roster.Sheet) error
	// TryRoster says what another roster would do, and keeps nothing. Errors: those of CheckRoster; ErrHeld.
	TryRoster(ctx context.Context, s roster.Sheet) (roster.Effect, error)
	// SaveRoster replaces the roster of the mark by another one and restates history. Errors: those of CheckRoster; roster.ErrChanged; ErrHeld.
	SaveRoster(ctx context.Context, s roster.Sheet, begun string) error
	// Notebook is what people wrote beside the figures. It is asked on every request and must be cheap.
	Notebook(ctx context.Context) (notebook.Book, error)
	// KeepEntry writes into the notebook. Errors: those of notebook.Entry.Check; notebook.ErrTaken, notebook.ErrFull; ErrHeld.
	KeepEntry(ctx context.Context, e notebook.Entry) error
	// DropEntry forgets an entry. Errors: notebook.ErrNone; ErrHeld.
	DropEntry(ctx context.Context, kind notebook.Kind, key string) error
	// Solved counts what 2nd level solved in the scope, by what is known of it.
	Solved(ctx context.Context, s kpi.Scope) (shiftleft.Solved, error)
	// Articles tells when articles were first used, and escalations day by day of the tickets that pass the filters.
	Articles(ctx context.Context, where []kpi.Filter) (knowledge.History, error)
	// History counts the tickets of a scope by day, and by hour of the week, in total and by a dimension; "": in total only.
	History(ctx context.Context, s kpi.Scope, by string) (workload.History, error)
	// Scenarios are those that are saved, by name.
	Scenarios(ctx context.Context) ([]plan.Scenario, error)
	// SaveScenario keeps a scenario. Errors: a plan.NameFault; plan.ErrTaken unless one of this name may be replaced; ErrHeld.
	SaveScenario(ctx context.Context, s plan.Scenario, replace bool) error
	// DropScenario forgets a scenario. Errors: plan.ErrNoScenario; ErrHeld.
	DropScenario(ctx context.Context, name string) error
	// Demand is what a plan rests on: that of the last 26 whole weeks, or of all data when there are fewer.
	Demand(ctx context.Context) (plan.Demand, error)
}
