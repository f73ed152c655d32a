package dashboard_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
)

var staticAddress = regexp.MustCompile(`"(/static/[^"]+)"`)

func staticAddresses(t *testing.T, h http.Handler) []string {
	t.Helper()
	found := []string{}
	for _, m := range staticAddress.FindAllStringSubmatch(get(t, h, "/").Body.String(), -1) {
		found = append(found, m[1])
	}
	if len(found) != 5 {
		t.Fatalf("static files %v, want style, theme, option, charts and ECharts", found)
	}
	return found
}

func TestStaticFilesAreKeptForEver(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	for _, address := range staticAddresses(t, h) {
		w := get(t, h, address, "Accept-Encoding", "gzip, br")
		if w.Code != http.StatusOK || w.Header().Get("Content-Encoding") != "gzip" || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %v", address, w.Code, w.Header())
		}
		plain := get(t, h, address)
		r, err := gzip.NewReader(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(raw, plain.Body.Bytes()) || plain.Header().Get("Content-Encoding") != "" {
			t.Errorf("%s: packed and plain differ (%v)", address, err)
		}
	}
}

func TestFirstPageIsSmall(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	size := get(t, h, "/").Body.Len()
	for _, address := range staticAddresses(t, h) {
		size += get(t, h, address, "Accept-Encoding", "gzip").Body.Len()
	}
	for _, id := range charts[:3] {
		size += get(t, h, "/chart/"+id).Body.Len()
	}
	if size > 700_000 {
		t.Errorf("the first page has %d bytes, want well under 1 MB", size)
	}
}

func TestStaticFilesThatDoNotExist(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	for _, address := range []string{"/static/abc/style.css", "/static/abc/../../go.mod", "/static/abc/nothing.js", "/static/"} {
		if w := get(t, h, address); w.Code != http.StatusNotFound && w.Code != http.StatusMovedPermanently {
			t.Errorf("%s: status %d", address, w.Code)
		}
	}
}

func TestScriptNeverSetsMarkup(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	for _, address := range staticAddresses(t, h) {
		if strings.Contains(address, "echarts") {
			continue
		}
		body := get(t, h, address).Body.String()
		for _, bad := range []string{"innerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "http://", "https://"} {
			if strings.Contains(body, bad) {
				t.Errorf("%s holds %q", address, bad)
			}
		}
	}
}
