package page

import (
	"tiermix/model/origin"
	"tiermix/model/records"
	"tiermix/model/roster"
)

// Telling hears how far an import is: what is being done, and its share, below 0 where that is unknown.
type Telling func(doing string, share float64)

// Kinds of jobs.
const (
	JobImport = "import" // files
	JobRoster = "roster" // another roster
)

// Steps of a job.
const (
	JobLooking   = "looking"   // it is tried, nothing is kept
	JobReady     = "ready"     // the reader decides
	JobRunning   = "running"   // it is being kept
	JobDone      = "done"      // kept
	JobFailed    = "failed"    // nothing was kept
	JobCancelled = "cancelled" // nothing was kept
)

// Job is a change of the desk that a reader makes, as it stands now: tried first, kept when the reader says so.
type Job struct {
	ID    string
	Kind  string
	Step  string
	Doing string        // what is being done, in the import's words
	Share float64       // of it, 0..1; below 0: unknown
	Fault []origin.Text // why it failed
	Clash bool          // it failed because the roster was changed by somebody else

	// Of an import.
	Files   []string // names
	Mapping string   // chosen by the reader; "": found by the columns
	Preview *records.Preview
	Result  *records.Import

	// Of a roster.
	Sheet  roster.Sheet
	Begun  string // mark of the roster that it was made from
	Effect *roster.Effect
}

// Busy says whether something runs.
func (j Job) Busy() bool { return j.Step == JobLooking || j.Step == JobRunning }
