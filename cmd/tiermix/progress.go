package main

import (
	"fmt"
	"io"

	"github.com/schollz/progressbar/v3"
)

// bar shows an import on a terminal: share, rows per second and time left. A nil bar is quiet.
type bar struct {
	w       io.Writer
	running *progressbar.ProgressBar
	records int64
}

func progressFor(w io.Writer) *bar {
	if !isTerminal(w) {
		return nil
	}
	return &bar{w: w}
}

// Say shows a step of unknown length.
func (b *bar) Say(step string) {
	b.end()
	b.running = b.start(-1, step)
}

// Reading begins a file.
func (b *bar) Reading(file string, records int64) {
	b.end()
	b.records = max(records, 1)
	b.running = b.start(b.records, file)
}

func (b *bar) start(most int64, what string) *progressbar.ProgressBar {
	return progressbar.NewOptions64(most, progressbar.OptionSetWriter(b.w), progressbar.OptionSetDescription(what),
		progressbar.OptionShowIts(), progressbar.OptionSetItsString("rows"), progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish(), progressbar.OptionFullWidth())
}

// Done moves the bar to a share of the file.
func (b *bar) Done(share float64) {
	if b.running == nil || b.running.GetMax64() < 0 {
		return
	}
	if err := b.running.Set64(int64(share * float64(b.records))); err != nil {
		b.running = nil // a bar that cannot be drawn is no reason to stop
	}
}

func (b *bar) end() {
	if b == nil || b.running == nil {
		return
	}
	if err := b.running.Clear(); err != nil {
		b.running = nil
	}
}

// print writes a sentence without tearing the bar.
func (b *bar) print(w io.Writer, sentence string) {
	b.end()
	fmt.Fprintln(w, sentence)
}
