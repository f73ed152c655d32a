package main

import (
	"fmt"
	"io"
	"sync"

	"github.com/schollz/progressbar/v3"
)

// bar shows an import on a terminal: share, rows per second and time left. A nil bar is quiet. It is told of steps by the
// import and of shares by whoever watches the database, at the same time.
type bar struct {
	w io.Writer

	mu      sync.Mutex
	running *progressbar.ProgressBar // nil: nothing to show
	records int64
	done    int64
}

func progressFor(w io.Writer) *bar {
	if !isTerminal(w) {
		return nil
	}
	return &bar{w: w}
}

// Say shows a step of unknown length.
func (b *bar) Say(step string) { b.begin(-1, step) }

// Reading begins a file.
func (b *bar) Reading(file string, records int64) { b.begin(max(records, 1), file) }

func (b *bar) begin(records int64, what string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.clear()
	b.records, b.done = records, 0
	b.running = progressbar.NewOptions64(records, append(b.options(records), progressbar.OptionSetDescription(what))...)
}

// options show rows per second and time left where the number of rows is known.
func (b *bar) options(records int64) []progressbar.Option {
	all := []progressbar.Option{progressbar.OptionSetWriter(b.w), progressbar.OptionFullWidth(), progressbar.OptionSetRenderBlankState(true),
		progressbar.OptionSetSpinnerChangeInterval(0)}
	if records < 0 {
		return all
	}
	return append(all, progressbar.OptionShowIts(), progressbar.OptionSetItsString("rows"), progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(true))
}

// Done moves the bar to a share of the file, never back: several statements work on one file one after the other. A bar
// that cannot be drawn is no reason to stop an import.
func (b *bar) Done(share float64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.running == nil {
		return
	}
	done := int64(share * float64(b.records))
	if b.records < 0 || done < b.done {
		done = b.done
	}
	b.done = done
	if err := b.running.Set64(max(done, 0)); err != nil {
		b.running = nil
	}
}

func (b *bar) clear() {
	if b.running == nil {
		return
	}
	if err := b.running.Clear(); err != nil {
		b.running = nil
	}
}

func (b *bar) end() {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.clear()
	b.running = nil
}

// print writes a sentence without tearing the bar.
func (b *bar) print(w io.Writer, sentence string) {
	if b != nil {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.clear()
	}
	fmt.Fprintln(w, sentence)
}
