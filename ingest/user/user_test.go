package user_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tiermix/ingest/user"
	"tiermix/model/access"
)

const password = "a long password"

func newFile(t *testing.T) (*user.File, string) {
	t.Helper()
	db := filepath.Join(t.TempDir(), "desk.duckdb")
	return user.Of(db), db + ".users"
}

func add(t *testing.T, f *user.File, name string, role access.Role) {
	t.Helper()
	if err := f.Add(t.Context(), access.User{Name: name, Role: role}, password, false); err != nil {
		t.Fatal(err)
	}
}

func TestLogin(t *testing.T) {
	f, path := newFile(t)
	if all, err := f.Users(t.Context()); len(all) != 0 || err != nil {
		t.Fatalf("no file: %v, %v", all, err)
	}
	add(t, f, "Anna", access.Admin)
	add(t, f, "jörg", access.Viewer)
	if u, err := f.Login(t.Context(), "anna", password); err != nil || u.Name != "Anna" || u.Role != access.Admin || u.Added.IsZero() {
		t.Errorf("%+v, %v", u, err)
	}
	for _, wrong := range [][2]string{{"anna", "another password"}, {"anna", ""}, {"", password}, {"nobody", password}, {"anna", password + strings.Repeat("x", 300)}} {
		if _, err := f.Login(t.Context(), wrong[0], wrong[1]); !errors.Is(err, access.ErrWrong) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
	off, viewer, other := true, access.Viewer, "quite another one"
	if err := f.Change(t.Context(), "JÖRG", access.Change{Disabled: &off}); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Login(t.Context(), "jörg", password); !errors.Is(err, access.ErrWrong) {
		t.Errorf("disabled: %v", err)
	}
	for _, c := range []access.Change{{Disabled: &off}, {Role: &viewer}} {
		if err := f.Change(t.Context(), "anna", c); !errors.Is(err, access.ErrLast) {
			t.Errorf("the last admin: %v", err)
		}
	}
	if err := f.Change(t.Context(), "anna", access.Change{Password: &other}); err != nil {
		t.Fatal(err)
	}
	if u, err := f.Login(t.Context(), "anna", other); err != nil || u.Stamp != 2 {
		t.Errorf("with the new password: %+v, %v", u, err)
	}
	if _, err := f.Login(t.Context(), "anna", password); !errors.Is(err, access.ErrWrong) {
		t.Errorf("with the old password: %v", err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 || strings.Contains(string(text), "password") || !strings.Contains(string(text), "$argon2id$v=19$m=65536,t=3,p=4$") {
		t.Errorf("%v %v: %s", info.Mode(), err, text)
	}
}

// A name that nobody has is as slow to refuse as a wrong password: who asks does not learn which names there are.
func TestNobodyTakesAsLong(t *testing.T) {
	f, _ := newFile(t)
	add(t, f, "anna", access.Admin)
	took := map[string]time.Duration{}
	for _, name := range []string{"anna", "nobody"} {
		for range 3 {
			started := time.Now()
			if _, err := f.Login(t.Context(), name, "wrong"); !errors.Is(err, access.ErrWrong) {
				t.Fatal(err)
			}
			took[name] += time.Since(started)
		}
	}
	if took["nobody"] < took["anna"]/4 {
		t.Errorf("nobody is refused in %v, anna in %v", took["nobody"], took["anna"])
	}
}

func TestRefusals(t *testing.T) {
	f, path := newFile(t)
	viewer := access.User{Name: "v", Role: access.Viewer}
	if err := f.Add(t.Context(), viewer, password, false); !errors.Is(err, access.ErrLast) {
		t.Errorf("a first user who is no admin: %v", err)
	}
	add(t, f, "anna", access.Admin)
	if err := f.Add(t.Context(), access.User{Name: "ANNA", Role: access.Viewer}, password, false); !errors.Is(err, access.ErrTaken) {
		t.Errorf("the same name: %v", err)
	}
	if err := f.Add(t.Context(), access.User{Name: "eve", Role: access.Admin}, password, true); !errors.Is(err, access.ErrTaken) {
		t.Errorf("a first user where there is one: %v", err)
	}
	if err := f.Add(t.Context(), access.User{Name: "a b", Role: access.Admin}, "short", false); !errors.Is(err, access.ErrName) || !errors.Is(err, access.ErrPassword) {
		t.Errorf("both wrong: %v", err)
	}
	if err := f.Change(t.Context(), "nobody", access.Change{}); !errors.Is(err, access.ErrNone) {
		t.Errorf("nobody: %v", err)
	}
	for _, spoilt := range []string{"", "[", "[]", "null", `{"users": []}`} {
		if err := os.WriteFile(path, []byte(spoilt), 0o600); err != nil {
			t.Fatal(err)
		}
		_, listed := f.Users(t.Context())
		_, login := f.Login(t.Context(), "anna", password)
		added := f.Add(t.Context(), access.User{Name: "eve", Role: access.Admin}, password, true)
		for _, err := range []error{listed, login, added} {
			if err == nil || !strings.Contains(err.Error(), "put a copy of it back, or remove it and begin anew") {
				t.Errorf("%q: %v", spoilt, err)
			}
		}
	}
}

// However many add at once, everybody is kept, and the first is one.
func TestAddAtOnce(t *testing.T) {
	f, _ := newFile(t)
	var wg sync.WaitGroup
	firsts := make(chan error, 4)
	for i := range 4 {
		wg.Go(func() {
			firsts <- f.Add(t.Context(), access.User{Name: "first" + string(rune('a'+i)), Role: access.Admin}, password, true)
		})
	}
	wg.Wait()
	close(firsts)
	good := 0
	for err := range firsts {
		if err == nil {
			good++
		} else if !errors.Is(err, access.ErrTaken) {
			t.Error(err)
		}
	}
	if good != 1 {
		t.Errorf("%d first users", good)
	}
	for i := range 4 {
		wg.Go(func() {
			if err := f.Add(t.Context(), access.User{Name: "u" + string(rune('a'+i)), Role: access.Viewer}, password, false); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if all, err := f.Users(t.Context()); len(all) != 5 || err != nil {
		t.Errorf("%d users, %v", len(all), err)
	}
}
