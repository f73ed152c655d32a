// Package user keeps who may log in, in a file beside the desk's: a copy of the desk carries no passwords, and a restored desk does not let
// in again whom somebody has disabled since.
package user

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/gofrs/flock"

	"tiermix/model/access"
)

// File keeps the users of a desk. It is safe for concurrent use, by several processes too.
type File struct{ path string }

// Of are the users of a desk.
func Of(db string) *File { return &File{db + ".users"} }

// entry is a user with what is only in the file.
type entry struct {
	access.User
	Hash   string  `json:"hash"` // argon2id, with its parameters and salt
	Tokens []token `json:"tokens,omitempty"`
}

// params are those that RFC 9106 recommends second, for what has less memory: 64 MiB, three passes, four lanes.
var params = &argon2id.Params{Memory: 64 << 10, Iterations: 3, Parallelism: 4, SaltLength: 16, KeyLength: 32}

// hashing has a place for each hash that is computed at once: each takes the memory of params.
var hashing = make(chan struct{}, 2)

func hashed[T any](ctx context.Context, work func() (T, error)) (T, error) {
	var none T
	select {
	case hashing <- struct{}{}:
		defer func() { <-hashing }()
		return work()
	case <-ctx.Done():
		return none, ctx.Err()
	}
}

// Users are all users, by name as they were added. No file is no users.
func (f *File) Users(context.Context) ([]access.User, error) {
	entries, err := f.read()
	var all []access.User
	for _, e := range entries {
		all = append(all, e.User)
	}
	return all, err
}

// Login is the user of a name and a password. It takes as long for a name that nobody has.
//
// Errors: access.ErrWrong, also for a user who is disabled.
func (f *File) Login(ctx context.Context, name, password string) (access.User, error) {
	entries, err := f.read()
	if err != nil {
		return access.User{}, err
	}
	if len(password) > access.LongestPassword {
		return access.User{}, access.ErrWrong
	}
	known := entry{Hash: nobody}
	if i := find(entries, name); i >= 0 {
		known = entries[i]
	}
	right, err := hashed(ctx, func() (bool, error) { return argon2id.ComparePasswordAndHash(password, known.Hash) })
	switch {
	case err != nil:
		return access.User{}, fmt.Errorf("check a password: %w", err)
	case !right, known.Name == "", known.Disabled:
		return access.User{}, access.ErrWrong
	}
	return known.User, nil
}

// nobody is written like a hash with params, of no password that anybody knows.
const nobody = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$q0ZgUSXnBFnHUwQnNrtiSCIMDx2Wl8tTcfyPnCxbl9M"

func find(entries []entry, name string) int {
	return slices.IndexFunc(entries, func(e entry) bool { return access.Same(e.Name, name) })
}

// Add adds a user. first says that it must be the first one, and an admin.
//
// Errors: access.ErrName, ErrPassword, ErrTaken.
func (f *File) Add(ctx context.Context, u access.User, password string, first bool) error {
	if err := errors.Join(access.CheckName(u.Name), access.CheckPassword(password)); err != nil {
		return err
	}
	hash, err := hashed(ctx, func() (string, error) { return argon2id.CreateHash(password, params) })
	if err != nil {
		return fmt.Errorf("hash a password: %w", err)
	}
	return f.change(ctx, func(entries []entry) ([]entry, error) {
		if find(entries, u.Name) >= 0 || first && len(entries) > 0 {
			return nil, access.ErrTaken
		}
		u.Added, u.Stamp = time.Now().UTC().Truncate(time.Second), 1
		return append(entries, entry{User: u, Hash: hash}), nil
	})
}

// Change changes a user; who is logged in under this name has to log in again.
//
// Errors: access.ErrNone, ErrLast, ErrPassword.
func (f *File) Change(ctx context.Context, name string, c access.Change) error {
	var hash string
	if c.Password != nil {
		if err := access.CheckPassword(*c.Password); err != nil {
			return err
		}
		var err error
		if hash, err = hashed(ctx, func() (string, error) { return argon2id.CreateHash(*c.Password, params) }); err != nil {
			return fmt.Errorf("hash a password: %w", err)
		}
	}
	return f.change(ctx, func(entries []entry) ([]entry, error) {
		i := find(entries, name)
		if i < 0 {
			return nil, access.ErrNone
		}
		e := &entries[i]
		e.Stamp++
		if c.Role != nil {
			e.Role = *c.Role
		}
		if c.Disabled != nil {
			e.Disabled = *c.Disabled
		}
		if hash != "" {
			e.Hash = hash
		}
		return entries, nil
	})
}

// change replaces the file, while no other process does.
func (f *File) change(ctx context.Context, work func([]entry) ([]entry, error)) error {
	lock := flock.New(f.path+".lock", flock.SetPermissions(0o600))
	if _, err := lock.TryLockContext(ctx, 20*time.Millisecond); err != nil {
		return fmt.Errorf("lock the users: %w", err)
	}
	err := f.replace(work)
	return errors.Join(err, lock.Close())
}

func (f *File) replace(work func([]entry) ([]entry, error)) error {
	entries, err := f.read()
	if err != nil {
		return err
	}
	if entries, err = work(entries); err != nil {
		return err
	}
	var users []access.User
	for _, e := range entries {
		users = append(users, e.User)
	}
	if err := access.Kept(users); err != nil {
		return err
	}
	text, err := json.MarshalIndent(entries, "", "  ")
	if err != nil {
		return fmt.Errorf("write the users: %w", err)
	}
	return f.write(text)
}

// write puts a new file in the place of the old one: whenever it is cut short, there is one of the two.
func (f *File) write(text []byte) (err error) {
	part, err := os.CreateTemp(filepath.Dir(f.path), filepath.Base(f.path)+".part-*") // readable by the owner only
	if err != nil {
		return fmt.Errorf("write the users: %w", err)
	}
	_, err = part.Write(text)
	err = errors.Join(err, part.Sync(), part.Close())
	if err == nil {
		err = os.Rename(part.Name(), f.path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write the users: %w", err), os.Remove(part.Name()))
	}
	return nil
}

func (f *File) read() ([]entry, error) {
	text, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the users: %w", err)
	}
	var entries []entry
	if err := json.Unmarshal(text, &entries); err != nil {
		return nil, fmt.Errorf("read the users: %s is damaged (%w); put a copy of it back, or remove it and begin anew: nobody can log in until then", f.path, err)
	}
	if len(entries) == 0 {
		return nil, fmt.Errorf("read the users: %s names nobody; put a copy of it back, or remove it and begin anew", f.path)
	}
	return entries, nil
}
