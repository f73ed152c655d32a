package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"tiermix/ingest/store"
	"tiermix/ingest/store/storetest"
)

// disk mounts a small disk in memory, which only root may do.
func disk(t *testing.T, kib int) (folder string, grow func(kib int)) {
	t.Helper()
	folder = t.TempDir()
	mount := func(kib int, flags uintptr) error {
		return syscall.Mount("tmpfs", folder, "tmpfs", flags, fmt.Sprintf("size=%dk", kib))
	}
	if err := mount(kib, 0); errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EACCES) {
		t.Skip("a small disk is mounted for this test, which needs root; run it as root")
	} else if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, 0); err != nil {
			t.Error(err)
		}
	})
	return folder, func(kib int) {
		if err := mount(kib, syscall.MS_REMOUNT); err != nil {
			t.Fatal(err)
		}
	}
}

// A disk that is full at any size leaves the desk as it was, says so, and the same command does its work once there is room.
func TestDiskIsFull(t *testing.T) {
	if testing.Short() {
		t.Skip("processes are started: not with -short")
	}
	before, more := halves(t)
	folder, grow := disk(t, 100<<10)
	db := filepath.Join(folder, "desk.duckdb")
	copyDesk(t, before, db)
	tiermix(t, 0, "import", "--db", db, more)
	after := contents(t, db)
	grown, size := 2*(sizeOf(t, db)-sizeOf(t, before)), sizeOf(t, db)
	full := map[string]int{}
	for _, c := range []struct {
		name string
		span int // bytes of room, at most
		args []string
	}{
		{"import", grown, []string{"import", "--db", db, more}},
		{"backup", size, []string{"backup", "--db", db, "--out", db + ".copy"}},
	} {
		for i := range storetest.Tries(t, 8) {
			grow(100 << 10)
			copyDesk(t, before, db)
			if err := os.RemoveAll(db + ".copy"); err != nil {
				t.Fatal(err)
			}
			unchanged := contents(t, db)
			grow(sizeOf(t, before)>>10 + 64 + i*(c.span>>10)/storetest.Tries(t, 8))
			var told bytes.Buffer
			cmd := exec.CommandContext(t.Context(), "tiermix", c.args...)
			cmd.Stderr = &told
			failed := cmd.Run() != nil
			grow(100 << 10)
			got := contents(t, db)
			switch {
			case failed && got != unchanged:
				t.Fatalf("%s on a full disk changed the desk:\n%s", c.name, got)
			case failed && !strings.Contains(told.String(), store.ErrDiskFull.Error()):
				t.Fatalf("%s on a full disk says: %s", c.name, told.String())
			case failed:
				full[c.name]++
			}
			if _, err := os.Stat(db + ".copy"); failed && err == nil {
				t.Fatalf("%s on a full disk left a copy", c.name)
			}
			if failed {
				tiermix(t, 0, c.args...)
			}
			if c.name == "import" && contents(t, db) != after {
				t.Fatalf("with room again, the import ends otherwise")
			}
		}
		if full[c.name] == 0 {
			t.Errorf("%s never met a full disk", c.name)
		}
	}
	t.Logf("%d runs each; met a full disk: %v", storetest.Tries(t, 8), full)
}

func sizeOf(t *testing.T, path string) int {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return int(info.Size())
}
