package access

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Token lets a program in, in the name of a user, for less than the user may, until it ends.
type Token struct {
	Name  string       `json:"name"`
	User  string       `json:"user"`
	Scope []Permission `json:"scope"`
	Added time.Time    `json:"added"` // UTC
	Until time.Time    `json:"until"` // UTC
}

// Limits of tokens.
const (
	LongestLife = 366 * 24 * time.Hour
	MostTokens  = 20 // of a user
)

// Reasons why a token is not made.
var (
	ErrToken      = errors.New("there is no such token, or it has ended")
	ErrTokenTaken = errors.New("this user has a token of this name already")
	ErrTokens     = fmt.Errorf("a user has at most %d tokens; remove one first", MostTokens)
)

// ParseScope reads permissions that a token can have: to look at things, not to change them.
func ParseScope(words []string) (scope []Permission, err error) {
	possible := []Permission{Figures, Rows, Plans, Settings, Catalogue, Log}
	for _, w := range words {
		if !slices.Contains(possible, Permission(w)) {
			return nil, fmt.Errorf("%q is nothing that a token can be for; there are %s", w, Words(possible))
		}
		scope = append(scope, Permission(w))
	}
	if len(scope) == 0 {
		return nil, errors.New("a token needs something that it is for")
	}
	return scope, nil
}
