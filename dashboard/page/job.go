package page

import "tiermix/model/records"

// Telling hears how far an import is: what is being done, and its share, below 0 where that is unknown.
type Telling func(doing string, share float64)

// Steps of an import in the browser.
const (
	JobLooking   = "looking"   // its files are read and checked, nothing is kept
	JobReady     = "ready"     // the reader decides
	JobRunning   = "running"   // it is being kept
	JobDone      = "done"      // kept
	JobFailed    = "failed"    // nothing was kept
	JobCancelled = "cancelled" // nothing was kept
)

// Job is an import in the browser, as it stands now.
type Job struct {
	ID      string
	Files   []string // names
	Mapping string   // chosen by the reader; "": found by the columns
	Step    string
	Doing   string  // what is being done, in the import's words
	Share   float64 // of it, 0..1; below 0: unknown
	Preview *records.Preview
	Result  *records.Import
	Fault   string // why it failed
}

// Busy says whether something runs.
func (j Job) Busy() bool { return j.Step == JobLooking || j.Step == JobRunning }
