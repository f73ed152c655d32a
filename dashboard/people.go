package dashboard

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/locale"
	"tiermix/dashboard/page/people"
	"tiermix/model/access"
)

var (
	errStale = errors.New("the page was made before the server started")
	errRole  = errors.New("there is no such role")
)

// addUser and changeUser do what an admin decides.
func (s *server) addUser(c *gin.Context) {
	s.decided(c, func(ctx context.Context, sent url.Values) error {
		role, err := access.ParseRole(sent.Get("role"))
		if err != nil {
			return errRole
		}
		return s.options.Users.Add(ctx, access.User{Name: sent.Get("name"), Role: role}, sent.Get("password"), false)
	})
}

func (s *server) changeUser(c *gin.Context) {
	s.decided(c, func(ctx context.Context, sent url.Values) error {
		var change access.Change
		if sent.Has("disabled") {
			off := sent.Get("disabled") == "yes"
			change.Disabled = &off
		} else {
			role, err := access.ParseRole(sent.Get("role"))
			if err != nil {
				return errRole
			}
			change.Role = &role
		}
		return s.options.Users.Change(ctx, sent.Get("name"), change)
	})
}

// decided handles a form of the page of users. Afterwards the reader is sent to the page; after a refusal the page is the answer.
func (s *server) decided(c *gin.Context, work func(context.Context, url.Values) error) {
	sent, stale, ok := s.form(c, formLimit)
	if !ok {
		return
	}
	screen := s.screenAt(people.Path)
	r, err := s.understand(c, screen)
	if err != nil {
		s.options.Log.Error("form", "path", c.Request.URL.Path, "err", err)
		s.fail(c, http.StatusInternalServerError, "error.status")
		return
	}
	if err = errStale; !stale {
		err = work(c.Request.Context(), sent)
	}
	if err == nil {
		c.Redirect(http.StatusSeeOther, people.Path)
		return
	}
	r.Draft.Name, r.Draft.Faults, r.status = chart.Short(sent.Get("name"), access.LongestName), s.whyNoUser(r.L, err), http.StatusBadRequest
	s.show(c, r, screen)
}

// whyNoUser turns an error into sentences.
func (s *server) whyNoUser(l *locale.Locale, err error) (all []string) {
	for _, reason := range []struct {
		err error
		key string
	}{
		{access.ErrName, "users.fault.name"}, {access.ErrPassword, "users.fault.password"}, {access.ErrTaken, "users.fault.taken"}, {access.ErrNone, "users.fault.none"},
		{access.ErrLast, "users.fault.last"}, {errRole, "users.fault.role"}, {errStale, "scenarios.stale"},
	} {
		if errors.Is(err, reason.err) {
			all = append(all, l.T(reason.key))
		}
	}
	if len(all) == 0 {
		s.options.Log.Error("users", "err", err)
		all = []string{l.T("error.users")}
	}
	return all
}
