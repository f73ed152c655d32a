package user_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"tiermix/model/access"
)

func TestTokens(t *testing.T) {
	f, path := newFile(t)
	add(t, f, "anna", access.Admin)
	add(t, f, "bob", access.Viewer)
	soon := time.Now().Add(time.Hour)
	word, err := f.AddToken(t.Context(), access.Token{Name: "grafana", User: "BOB", Scope: []access.Permission{access.Figures, access.Log}, Until: soon})
	if err != nil || !strings.HasPrefix(word, "tiermix_") || len(word) < 30 {
		t.Fatalf("%q, %v", word, err)
	}
	who, err := f.Bearer(t.Context(), word, time.Now())
	if err != nil || who.Name != "bob" || who.Token != "grafana" || !who.May(access.Figures) || who.May(access.Log) || who.May(access.Catalogue) {
		t.Errorf("%+v, %v", who, err)
	}
	text, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(text), word) {
		t.Errorf("the word stands in the file: %v", err)
	}
	for _, c := range []struct {
		word string
		now  time.Time
	}{{word, soon.Add(time.Second)}, {word, time.Now().Add(-time.Hour)}, {word + "x", time.Now()}, {"", time.Now()}, {"tiermix_", time.Now()}, {password, time.Now()}} {
		if who, err := f.Bearer(t.Context(), c.word, c.now); !errors.Is(err, access.ErrToken) {
			t.Errorf("%q at %v: %+v, %v", c.word, c.now, who, err)
		}
	}
	for want, bad := range map[error]access.Token{
		access.ErrTokenTaken: {Name: "Grafana", User: "bob", Scope: who.Scope, Until: soon},
		access.ErrNone:       {Name: "x", User: "nobody", Scope: who.Scope, Until: soon},
		access.ErrName:       {Name: "a b", User: "bob", Scope: who.Scope, Until: soon},
	} {
		if _, err := f.AddToken(t.Context(), bad); !errors.Is(err, want) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	for _, until := range []time.Time{{}, time.Now().Add(-time.Second), time.Now().AddDate(2, 0, 0)} {
		if _, err := f.AddToken(t.Context(), access.Token{Name: "x", User: "bob", Until: until}); err == nil || !strings.Contains(err.Error(), "ends within 366 days") {
			t.Errorf("until %v: %v", until, err)
		}
	}
	off, on := true, false
	if err := f.Change(t.Context(), "bob", access.Change{Disabled: &off}); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Bearer(t.Context(), word, time.Now()); !errors.Is(err, access.ErrToken) {
		t.Errorf("of a user who is kept out: %v", err)
	}
	if err := f.Change(t.Context(), "bob", access.Change{Disabled: &on}); err != nil {
		t.Fatal(err)
	}
	if all, err := f.Tokens(t.Context()); err != nil || len(all) != 1 || all[0].User != "bob" {
		t.Errorf("%+v, %v", all, err)
	}
	if err := f.DropToken(t.Context(), "bob", "grafana"); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Bearer(t.Context(), word, time.Now()); !errors.Is(err, access.ErrToken) {
		t.Errorf("a token that was removed: %v", err)
	}
	if err := f.DropToken(t.Context(), "bob", "grafana"); !errors.Is(err, access.ErrToken) {
		t.Errorf("removed twice: %v", err)
	}
}
