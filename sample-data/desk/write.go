package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Files are the names that Write makes, in the order of writing.
var Files = []string{
	"tickets.csv", "events.csv", "escalations.csv", "agents.csv", "salaries.csv", "hours.csv", "roster.toml",
	"calendar.toml", "truth.json",
}

// ErrNotEmpty says that a folder already holds something.
var ErrNotEmpty = errors.New("folder is not empty")

// Write invents the desk and writes its files into dir, which is made when it is missing. A folder that holds
// anything is refused with ErrNotEmpty unless force is set; then files of these names are replaced and others stay.
// When it fails, files of these names are removed again. Memory does not grow with the tickets, but for four bytes for
// each duration of the medians in truth.json (some 50 bytes a ticket).
func Write(dir string, o Options, force bool) (Truth, error) {
	if err := o.Validate(); err != nil {
		return Truth{}, err
	}
	if err := prepare(dir, force); err != nil {
		return Truth{}, err
	}
	truth, err := writeAll(dir, o)
	if err != nil {
		return Truth{}, errors.Join(err, removeAll(dir))
	}
	return truth, nil
}

func prepare(dir string, force bool) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return fmt.Errorf("make folder: %w", err)
		}
	case err != nil:
		return fmt.Errorf("look into folder: %w", err)
	case len(entries) > 0 && !force:
		return fmt.Errorf("%s: %w", dir, ErrNotEmpty)
	}
	return nil
}

func removeAll(dir string) error {
	var faults []error
	for _, name := range Files {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			faults = append(faults, fmt.Errorf("remove what was written: %w", err))
		}
	}
	return errors.Join(faults...)
}

func writeAll(dir string, o Options) (Truth, error) {
	g := newGenerator(o)
	if err := writeHistory(dir, g); err != nil {
		return Truth{}, err
	}
	for _, write := range []func(string, *generator) error{writeAgents, writeSalaries, writeHours, writeSettings} {
		if err := write(dir, g); err != nil {
			return Truth{}, err
		}
	}
	truth := g.truth()
	return truth, writeTruth(dir, truth)
}

func writeTruth(dir string, truth Truth) error {
	text, err := json.MarshalIndent(truth, "", "  ")
	if err != nil {
		return fmt.Errorf("encode truth.json: %w", err)
	}
	return writeText(dir, "truth.json", string(text)+"\n")
}

func writeText(dir, name, text string) error {
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}
