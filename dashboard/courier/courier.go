// Package courier sends reports by mail when they are due, tries again when that fails, and keeps on record what became of each try.
package courier

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"tiermix/model/origin"
	"tiermix/model/schedule"
)

// Desk keeps schedules and the record of what was sent.
type Desk interface {
	Schedules(ctx context.Context) ([]schedule.Schedule, error)
	// LastSent are the tries of each schedule for the newest time at which it was due.
	LastSent(ctx context.Context) ([]schedule.Sent, error)
	KeepSent(ctx context.Context, s schedule.Sent) error
	MailServer(ctx context.Context) (schedule.Server, error)
}

// Writer writes the letter of a schedule that is due at a time of its own wall clock.
type Writer func(ctx context.Context, s schedule.Schedule, due time.Time) (Letter, error)

// Courier sends what is due. It is not safe for concurrent use.
type Courier struct {
	Desk  Desk
	Write Writer
	Box   func(schedule.Server) Box
	Log   *slog.Logger
	Now   func() time.Time

	unkept []schedule.Sent // tries that could not be put on record yet: nothing is sent twice for that
}

// lookEvery is how often the courier looks for what is due.
const lookEvery = 20 * time.Second

// Run sends what is due until the context ends.
func (c *Courier) Run(ctx context.Context) {
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	for {
		if err := c.Round(ctx); err != nil && ctx.Err() == nil {
			c.Log.Error("reports by mail", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// Round sends what is due now. A schedule that cannot be read or sent does not keep others from theirs.
//
// Errors: those of the desk.
func (c *Courier) Round(ctx context.Context) error {
	all, err := c.Desk.Schedules(ctx)
	if err != nil || len(all) == 0 {
		return err
	}
	faults := []error{c.record(ctx)}
	last, err := c.Desk.LastSent(ctx)
	if err != nil {
		return err
	}
	last = append(last, c.unkept...)
	for _, s := range all {
		faults = append(faults, c.attend(ctx, s, last))
	}
	return errors.Join(faults...)
}

// attend sends the report of a schedule if it is due.
func (c *Courier) attend(ctx context.Context, s schedule.Schedule, last []schedule.Sent) error {
	times, err := ReadTimes(s)
	if err != nil {
		return fmt.Errorf("schedule %s: %w", s.Name, err)
	}
	due, tries := c.due(s, times, last)
	if due.IsZero() {
		return nil
	}
	return c.Send(ctx, s, due, tries+1)
}

// due is the time for which a report is to be sent now, and how often that has failed; the zero time when there is nothing to do.
func (c *Courier) due(s schedule.Schedule, times Times, last []schedule.Sent) (due time.Time, tries int) {
	since, now := s.Saved, c.Now()
	var failed []schedule.Sent
	for _, t := range last {
		if t.Name != s.Name || t.Due.Before(s.Saved) {
			continue
		}
		if t.Final && t.Due.After(since) {
			since = t.Due
		}
		failed = append(failed, t)
	}
	if due = times.Last(since, now); due.IsZero() {
		return due, 0
	}
	for _, t := range failed {
		if !t.Due.Equal(due) {
			continue
		}
		if tries++; now.Before(t.Tried.Add(schedule.Backoff[min(t.Attempt, len(schedule.Backoff))-1])) {
			return time.Time{}, 0
		}
	}
	return due, tries
}

// Send sends the report of a schedule for a time, and keeps on record what became of it. That it could not be sent is no error.
//
// Errors: those of the desk.
func (c *Courier) Send(ctx context.Context, s schedule.Schedule, due time.Time, attempt int) error {
	said := schedule.Sent{Name: s.Name, Due: due, Tried: c.Now(), Attempt: attempt}
	letter, err := c.post(ctx, s, due)
	switch {
	case ctx.Err() != nil:
		return ctx.Err() // the server ends: the next one tries again
	case err == nil:
		said.OK, said.Final, said.Detail = true, true, letter
	default:
		said.Final, said.Detail = attempt > len(schedule.Backoff) || lasting(err), whole(err)
		c.Log.Warn("a report was not sent", "schedule", s.Name, "attempt", attempt, "err", err)
	}
	c.unkept = append(c.unkept, said)
	return c.record(ctx)
}

// record puts tries on record that are not yet. What cannot be kept now is kept by a later round.
func (c *Courier) record(ctx context.Context) error {
	for len(c.unkept) > 0 {
		if err := c.Desk.KeepSent(ctx, c.unkept[0]); err != nil {
			return fmt.Errorf("keep what was sent: %w", err)
		}
		c.unkept = c.unkept[1:]
	}
	return nil
}

// post writes and posts a letter, and says what went out.
func (c *Courier) post(ctx context.Context, s schedule.Schedule, due time.Time) (string, error) {
	server, err := c.Desk.MailServer(ctx)
	if err != nil {
		return "", err
	}
	if err := server.Complete().Check(); err != nil { // before a report is made in vain
		return "", err
	}
	letter, err := c.Write(ctx, s, due)
	if err != nil {
		return "", err
	}
	size := 0
	var names []string
	for _, f := range letter.Files {
		size += len(f.Content)
		names = append(names, f.Name)
	}
	if size > mostMail {
		return "", permanent{origin.Faultf(origin.Text{EN: "the files have %d MB and mail takes %d; send fewer formats", DE: "die Dateien haben %d MB, Mail nimmt %d; senden Sie weniger Formate"}, size>>20, mostMail>>20)}
	}
	if err := c.Box(server).Post(ctx, letter); err != nil {
		return "", err
	}
	return fmt.Sprintf("%s (%d KB) to %s", strings.Join(names, ", "), (size+1023)/1024, strings.Join(letter.To, ", ")), nil
}

// mostMail is how many bytes of files a mail may bring; many servers take no more than 25 MB with what encoding adds.
const mostMail = 17 << 20

// whole is what an error says, on one line.
func whole(err error) string {
	text := strings.Join(strings.Fields(err.Error()), " ")
	if signs := []rune(text); len(signs) > 500 {
		return string(signs[:500]) + "…"
	}
	return text
}
