package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
	"tiermix/sample-data/desk"
)

// The page Knowledge and the command shift-left say the same of the same days: both price with the plan's own period.
func TestKnowledgePageSaysWhatTheCommandSays(t *testing.T) {
	folder, db := filepath.Join(t.TempDir(), "sample"), filepath.Join(t.TempDir(), "desk.duckdb")
	if _, err := desk.Write(folder, desk.Options{Tickets: 3000, Seed: 2}, false); err != nil {
		t.Fatal(err)
	}
	printedBy(t, []string{"import", "--db", db, folder})
	typed := filepath.Join(t.TempDir(), "typed.toml") // pages do not show the pay of few people
	if err := os.WriteFile(typed, []byte("[tier1]\nsalary = 40000\n[tier2]\nsalary = 55000\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if code := run([]string{"shift-left", "--db", db, "--from", "2025-04-01", "--to", "2025-12-15", "--assumptions", typed, "--format", "json"}, strings.NewReader(""), &out, &out); code != 0 {
		t.Fatal(out.String())
	}
	var list struct {
		Tickets    int `json:"tickets"`
		Second     int `json:"solved_2nd"`
		Categories []struct {
			Category string  `json:"category"`
			Each     float64 `json:"saving_per_ticket"`
		} `json:"categories"`
	}
	if err := json.Unmarshal(out.Bytes(), &list); err != nil || len(list.Categories) < 5 {
		t.Fatalf("%v: %s", err, out.String())
	}
	h, err := dashboard.New(opened(t, db), dashboard.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1/knowledge?lang=en&from=2025-04-01&to=2025-12-15&tier1.salary=40000&tier2.salary=55000", nil))
	shown := pagetest.Text(pagetest.Parse(t, w.Body.String()))
	if want := fmt.Sprintf("of %d that 2nd level solved", list.Second); !strings.Contains(shown, want) {
		t.Errorf("the page does not say %q", want)
	}
	for _, c := range list.Categories[:5] {
		if want := fmt.Sprintf("%.2f €", c.Each); !strings.Contains(shown, want) || !strings.Contains(shown, c.Category) {
			t.Errorf("%s: the page does not say %s a ticket", c.Category, want)
		}
	}
}
