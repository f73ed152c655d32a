package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

// Write runs work in one transaction on a connection of its own: all of it is kept, or nothing.
func (s *Store) Write(ctx context.Context, work func(Querier) error) error {
	conn, err := s.Conn(ctx)
	if err != nil {
		return err
	}
	return OnDisk(errors.Join(WriteOn(ctx, conn, work), Discard(conn)))
}

// Conn is a connection of its own for work that leaves temporary tables behind; Discard it afterwards.
func (s *Store) Conn(ctx context.Context) (*sql.Conn, error) {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	return conn, nil
}

// The order of rows in a table means nothing here: events carry their number. Besides being faster, giving it up keeps
// clear of a fault of DuckDB 1.5.6, where an insert of no rows into a table followed, in the same transaction, by one of
// more than a row group loses the second one (TestEmptyInsertLosesNothing).
const (
	anyOrder = "set preserve_insertion_order = false"
	keyOrder = "set preserve_insertion_order = true"
)

// inOrder runs a statement that numbers the rows of a file.
func inOrder(ctx context.Context, q Querier, statement string) error {
	return run(ctx, q, keyOrder, statement, anyOrder)
}

// WriteOn runs work in one transaction on conn. A cancelled context rolls back, but only after work has returned: the
// transaction itself has no deadline, or database/sql would close the connection under whoever still watches it.
func WriteOn(ctx context.Context, conn *sql.Conn, work func(Querier) error) error {
	if _, err := conn.ExecContext(ctx, anyOrder); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	err := transact(ctx, conn, work)
	if _, restored := conn.ExecContext(context.WithoutCancel(ctx), keyOrder); restored != nil && err == nil {
		return fmt.Errorf("end: %w", restored)
	}
	return err
}

// ErrDiskFull marks what could not be kept for want of room. The desk is as it was.
var ErrDiskFull = errors.New("the disk is full; nothing of this was kept, make room and do it again")

// OnDisk says that the disk is full where the database or the system says so in its own way.
func OnDisk(err error) error {
	if err == nil || errors.Is(err, ErrDiskFull) {
		return err
	}
	if errors.Is(err, syscall.ENOSPC) || strings.Contains(err.Error(), syscall.ENOSPC.Error()) || strings.Contains(err.Error(), "No space left on device") {
		return fmt.Errorf("%w (%w)", ErrDiskFull, err)
	}
	return err
}

func transact(ctx context.Context, conn *sql.Conn, work func(Querier) error) error {
	tx, err := conn.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	err = work(tx)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return errors.Join(err, rollback(tx))
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

func rollback(tx *sql.Tx) error {
	if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		return fmt.Errorf("roll back: %w", err)
	}
	return nil
}

// Discard closes a connection with everything temporary on it, so that the pool never hands it to somebody else.
func Discard(conn *sql.Conn) error {
	err := conn.Raw(func(any) error { return driver.ErrBadConn })
	if err != nil && !errors.Is(err, driver.ErrBadConn) {
		return fmt.Errorf("let go of connection: %w", err)
	}
	return nil
}

// memoryLimit is what DuckDB may use: 60 % of the machine, at most 6 GiB; beyond it works on disk.
var memoryLimit = sync.OnceValue(func() string {
	const most = 6 << 30
	limit := math.Min(most, 0.6*memoryOfMachine())
	return strconv.FormatInt(int64(limit)>>20, 10) + "MiB"
})

// memoryOfMachine is in bytes; 4 GiB where the system does not say.
func memoryOfMachine() float64 {
	const unknown = 4 << 30
	text, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return unknown
	}
	fields := strings.Fields(string(text))
	if len(fields) < 2 || fields[0] != "MemTotal:" {
		return unknown
	}
	kib, err := strconv.ParseFloat(fields[1], 64)
	if err != nil {
		return unknown
	}
	return kib * 1024
}
