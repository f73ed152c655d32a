package main

import (
	"context"
	"io"
	"sync"

	"github.com/spf13/cobra"
)

// stdin is a command's standard input, which ends with the context's error when the context ends: a read that waits
// for a person or another program does not keep Ctrl-C waiting.
type stdin struct {
	ctx   context.Context
	from  io.Reader
	start sync.Once
	out   *io.PipeReader
}

func stdinOf(cmd *cobra.Command) io.Reader {
	return &stdin{ctx: cmd.Context(), from: cmd.InOrStdin()}
}

// Read begins to read standard input with the first call only: it is left alone when no path is "-".
func (s *stdin) Read(p []byte) (int, error) {
	s.start.Do(s.pump)
	return s.out.Read(p)
}

func (s *stdin) pump() {
	out, in := io.Pipe()
	s.out = out
	context.AfterFunc(s.ctx, func() { in.CloseWithError(s.ctx.Err()) })
	go func() {
		_, err := io.Copy(in, s.from)
		in.CloseWithError(err)
	}()
}
