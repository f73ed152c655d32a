package reader

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

const (
	headSize  = 4 << 10    // bytes looked at to know an input
	blockSize = 256 << 10  // bytes read at once
	gzipMagic = "\x1f\x8b" // RFC 1952, section 2.3.1
)

// input is one opened file or standard input: a decompressed stream of bytes, UTF-16 already made UTF-8.
type input struct {
	name    string
	path    string // absolute; empty for standard input
	temp    string
	format  string
	direct  bool // the bytes on disk are the bytes of the stream
	utf16   bool
	stream  *bufio.Reader
	stored  counter // bytes as they are stored, before decompression
	content counter // bytes after decompression
	closers []io.Closer
}

// counter counts the bytes that pass through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func displayName(path string) string {
	if path == "-" {
		return "standard input"
	}
	return path
}

// openInput opens the path and finds out what it holds.
func openInput(name, path string, opts Options) (*input, error) {
	in := &input{name: name}
	raw, err := in.raw(path, opts.Stdin)
	if err != nil {
		return nil, err
	}
	if err := in.decode(raw, path, opts.Format); err != nil {
		in.close()
		return nil, err
	}
	return in, nil
}

func (in *input) raw(path string, stdin io.Reader) (io.Reader, error) {
	if path == "-" {
		if stdin == nil {
			return nil, in.fault("nothing is connected to it; pipe a file into it")
		}
		return stdin, nil
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, in.cause(err, "there is no such file; check the path")
	case errors.Is(err, fs.ErrPermission):
		return nil, in.cause(err, "the file may not be read by this user; give read permission")
	case err != nil:
		return nil, in.cause(err, "the file cannot be looked at; check the path")
	case info.IsDir():
		return nil, in.fault("this is a folder, not a file; name a file in it")
	case info.Size() == 0 && info.Mode().IsRegular():
		return nil, in.empty()
	}
	return in.openFile(path, info.Mode().IsRegular())
}

func (in *input) openFile(path string, regular bool) (io.Reader, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, in.cause(err, "the file cannot be opened; check that this user may read it")
	}
	in.closers = append(in.closers, file)
	in.direct = regular
	if in.path, err = filepath.Abs(path); err != nil {
		return nil, in.cause(err, "the path cannot be made absolute; give an absolute one")
	}
	return file, nil
}

// decode puts gzip and UTF-16 decoding before the raw bytes and detects the format.
func (in *input) decode(raw io.Reader, path, format string) error {
	in.stored.r = raw
	stored := bufio.NewReaderSize(&in.stored, blockSize)
	in.content.r = stored
	// An error of this look ahead comes back at the next read.
	magic, _ := stored.Peek(len(gzipMagic))
	packed := string(magic) == gzipMagic
	if packed {
		in.direct = false
		unzip, err := gzip.NewReader(stored)
		if err != nil {
			return in.readFault(err)
		}
		in.content.r = unzip
	}
	in.stream = bufio.NewReaderSize(&in.content, blockSize)
	head, err := in.stream.Peek(headSize)
	if err != nil && err != io.EOF {
		return in.readFault(err)
	}
	head = in.byteOrder(head)
	if len(bytes.TrimSpace(head)) == 0 && err == io.EOF {
		return in.empty()
	}
	var fault string
	if in.format, fault = detect(format, path, head); fault != "" {
		return in.fault("%s", fault)
	}
	if plain, named := strings.CutSuffix(strings.ToLower(filepath.Base(path)), ".gz"); named && !packed {
		return in.fault("this is no gzip file although its name ends in .gz; rename it to %s", filepath.Base(path)[:len(plain)])
	}
	return nil
}

// byteOrder decodes UTF-16 and drops a UTF-8 byte order mark from the stream; it returns the decoded head.
func (in *input) byteOrder(head []byte) []byte {
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		if _, err := in.stream.Discard(3); err != nil {
			return nil
		}
		return head[3:]
	case !looksUTF16(head):
		return head
	}
	in.direct, in.utf16 = false, true
	order := unicode.LittleEndian
	if head[0] == 0xfe || head[0] == 0 {
		order = unicode.BigEndian
	}
	decoder := unicode.UTF16(order, unicode.UseBOM).NewDecoder()
	in.stream = bufio.NewReaderSize(transform.NewReader(in.stream, decoder), blockSize)
	decoded, _ := in.stream.Peek(headSize) // a read error comes back at the next read
	return decoded
}

// looksUTF16 is true for a UTF-16 byte order mark, and without one for text of which every second byte is zero.
func looksUTF16(head []byte) bool {
	if bytes.HasPrefix(head, []byte{0xff, 0xfe}) || bytes.HasPrefix(head, []byte{0xfe, 0xff}) {
		return !bytes.HasPrefix(head, []byte{0xff, 0xfe, 0, 0})
	}
	if len(head) < 8 {
		return false
	}
	zero := [2]int{}
	for i, b := range head {
		if b == 0 {
			zero[i%2]++
		}
	}
	most := max(zero[0], zero[1])
	return min(zero[0], zero[1]) == 0 && most > len(head)*2/5
}

// local is the path of a plain file with the content of the stream: the input itself or a temporary copy.
func (in *input) local(ctx context.Context) (string, error) {
	if in.direct {
		return in.path, nil
	}
	path := filepath.Join(in.temp, "content")
	file, err := os.Create(path)
	if err != nil {
		return "", in.cause(err, "a temporary copy cannot be made; check the temporary folder")
	}
	in.closers = append(in.closers, file)
	if _, err := io.Copy(file, &patient{ctx, in.stream}); err != nil {
		return "", in.readFault(err)
	}
	return path, nil
}

// patient is a reader that stops when its context ends.
type patient struct {
	ctx context.Context
	r   io.Reader
}

func (p *patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.r.Read(b)
}

// windows1252 decodes the bytes of western European Windows programs, of which Latin-1 text is a part.
func windows1252(r io.Reader) io.Reader {
	return transform.NewReader(r, charmap.Windows1252.NewDecoder())
}

func (in *input) readFault(err error) error {
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case isWrite(err):
		return in.cause(err, "a temporary copy cannot be written, so nothing was imported; make room in the temporary folder")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return in.cause(err, "the gzip file is cut off after %s of content, so nothing of it was imported; copy or download it again", bytesText(in.content.n))
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.As(err, new(flate.CorruptInputError)):
		return in.cause(err, "the gzip file is damaged after %s of content, so nothing of it was imported; copy or download it again", bytesText(in.content.n))
	}
	return in.cause(err, "reading stopped after %s, so nothing of it was imported; check the disk or the pipe", bytesText(in.stored.n))
}

func isWrite(err error) bool {
	var path *fs.PathError
	return errors.As(err, &path) && path.Op == "write"
}

func (in *input) size() int64 {
	if in.path != "" {
		if info, err := os.Stat(in.path); err == nil {
			return info.Size()
		}
	}
	return in.stored.n
}

func (in *input) empty() error {
	return in.fault("the file is empty; a CSV file starts with a line of column names, and %s", knows)
}

func (in *input) fault(format string, args ...any) error {
	return &Error{File: in.name, Text: fmt.Sprintf(format, args...)}
}

func (in *input) cause(err error, format string, args ...any) error {
	return &Error{File: in.name, Text: fmt.Sprintf(format, args...), Err: err}
}

func (in *input) close() {
	for _, c := range in.closers {
		c.Close() // opened for reading, or a temporary copy whose writes have been checked
	}
}
