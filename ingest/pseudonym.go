package ingest

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/duckdb/duckdb-go/v2"

	"tiermix/ingest/store"
)

// keyBytes is the length of the key file: one block of SHA-256 output.
const keyBytes = sha256.Size

// KeyFile is where the key of a database's pseudonyms lies: beside the file, never in it.
func KeyFile(database string) string { return database + ".key" }

// readKey reads the key of a database and makes it on first use. mark is what the desk remembers of its key, "" for a
// desk that has none yet. A desk in memory has a key of its own for its lifetime.
func readKey(database, mark string) ([]byte, error) {
	if database == "" {
		return newKey()
	}
	path := KeyFile(database)
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && mark == "":
		return makeKey(path)
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("key file %s is missing; %s", path, putBack)
	case err != nil:
		return nil, fmt.Errorf("read the key of the pseudonyms: %w", err)
	}
	key, err := hex.DecodeString(string(text))
	if err != nil || len(key) != keyBytes {
		return nil, fmt.Errorf("key file %s: this is no key; %s", path, putBack)
	}
	if mark != "" && mark != keyMark(key) {
		return nil, fmt.Errorf("key file %s: this is the key of another database; %s", path, putBack)
	}
	return key, nil
}

// CheckKey says when the key beside a desk's file is not the one that its pseudonyms were made with, and what to do.
func CheckKey(ctx context.Context, s *store.Store) error {
	mark, err := store.Setting(ctx, s.DB(), settingKey)
	if err != nil || mark == "" || s.Path() == "" {
		return err
	}
	_, err = readKey(s.Path(), mark)
	return err
}

const putBack = "put the file back that was made with the database, or pseudonyms of old and new records will not agree"

// settingKey is the desk's setting with the mark of its key.
const settingKey = "pseudonym_key"

// keyMark tells keys apart without giving them away.
func keyMark(key []byte) string { return Pseudonym(key, "key", "") }

func newKey() ([]byte, error) {
	key := make([]byte, keyBytes)
	if _, err := rand.Read(key); err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	return key, nil
}

func makeKey(path string) ([]byte, error) {
	key, err := newKey()
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(path, []byte(hex.EncodeToString(key)), 0o600); err != nil {
		return nil, fmt.Errorf("write the key of the pseudonyms: %w", err)
	}
	return key, nil
}

// registerPseudonym gives the connection the SQL function pseudonym(kind, value): HMAC-SHA-256 of both, cut to 128 bits.
// It returns the mark of the key, for the desk to remember.
func registerPseudonym(ctx context.Context, conn *sql.Conn, database string) (mark string, err error) {
	if mark, err = store.Setting(ctx, conn, settingKey); err != nil {
		return "", err
	}
	key, err := readKey(database, mark)
	if err != nil {
		return "", err
	}
	word, err := duckdb.NewTypeInfo(duckdb.TYPE_VARCHAR)
	if err != nil {
		return "", fmt.Errorf("register pseudonym: %w", err)
	}
	if err := duckdb.RegisterScalarUDF(conn, "pseudonym", &pseudonym{key: key, word: word}); err != nil {
		return "", fmt.Errorf("register pseudonym: %w", err)
	}
	return keyMark(key), nil
}

type pseudonym struct {
	key  []byte
	word duckdb.TypeInfo
}

func (p *pseudonym) Config() duckdb.ScalarFuncConfig {
	return duckdb.ScalarFuncConfig{InputTypeInfos: []duckdb.TypeInfo{p.word, p.word}, ResultTypeInfo: p.word}
}

func (p *pseudonym) Executor() duckdb.ScalarFuncExecutor {
	return duckdb.ScalarFuncExecutor{RowExecutor: func(values []driver.Value) (any, error) {
		kind, ok := values[0].(string)
		if !ok {
			return nil, nil
		}
		value, ok := values[1].(string)
		if !ok {
			return nil, nil
		}
		return Pseudonym(p.key, kind, value), nil
	}}
}

// Pseudonym is the name under which a person is kept; kind keeps agents and customers of the same name apart.
func Pseudonym(key []byte, kind, value string) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(kind + "\x00" + value))
	return kind[:1] + "-" + hex.EncodeToString(mac.Sum(nil)[:16])
}
