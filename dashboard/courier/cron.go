package courier

import (
	"errors"
	"time"

	"github.com/robfig/cron/v3"

	"tiermix/model/origin"
	"tiermix/model/schedule"
)

// parser reads five fields, or @daily and its like.
var parser = cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow | cron.Descriptor)

// Times tell when a schedule is due.
type Times struct {
	cron cron.Schedule
	zone *time.Location
}

// ReadTimes reads when a schedule is due. Each error is an origin.Fault.
func ReadTimes(s schedule.Schedule) (t Times, err error) {
	var faults []error
	if t.cron, err = parser.Parse(s.Cron); err != nil || len(s.Cron) > 200 {
		faults = append(faults, origin.Faultf(origin.Text{
			EN: "%q is no time of a schedule; write minute, hour, day of the month, month and weekday, as 0 7 1 * *", DE: "%q ist keine Zeit eines Zeitplans; schreiben Sie Minute, Stunde, Tag des Monats, Monat und Wochentag, etwa 0 7 1 * *",
		}, s.Cron))
	}
	if t.zone, err = time.LoadLocation(s.Zone); err != nil || s.Zone == "" || s.Zone == "Local" {
		faults = append(faults, origin.Faultf(origin.Text{EN: "time zone %q is not known; write a name such as Europe/Berlin", DE: "Zeitzone %q ist nicht bekannt; schreiben Sie einen Namen wie Europe/Berlin"}, s.Zone))
	}
	if len(faults) == 0 && t.After(time.Now()).IsZero() {
		faults = append(faults, origin.Faultf(origin.Text{EN: "%q never comes", DE: "%q kommt nie"}, s.Cron))
	}
	return t, errors.Join(faults...)
}

// After is the next time after an instant; the zero time when none comes within five years.
func (t Times) After(at time.Time) time.Time {
	next := t.cron.Next(at.In(t.zone))
	if next.IsZero() {
		return next
	}
	return next.UTC()
}

// mostMissed is how many missed times are looked through for the newest one.
const mostMissed = 100_000

// Last is the newest time after since that is not after now; the zero time when there is none.
func (t Times) Last(since, now time.Time) (due time.Time) {
	for range mostMissed {
		next := t.After(since)
		if next.IsZero() || next.After(now) {
			return due
		}
		due, since = next, next
	}
	return due
}

// Check says everything that is wrong with a schedule.
func Check(s schedule.Schedule) error {
	_, times := ReadTimes(s)
	faults := []error{s.Check(), times}
	for _, to := range s.To {
		faults = append(faults, CheckAddress(to))
	}
	return errors.Join(faults...)
}
