package handover

import (
	"encoding/json"
	"net/http"
	"sync"

	"tiermix/ingest"
	"tiermix/ingest/store"
)

// told is a line of the answer: one of its fields.
type told struct {
	Say     string         `json:"say,omitempty"`     // a step begins
	Reading string         `json:"reading,omitempty"` // a file begins
	Records int64          `json:"records,omitempty"` // of that file
	Done    *float64       `json:"done,omitempty"`    // share of the step
	Tell    string         `json:"tell,omitempty"`    // a sentence for a person
	Error   string         `json:"error,omitempty"`   // how it ended
	Report  *ingest.Report `json:"report,omitempty"`
	Copied  *store.Copied  `json:"copied,omitempty"`
}

// teller writes lines as they come. It is told of steps by the import and of shares by whoever watches the database, at the same time.
// Who no longer listens is noticed by the request's context, not here.
type teller struct {
	mu    sync.Mutex
	lines *json.Encoder
	flush func() error
}

func newTeller(w http.ResponseWriter) *teller {
	w.Header().Set("Content-Type", "application/x-ndjson")
	return &teller{lines: json.NewEncoder(w), flush: http.NewResponseController(w).Flush}
}

func (t *teller) line(l told) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.lines.Encode(l) == nil {
		_ = t.flush() // what cannot be sent is not listened to
	}
}

// Say implements ingest.Progress.
func (t *teller) Say(step string) { t.line(told{Say: step}) }

// Reading implements ingest.Progress.
func (t *teller) Reading(file string, records int64) { t.line(told{Reading: file, Records: records}) }

// Done implements ingest.Progress.
func (t *teller) Done(share float64) { t.line(told{Done: &share}) }

func (t *teller) tell(sentence string) { t.line(told{Tell: sentence}) }

// end is the last line.
func (t *teller) end(done told, err error) {
	if err != nil {
		done = told{Error: err.Error()}
	}
	t.line(done)
}
