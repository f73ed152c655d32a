package dashboard

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"tiermix/dashboard/courier"
	"tiermix/dashboard/state"
	"tiermix/model/access"
	"tiermix/model/kpi"
	"tiermix/model/schedule"
)

// Courier sends the scheduled reports of the dashboard by mail. The password of the mail server is that of the environment.
func (d *Dashboard) Courier(password string) *courier.Courier {
	s := d.server
	return &courier.Courier{
		Desk: s.source, Write: d.Letter, Log: s.options.Log, Now: s.options.Now,
		Box: func(server schedule.Server) courier.Box { return courier.Box{Server: server, Password: password} },
	}
}

// Letter writes the mail of a schedule that is due at an instant: the first page of its report with some charts, and the report itself as files.
//
// Errors: those of the source and of the report.
func (d *Dashboard) Letter(ctx context.Context, s schedule.Schedule, due time.Time) (l courier.Letter, err error) {
	st, err := d.scheduled(ctx, s, due)
	if err != nil {
		return l, err
	}
	owner, err := d.server.ownerOf(ctx, s)
	if err != nil {
		return l, err
	}
	edition := d.Edition(owner, st, s.Lang)
	book, err := edition.Book(ctx)
	if err != nil {
		return l, err
	}
	l.To, l.Subject = s.To, book.Title()+", "+book.Span
	l.Text = book.Text()
	for _, format := range s.Formats {
		content, err := edition.content(ctx, format)
		if err != nil {
			return l, err
		}
		l.Files = append(l.Files, courier.File{Name: edition.Name(format), Content: content})
	}
	html, pictures, err := book.Mail()
	if err != nil {
		return l, err
	}
	l.HTML = html
	for _, p := range pictures {
		l.Inline = append(l.Inline, courier.File{Name: p.Name, Content: p.Content})
	}
	return l, nil
}

// ownerOf is who a schedule runs for. One that nobody owns was made by the owner of the file: with a command, or before there were users.
func (s *server) ownerOf(ctx context.Context, x schedule.Schedule) (access.Visitor, error) {
	if s.options.Users == nil || x.Owner == "" {
		return access.Visitor{Owner: true}, nil
	}
	users, err := s.options.Users.Users(ctx)
	if err != nil {
		return access.Visitor{}, err
	}
	u, err := access.Find(users, x.Owner)
	who := access.Visitor{User: u}
	if err != nil || !who.May(access.Schedules) || !who.May(access.Figures) {
		return who, fmt.Errorf("schedule %s: its owner %q may not have reports sent; make it anew as a user who may", x.Name, x.Owner)
	}
	for _, format := range x.Formats {
		if tables(format) && !who.May(access.Rows) {
			return who, fmt.Errorf("schedule %s: its owner %q may not see single tickets, which a %s file holds", x.Name, x.Owner, format)
		}
	}
	return who, nil
}

// scheduled is what a schedule asks for, on the day on which it is due where it says so.
func (d *Dashboard) scheduled(ctx context.Context, s schedule.Schedule, due time.Time) (st state.State, err error) {
	status, err := d.server.source.Status(ctx)
	if err != nil {
		return st, fmt.Errorf("read status: %w", err)
	}
	zone, err := time.LoadLocation(s.Zone)
	if err != nil {
		return st, fmt.Errorf("schedule %s: %w", s.Name, err)
	}
	st = state.State{Period: s.Span(due.In(zone)), Compare: state.NoCompare, Hours: kpi.Calendar}
	if s.Compare != "" {
		st.Compare = s.Compare
	}
	if st.Where, err = kpi.ParseWhere(s.Where); err != nil {
		return st, fmt.Errorf("schedule %s: %w", s.Name, err)
	}
	return Throughout(st, status.First, status.Last), nil
}

// Throughout is a state over all data where it has no period. First is the day of the first ticket, last the instant of the last event.
func Throughout(st state.State, first, last time.Time) state.State {
	if st.Period == (kpi.Period{}) {
		st.Period = kpi.Period{From: first, To: time.Date(last.Year(), last.Month(), last.Day(), 0, 0, 0, 0, time.UTC)}
	}
	return st
}

// content is the report in a format.
func (e *Edition) content(ctx context.Context, format string) (content []byte, err error) {
	f, err := os.CreateTemp("", "tiermix-report-*."+format)
	if err != nil {
		return nil, fmt.Errorf("write a report: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	if err := e.Write(ctx, f, format); err != nil {
		return nil, err
	}
	return os.ReadFile(f.Name())
}
