package user

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"tiermix/model/access"
)

// token is one with what is only in the file: a hash that needs no salt and no slowness, for the word is random and long.
type token struct {
	access.Token
	Hash string `json:"hash"` // SHA-256, hexadecimal
}

// tokenStart is what every token begins with, so that one that lies about is known for what it is.
const tokenStart = "tiermix_"

func tokenHash(word string) string {
	sum := sha256.Sum256([]byte(word))
	return hex.EncodeToString(sum[:])
}

// AddToken makes a token and returns the word that a program sends. It is kept nowhere.
//
// Errors: access.ErrNone, ErrTokenTaken, ErrTokens.
func (f *File) AddToken(ctx context.Context, t access.Token) (word string, err error) {
	if err := access.CheckName(t.Name); err != nil {
		return "", err
	}
	t.Added = time.Now().UTC().Truncate(time.Second)
	if life := t.Until.Sub(t.Added); life <= 0 || life > access.LongestLife {
		return "", fmt.Errorf("a token ends within %d days", int(access.LongestLife.Hours()/24))
	}
	word = tokenStart + rand.Text()
	err = f.change(ctx, func(entries []entry) ([]entry, error) {
		i := find(entries, t.User)
		if i < 0 {
			return nil, access.ErrNone
		}
		e := &entries[i]
		e.Tokens = slices.DeleteFunc(e.Tokens, func(old token) bool { return !old.Until.After(t.Added) })
		switch {
		case slices.ContainsFunc(e.Tokens, func(old token) bool { return access.Same(old.Name, t.Name) }):
			return nil, access.ErrTokenTaken
		case len(e.Tokens) >= access.MostTokens:
			return nil, access.ErrTokens
		}
		t.User = e.Name
		e.Tokens = append(e.Tokens, token{t, tokenHash(word)})
		return entries, nil
	})
	if err != nil {
		return "", err
	}
	return word, nil
}

// DropToken ends a token. Errors: access.ErrToken.
func (f *File) DropToken(ctx context.Context, user, name string) error {
	return f.change(ctx, func(entries []entry) ([]entry, error) {
		i := find(entries, user)
		if i < 0 {
			return nil, access.ErrNone
		}
		before := len(entries[i].Tokens)
		entries[i].Tokens = slices.DeleteFunc(entries[i].Tokens, func(t token) bool { return access.Same(t.Name, name) })
		if len(entries[i].Tokens) == before {
			return nil, access.ErrToken
		}
		return entries, nil
	})
}

// Tokens are all tokens, ended ones included.
func (f *File) Tokens(context.Context) (all []access.Token, err error) {
	entries, err := f.read()
	for _, e := range entries {
		for _, t := range e.Tokens {
			all = append(all, t.Token)
		}
	}
	return all, err
}

// Bearer is who a program comes as. Errors: access.ErrToken, also for a user who is disabled.
func (f *File) Bearer(_ context.Context, word string, now time.Time) (access.Visitor, error) {
	if !strings.HasPrefix(word, tokenStart) {
		return access.Visitor{}, access.ErrToken
	}
	entries, err := f.read()
	if err != nil {
		return access.Visitor{}, err
	}
	hash := []byte(tokenHash(word))
	for _, e := range entries {
		for _, t := range e.Tokens {
			if subtle.ConstantTimeCompare(hash, []byte(t.Hash)) == 1 && t.Until.After(now) && !t.Added.After(now.Add(time.Minute)) && !e.Disabled {
				return access.Visitor{User: e.User, Token: t.Name, Scope: t.Scope}, nil
			}
		}
	}
	return access.Visitor{}, access.ErrToken
}
