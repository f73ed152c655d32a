package access_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"tiermix/model/access"
)

// The table of trust: who may do what. Everything that is not in it is refused.
func TestRoles(t *testing.T) {
	for role, may := range map[access.Role][]access.Permission{
		access.WorksCouncil: {access.Settings, access.Catalogue, access.Log},
		access.Viewer:       {access.Figures, access.Catalogue},
		access.Manager:      {access.Figures, access.Rows, access.Notes, access.Schedules, access.Catalogue},
		access.Finance:      {access.Figures, access.Notes, access.Plans, access.Schedules, access.Catalogue},
		access.Admin:        access.Permissions(),
		"":                  nil,
		"owner":             nil,
	} {
		for _, p := range access.Permissions() {
			if got := role.Has(p); got != slices.Contains(may, p) {
				t.Errorf("%s, %s: %v", role, p, got)
			}
		}
		if role.Has("") || role.Has("everything") {
			t.Errorf("%s has what is no permission", role)
		}
	}
}

func TestParseRole(t *testing.T) {
	for _, r := range access.Roles() {
		if got, err := access.ParseRole(string(r)); got != r || err != nil {
			t.Errorf("%s: %q, %v", r, got, err)
		}
	}
	if _, err := access.ParseRole("Admin"); err == nil || !strings.Contains(err.Error(), "there are works-council, viewer, manager, finance, admin") {
		t.Errorf("Admin: %v", err)
	}
}

func TestCheckName(t *testing.T) {
	for name, ok := range map[string]bool{
		"anna": true, "a": true, "jörg.müller@example.org": true, "7up": true, strings.Repeat("x", 64): true,
		"": false, " anna": false, "anna ": false, "a b": false, ".anna": false, "anna-": false, "a\x00b": false, "a\u202eb": false, "<b>": false, "a/b": false, strings.Repeat("x", 65): false,
	} {
		if got := access.CheckName(name) == nil; got != ok {
			t.Errorf("%q: %v", name, got)
		}
	}
}

func TestCheckPassword(t *testing.T) {
	for password, ok := range map[string]bool{"": false, "elevensigns": false, "twelve signs": true, "zwölf Zeiche": true, strings.Repeat("x", 256): true, strings.Repeat("x", 257): false} {
		if got := access.CheckPassword(password) == nil; got != ok {
			t.Errorf("%q: %v", password, got)
		}
	}
}

func TestKept(t *testing.T) {
	anna, bob := access.User{Name: "anna", Role: access.Admin}, access.User{Name: "bob", Role: access.Admin, Disabled: true}
	if err := access.Kept([]access.User{anna, bob}); err != nil {
		t.Error(err)
	}
	if err := access.Kept([]access.User{bob}); !errors.Is(err, access.ErrLast) {
		t.Errorf("only one who cannot log in: %v", err)
	}
	if u, err := access.Find([]access.User{anna, bob}, "ANNA"); err != nil || u.Name != "anna" {
		t.Errorf("%+v, %v", u, err)
	}
	if _, err := access.Find([]access.User{anna, bob}, "ann"); !errors.Is(err, access.ErrNone) {
		t.Errorf("nobody: %v", err)
	}
}
