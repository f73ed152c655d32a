package pagetest

import (
	"context"
	"slices"

	"tiermix/model/schedule"
)

// Schedules implements the source.
func (d *Desk) Schedules(ctx context.Context) ([]schedule.Schedule, error) {
	err := d.asked(ctx, "schedules")
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.Mails), err
}

// SaveSchedule implements the source.
func (d *Desk) SaveSchedule(ctx context.Context, s schedule.Schedule) error {
	if err := d.asked(ctx, "save schedule"); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if slices.ContainsFunc(d.Mails, func(o schedule.Schedule) bool { return o.Name == s.Name }) {
		return schedule.ErrTaken
	}
	d.Mails = append(d.Mails, s)
	return nil
}

// DropSchedule implements the source.
func (d *Desk) DropSchedule(_ context.Context, name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	i := slices.IndexFunc(d.Mails, func(o schedule.Schedule) bool { return o.Name == name })
	if i < 0 {
		return schedule.ErrNone
	}
	d.Mails = slices.Delete(d.Mails, i, i+1)
	return nil
}

// Sent implements the source.
func (d *Desk) Sent(ctx context.Context, _ int) ([]schedule.Sent, error) {
	err := d.asked(ctx, "sent")
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.Tries), err
}

// LastSent implements the source.
func (d *Desk) LastSent(ctx context.Context) ([]schedule.Sent, error) { return d.Sent(ctx, 0) }

// KeepSent implements the source.
func (d *Desk) KeepSent(_ context.Context, s schedule.Sent) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.Tries = append(d.Tries, s)
	return nil
}

// MailServer implements the source.
func (d *Desk) MailServer(ctx context.Context) (schedule.Server, error) {
	return d.Mail, d.asked(ctx, "mail server")
}
