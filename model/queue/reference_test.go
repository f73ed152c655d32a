package queue_test

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// row is one line of a reference file, by column name.
type row map[string]string

// number reads a decimal or a fraction such as 10/3.
func (r row) number(t *testing.T, column string) float64 {
	t.Helper()
	text, ok := r[column]
	if !ok {
		t.Fatalf("no column %q", column)
	}
	over, under, fraction := strings.Cut(text, "/")
	x, err := strconv.ParseFloat(over, 64)
	if err != nil {
		t.Fatalf("column %q: %v", column, err)
	}
	if fraction {
		y, err := strconv.ParseFloat(under, 64)
		if err != nil {
			t.Fatalf("column %q: %v", column, err)
		}
		x /= y
	}
	return x
}

// reference reads a file of ../shared/reference, made with code that shares nothing with this package; its README names
// tools and tolerances.
func reference(t *testing.T, name string) []row {
	t.Helper()
	file, err := os.Open("../../../shared/reference/" + name)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("../shared is not here: %s cannot be compared", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []row
	for _, line := range lines[1:] {
		r := row{}
		for i, column := range lines[0] {
			r[column] = line[i]
		}
		rows = append(rows, r)
	}
	if len(rows) == 0 {
		t.Fatalf("%s has no rows", name)
	}
	return rows
}

// near compares with a relative tolerance.
func near(t *testing.T, what string, got, want, relative float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > relative*math.Abs(want) {
		t.Errorf("%s: got %v, want %v (relative difference %.2g)", what, got, want, math.Abs(got-want)/math.Abs(want))
	}
}

// within compares with an absolute tolerance.
func within(t *testing.T, what string, got, want, absolute float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > absolute {
		t.Errorf("%s: got %v, want %v (difference %.2g)", what, got, want, math.Abs(got-want))
	}
}

// must returns a value that a test takes for granted.
func must[T any](t interface {
	Helper()
	Fatal(...any)
}, value T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return value
}
