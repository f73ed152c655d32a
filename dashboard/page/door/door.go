// Package door holds the forms before all pages: to log in, and to become the first admin.
package door

import (
	"embed"

	"tiermix/dashboard/page"
)

// Files holds the templates "login" and "start".
//
//go:embed door.html
var Files embed.FS

// Addresses of the forms.
const (
	LoginPath  = "/login"
	LogoutPath = "/logout"
	StartPath  = "/start"
)

// Form is what a template shows.
type Form struct {
	Lang, Title    string
	Assets         page.Assets
	Langs          []page.Option
	Token, To, Key string // sent back
	Name           string // as typed
	Fault          string // why the last try failed; "": there was none
	Shortest       int    // characters of a password
}
