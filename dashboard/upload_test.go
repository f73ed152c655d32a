package dashboard_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
)

// uploading is a dashboard that takes files, with the folder they lie in meanwhile.
type uploading struct {
	t      *testing.T
	desk   *pagetest.Desk
	h      http.Handler
	folder string
}

func newUploading(t *testing.T) *uploading {
	t.Helper()
	u := &uploading{t: t, desk: pagetest.New(), folder: filepath.Join(t.TempDir(), "uploads")}
	u.h = newHandler(t, u.desk, dashboard.Options{Uploads: u.folder})
	return u
}

// token is what a form of this server sends back.
func (u *uploading) token() string {
	u.t.Helper()
	for _, n := range inside(page(u.t, u.h, "/data?lang=en", http.StatusOK), "#data-import", "input") {
		if pagetest.Attr(n, "name") == "token" {
			return pagetest.Attr(n, "value")
		}
	}
	u.t.Fatal("the page has no form with a token")
	return ""
}

// body is a form with files, each a name and a text.
func body(token string, files ...string) (*bytes.Buffer, string) {
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	w.WriteField("token", token)
	w.WriteField("mapping", "event-log")
	for i := 0; i+1 < len(files); i += 2 {
		part, _ := w.CreateFormFile("file", files[i])
		io.WriteString(part, files[i+1])
	}
	w.Close()
	return &out, w.FormDataContentType()
}

func (u *uploading) post(address string, text io.Reader, kind string, header ...string) *httptest.ResponseRecorder {
	u.t.Helper()
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1:8080"+address, text)
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	u.h.ServeHTTP(w, r)
	return w
}

// send uploads files and returns the address of their import.
func (u *uploading) send(files ...string) string {
	u.t.Helper()
	text, kind := body(u.token(), files...)
	w := u.post("/data/upload", text, kind)
	if w.Code != http.StatusSeeOther {
		u.t.Fatalf("status %d: %.300s", w.Code, w.Body)
	}
	return w.Header().Get("Location")
}

// until waits for a step of an import and returns its page.
func (u *uploading) until(address, step string) string {
	u.t.Helper()
	text := ""
	for range 500 {
		text = pagetest.Text(page(u.t, u.h, address+"&lang=en", http.StatusOK))
		if strings.Contains(text, step) {
			return text
		}
		time.Sleep(10 * time.Millisecond)
	}
	u.t.Fatalf("never %q: %s", step, text)
	return ""
}

func (u *uploading) decide(path, job string) *httptest.ResponseRecorder {
	u.t.Helper()
	id := regexp.MustCompile(`job=([A-Z2-7]+)`).FindStringSubmatch(job)[1]
	return u.post(path, strings.NewReader("token="+u.token()+"&job="+id), "application/x-www-form-urlencoded")
}

// left are the files that still lie in the folder of uploads.
func (u *uploading) left() (names []string) {
	u.t.Helper()
	err := filepath.WalkDir(u.folder, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			path, err = filepath.Rel(u.folder, path)
			names = append(names, path)
		}
		return err
	})
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		u.t.Fatal(err)
	}
	return names
}

// Files are looked at first: what they were taken for, their first rows, what would be refused. Then the reader decides.
func TestImportInTheBrowser(t *testing.T) {
	u := newUploading(t)
	job := u.send("tickets.csv", "id,colour\nT1,red\nbad row,blue\nT3,<b>green</b>\n", "more.csv", "id\nT4\n")
	text := u.until(job, "Checked; nothing is kept yet")
	for _, want := range []string{"4 rows read: 3 would be kept, 1 refused", "id → ticket_id", "<b>green</b>", "this row is bad", "Rows that would be refused"} {
		if !strings.Contains(text, want) {
			t.Errorf("the preview lacks %q in %s", want, text)
		}
	}
	if u.desk.Calls("import") != 0 || len(u.left()) != 2 {
		t.Errorf("imported %d times, files %v", u.desk.Calls("import"), u.left())
	}
	if w := u.decide("/data/job/start", job); w.Code != http.StatusSeeOther || w.Header().Get("Location") != job {
		t.Fatalf("start: %d %s", w.Code, w.Body)
	}
	if text := u.until(job, "Imported"); !strings.Contains(text, "3 kept, 1 refused, 0 repeated. The desk now holds 48,216 tickets") {
		t.Errorf("the result is %s", text)
	}
	if len(u.left()) != 0 {
		t.Errorf("files are left: %v", u.left())
	}
	if w := u.decide("/data/job/start", job); w.Code != http.StatusSeeOther || u.desk.Calls("import") != 1 {
		t.Errorf("a second start: %d, imported %d times", w.Code, u.desk.Calls("import"))
	}
	if text := pagetest.Text(page(t, u.h, "/data?lang=en", http.StatusOK)); !strings.Contains(text, "tickets.csv, more.csv") || strings.Contains(text, "/secret/folder") {
		t.Error("the page of the data does not name the import, or names a folder")
	}
}

// A running page asks for itself again, and a cancelled import keeps nothing.
func TestImportIsCancelled(t *testing.T) {
	u := newUploading(t)
	u.desk.Slow["preview"] = 30 * time.Second
	job := u.send("tickets.csv", "id\nT1\n")
	w := get(t, u.h, job)
	if w.Header().Get("Refresh") != "1" || !strings.Contains(w.Body.String(), "<progress") {
		t.Errorf("while it runs: refresh %q", w.Header().Get("Refresh"))
	}
	if w := u.decide("/data/job/cancel", job); w.Code != http.StatusSeeOther {
		t.Fatalf("cancel: %d", w.Code)
	}
	u.until(job, "Cancelled; nothing was kept")
	if len(u.left()) != 0 || u.desk.Calls("import") != 0 {
		t.Errorf("files %v, imported %d times", u.left(), u.desk.Calls("import"))
	}
	u.desk.Slow["preview"] = 0
	second := u.send("tickets.csv", "id\nT1\n")
	u.until(second, "Checked")
	u.decide("/data/job/cancel", second)
	u.until(second, "Cancelled")
	if len(u.left()) != 0 {
		t.Errorf("files are left: %v", u.left())
	}
}

// What cannot be read says why, without the folder that it lies in; what fails keeps nothing.
func TestImportThatFails(t *testing.T) {
	u := newUploading(t)
	job := u.send("tickets.csv", "broken")
	if text := u.until(job, "Nothing was kept"); !strings.Contains(text, "Import tickets.csv: this file is broken") || strings.Contains(text, u.folder) {
		t.Errorf("got %s", text)
	}
	u.desk.Broken["import"] = errors.New("another process has the desk's file open")
	job = u.send("tickets.csv", "id\nT1\n")
	u.until(job, "Checked")
	u.decide("/data/job/start", job)
	if text := u.until(job, "Nothing was kept"); !strings.Contains(text, "Another process has the desk's file open") {
		t.Errorf("got %s", text)
	}
	if len(u.left()) != 0 {
		t.Errorf("files are left: %v", u.left())
	}
}

func TestUploadsThatAreRefused(t *testing.T) {
	u := newUploading(t)
	right, kind := body(u.token(), "a.csv", "id\nT1\n")
	whole := right.Bytes()
	for name, c := range map[string]struct {
		text   io.Reader
		kind   string
		header []string
		status int
		want   string
	}{
		"foreign":   {bytes.NewReader(whole), kind, []string{"Sec-Fetch-Site", "cross-site"}, http.StatusForbidden, "sent from another page"},
		"half way":  {bytes.NewReader(whole[:len(whole)-40]), kind, nil, http.StatusBadRequest, "stopped half way"},
		"no form":   {strings.NewReader("x=1"), "application/x-www-form-urlencoded", nil, http.StatusBadRequest, "could not be read"},
		"one drops": {io.MultiReader(bytes.NewReader(whole[:len(whole)-60]), failing{}), kind, nil, http.StatusBadRequest, "stopped half way"},
	} {
		header := append([]string{"Accept-Language", "en"}, c.header...)
		if w := u.post("/data/upload", c.text, c.kind, header...); w.Code != c.status || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%s: %d, want %d with %q: %.600s", name, w.Code, c.status, c.want, w.Body)
		}
	}
	text, kind := body("wrong", "a.csv", "id\nT1\n")
	if w := u.post("/data/upload", text, kind, "Accept-Language", "en"); w.Code != http.StatusBadRequest {
		t.Errorf("a wrong token: %d", w.Code)
	}
	text, kind = body(u.token())
	if w := u.post("/data/upload", text, kind, "Accept-Language", "en"); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "No file was sent") {
		t.Errorf("no file: %d", w.Code)
	}
	if len(u.left()) != 0 || u.desk.Calls("preview") != 0 {
		t.Errorf("files %v are left, looked at %d times", u.left(), u.desk.Calls("preview"))
	}
	if w := get(t, u.h, "/data/job?job=NOSUCH&lang=en"); w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "There is no such change.") {
		t.Errorf("no such import: %d", w.Code)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// A name of an uploaded file never leaves the folder of its upload.
func TestNamesOfUploads(t *testing.T) {
	u := newUploading(t)
	job := u.send("../../evil.csv", "id\nT1\n", `C:\desk\b.csv`, "id\nT2\n", "</script>.csv", "id\nT3\n", strings.Repeat("x", 400)+".csv", "id\nT4\n", "..", "id\nT5\n")
	u.until(job, "Checked")
	for _, name := range u.left() {
		if !regexp.MustCompile(`^import-[0-9]+/[1-5]/[^/]+$`).MatchString(name) || len(filepath.Base(name)) > 150 {
			t.Errorf("a file is called %q", name)
		}
	}
	if len(u.left()) != 5 {
		t.Errorf("files %v", u.left())
	}
	if outside, err := filepath.Glob(filepath.Join(filepath.Dir(u.folder), "*.csv")); err != nil || len(outside) > 0 {
		t.Errorf("outside lie %v", outside)
	}
}

// A large upload is taken over a real connection, beyond the limit of all other requests.
func TestLargeUpload(t *testing.T) {
	u := newUploading(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	address, _ := start(t, ctx, u.h)
	large := "id\n" + strings.Repeat("T1\n", 2<<20)
	text, kind := body(u.token(), "large.csv", large)
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address+"/data/upload", text)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Origin", address)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("status %d", answer.StatusCode)
	}
	u.until(answer.Header.Get("Location"), "2,097,152 rows read")
}

// When the server ends, what runs is cancelled and no file is left.
func TestServerEndsImports(t *testing.T) {
	u := &uploading{t: t, desk: pagetest.New(), folder: filepath.Join(t.TempDir(), "uploads")}
	d, err := dashboard.New(u.desk, dashboard.Options{Uploads: u.folder, Log: quiet()})
	if err != nil {
		t.Fatal(err)
	}
	u.h = d
	ready := u.send("ready.csv", "id\nT1\n")
	u.until(ready, "Checked")
	u.desk.Slow["preview"] = time.Minute
	u.send("tickets.csv", "id\nT1\n")
	d.Close()
	if len(u.left()) > 0 {
		t.Errorf("files are left: %v", u.left())
	}
}
