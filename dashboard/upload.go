package dashboard

import (
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"tiermix/dashboard/page/data"
)

// mostFiles is how many files one upload may hold, longestField how many bytes a field of it that is no file, and
// longestName those of a file's name that are kept: its end, which says the kind.
const (
	mostFiles    = 50
	longestField = 4 << 10
	longestName  = 150
)

// upload takes files in as they come, however large, and begins to look at them. What stops half way leaves nothing behind.
func (s *server) upload(c *gin.Context) {
	if !s.ours(c) {
		return
	}
	reader, err := c.Request.MultipartReader()
	if err != nil {
		s.fail(c, http.StatusBadRequest, "error.form")
		return
	}
	folder, err := s.changes.room()
	if err != nil {
		s.options.Log.Error("upload", "err", err)
		s.fail(c, http.StatusInternalServerError, "error.internal")
		return
	}
	got, err := s.receive(c, reader, folder)
	if err == nil && len(got.paths) == 0 {
		err = faulty{"problem.nofile"}
	}
	if err == nil {
		c.Redirect(http.StatusSeeOther, data.JobLink(s.changes.bring(folder, got.paths, got.mapping)))
		return
	}
	if failed := os.RemoveAll(folder); failed != nil {
		s.options.Log.Error("remove what was uploaded", "err", failed)
	}
	s.refuseUpload(c, err)
}

// faulty is an upload that cannot be taken; the key is that of the sentence.
type faulty struct{ key string }

func (f faulty) Error() string { return f.key }

func (s *server) refuseUpload(c *gin.Context, err error) {
	var f faulty
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &f):
		s.fail(c, http.StatusBadRequest, f.key)
	case errors.As(err, &large):
		s.fail(c, http.StatusRequestEntityTooLarge, "data.toolarge")
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, context.Canceled), errors.Is(err, os.ErrDeadlineExceeded):
		s.options.Log.Warn("an upload stopped half way")
		s.fail(c, http.StatusBadRequest, "data.halfway")
	default:
		s.options.Log.Error("upload", "err", err)
		s.fail(c, http.StatusInternalServerError, "data.notkept")
	}
}

// received is what an upload held.
type received struct {
	paths   []string
	mapping string
	named   bool // the token was right
}

func (s *server) receive(c *gin.Context, reader *multipart.Reader, folder string) (got received, err error) {
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return got, nil
		}
		if err != nil {
			return got, err
		}
		if err := s.take(c, part, folder, &got); err != nil {
			return got, err
		}
	}
}

// take reads one field or file. The token comes first, so that nobody else's files are stored.
func (s *server) take(c *gin.Context, part *multipart.Part, folder string, got *received) error {
	if part.FileName() == "" {
		text, err := io.ReadAll(io.LimitReader(part, longestField))
		switch {
		case err != nil:
			return err
		case part.FormName() == "token":
			got.named = s.named(c, string(text))
		case part.FormName() == "mapping":
			got.mapping = strings.TrimSpace(string(text))
		}
		return nil
	}
	switch {
	case !got.named:
		return faulty{"scenarios.stale"}
	case len(got.paths) == mostFiles:
		return faulty{"problem.manyfiles"}
	}
	room := filepath.Join(folder, strconv.Itoa(len(got.paths)+1)) // one for each file: two may bear one name
	path := filepath.Join(room, fileName(part.FileName()))
	if err := os.Mkdir(room, 0o700); err != nil {
		return err
	}
	if err := save(path, moving{part, http.NewResponseController(c.Writer)}); err != nil {
		return err
	}
	got.paths = append(got.paths, path)
	return nil
}

// fileName is a name for an uploaded file that stays in its folder: the last part of its own, as far as it is one.
func fileName(name string) string {
	name = filepath.Base(filepath.ToSlash(strings.ReplaceAll(name, `\`, "/")))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"|?*`, r) {
			return '_'
		}
		return r
	}, name)
	if name == "." || name == "/" || name == ".." || name == "" {
		name = "file"
	}
	return strings.ToValidUTF8(name[max(0, len(name)-longestName):], "")
}

func save(path string, from io.Reader) (err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	_, err = io.Copy(file, from)
	return err
}

// moving gives a request more time as long as something arrives: a large file takes longer than any page may.
type moving struct {
	from    io.Reader
	control *http.ResponseController
}

func (m moving) Read(p []byte) (int, error) {
	until := time.Now().Add(stillness)
	for _, set := range []func(time.Time) error{m.control.SetReadDeadline, m.control.SetWriteDeadline} {
		if err := set(until); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return 0, err
		}
	}
	return m.from.Read(p)
}

// ours says whether a form comes from a page of this server; if not, the answer is given.
func (s *server) ours(c *gin.Context) bool {
	h := c.Request.Header
	if err := s.foreign.Check(c.Request); err != nil || h.Get("Sec-Fetch-Site") == "" && h.Get("Origin") == "" {
		s.options.Log.Warn("form of another site", "path", c.FullPath(), "site", h.Get("Sec-Fetch-Site"))
		s.fail(c, http.StatusForbidden, "error.foreign")
		return false
	}
	return true
}

// startJob and stopJob are what the reader decides about a job.
func (s *server) startJob(c *gin.Context) { s.decide(c, s.changes.start) }
func (s *server) stopJob(c *gin.Context)  { s.decide(c, s.changes.stop) }

func (s *server) decide(c *gin.Context, how func(id string) error) {
	sent, stale, ok := s.form(c, formLimit)
	switch {
	case !ok:
	case stale:
		s.fail(c, http.StatusForbidden, "scenarios.stale")
	case how(sent.Get("job")) != nil:
		s.fail(c, http.StatusNotFound, "data.nojob")
	default:
		c.Redirect(http.StatusSeeOther, data.JobLink(sent.Get("job")))
	}
}

// showJob is the page of a change. While something runs the page asks for itself again.
func (s *server) showJob(c *gin.Context) {
	screen := s.screenAt(data.JobPath)
	job, err := s.changes.find(c.Query("job"))
	if err != nil {
		s.fail(c, http.StatusNotFound, "data.nojob")
		return
	}
	if job.Busy() {
		c.Header("Refresh", "1")
	}
	r, err := s.understand(c, screen)
	if err != nil {
		s.options.Log.Error("page", "path", screen.path, "err", err)
		s.fail(c, http.StatusInternalServerError, "error.status")
		return
	}
	r.Job = &job
	s.show(c, r, screen)
}
