// Package storetest holds what tests of the desk's file share.
package storetest

import (
	"os"
	"strconv"
	"testing"
)

// Tries is how often a fault is tried: as often as make trust says, usual otherwise.
func Tries(t testing.TB, usual int) int {
	t.Helper()
	text := os.Getenv("TIERMIX_TRIES")
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("TIERMIX_TRIES=%s: write a whole number", text)
	}
	return n
}
