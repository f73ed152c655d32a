// Package access says who may see and change what. A page asks for a permission, never for a role.
package access

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Permission lets its holder do one kind of thing.
type Permission string

// What can be permitted.
const (
	Figures   Permission = "figures"   // see figures of groups
	Rows      Permission = "rows"      // see single tickets
	Notes     Permission = "notes"     // write into the notebook and keep views
	Plans     Permission = "plans"     // see salaries and plans, and keep scenarios
	Records   Permission = "records"   // import files, change roster and ladder
	Schedules Permission = "schedules" // have reports sent by mail
	Settings  Permission = "settings"  // see the settings
	Catalogue Permission = "catalogue" // see which evaluations there are
	Log       Permission = "log"       // see who looked at what
	Users     Permission = "users"     // add, change and disable users
)

// Permissions are all of them.
func Permissions() []Permission {
	return []Permission{Figures, Rows, Notes, Plans, Records, Schedules, Settings, Catalogue, Log, Users}
}

// Role is a set of permissions with a name.
type Role string

// The roles.
const (
	Viewer       Role = "viewer"
	Manager      Role = "manager"
	Finance      Role = "finance"
	WorksCouncil Role = "works-council"
	Admin        Role = "admin"
)

// Roles are all of them, those with the least first.
func Roles() []Role { return []Role{WorksCouncil, Viewer, Manager, Finance, Admin} }

var granted = map[Role][]Permission{
	WorksCouncil: {Settings, Catalogue, Log},
	Viewer:       {Figures, Catalogue},
	Manager:      {Figures, Rows, Notes, Schedules, Catalogue},
	Finance:      {Figures, Notes, Plans, Schedules, Catalogue},
	Admin:        Permissions(),
}

// Has says whether a role includes a permission. A role that is none includes nothing.
func (r Role) Has(p Permission) bool { return slices.Contains(granted[r], p) }

// ParseRole reads the name of a role.
func ParseRole(text string) (Role, error) {
	if r := Role(text); slices.Contains(Roles(), r) {
		return r, nil
	}
	return "", fmt.Errorf("role %q is not known; there are %s", text, Words(Roles()))
}

// Words are the names of roles or permissions, one after the other.
func Words[T Role | Permission](all []T) string {
	words := make([]string, len(all))
	for i, w := range all {
		words[i] = string(w)
	}
	return strings.Join(words, ", ")
}

// User is somebody who may log in.
type User struct {
	Name     string    `json:"name"`
	Role     Role      `json:"role"`
	Disabled bool      `json:"disabled"`
	Added    time.Time `json:"added"` // UTC
	Stamp    int       `json:"stamp"` // grows with every change that ends the user's sessions
}

// Limits of what a user may type.
const (
	LongestName      = 64  // characters
	ShortestPassword = 12  // characters
	LongestPassword  = 256 // bytes
)

// Reasons why a user is not let in, added or changed.
var (
	ErrWrong    = errors.New("name or password is wrong")
	ErrTaken    = errors.New("there is a user of this name already")
	ErrNone     = errors.New("there is no user of this name")
	ErrLast     = errors.New("this is the last admin who can log in; name another one first")
	ErrName     = fmt.Errorf("a name has 1 to %d characters: letters, digits, and . _ - @ between them", LongestName)
	ErrPassword = fmt.Errorf("a password has at least %d characters and at most %d bytes", ShortestPassword, LongestPassword)
)

// CheckName refuses a name that could be mistaken for another one. Errors: ErrName.
func CheckName(name string) error {
	signs := []rune(name)
	if len(signs) == 0 || len(signs) > LongestName || !letter(signs[0]) || !letter(signs[len(signs)-1]) {
		return ErrName
	}
	for _, r := range signs {
		if !letter(r) && !strings.ContainsRune("._-@", r) {
			return ErrName
		}
	}
	return nil
}

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// CheckPassword refuses a password that is soon guessed or has no end. Errors: ErrPassword.
func CheckPassword(password string) error {
	if len([]rune(password)) < ShortestPassword || len(password) > LongestPassword {
		return ErrPassword
	}
	return nil
}

// Same says whether two names are one user's, capital letters aside.
func Same(a, b string) bool { return strings.EqualFold(a, b) }

// Find is a user by name. Errors: ErrNone.
func Find(all []User, name string) (User, error) {
	i := slices.IndexFunc(all, func(u User) bool { return Same(u.Name, name) })
	if i < 0 {
		return User{}, ErrNone
	}
	return all[i], nil
}

// Kept says whether somebody can still manage the users. Errors: ErrLast.
func Kept(all []User) error {
	if !slices.ContainsFunc(all, func(u User) bool { return u.Role == Admin && !u.Disabled }) {
		return ErrLast
	}
	return nil
}

// Change is what becomes of a user; nil leaves it as it is.
type Change struct {
	Role     *Role
	Disabled *bool
	Password *string
}

// Visitor is who asks. The zero visitor may do nothing.
type Visitor struct {
	User
	Owner bool         // of the file, on a desk without users: may do everything
	Token string       // by which a program came in the name of the user; "": the user's own session
	Scope []Permission // of the token: nothing beyond it
}

// May says whether a visitor has a permission.
func (v Visitor) May(p Permission) bool {
	return v.Owner || !v.Disabled && v.Role.Has(p) && (v.Token == "" || slices.Contains(v.Scope, p))
}

// In says whether somebody is logged in, or need not be.
func (v Visitor) In() bool { return v.Owner || v.Name != "" && !v.Disabled }
