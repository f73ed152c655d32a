package desk

// kind and status are indexes into the words of the files.
type (
	kind   uint8
	status uint8
	truth3 uint8
)

const (
	created kind = iota
	moved
	assigned
	stateSet
	reply
	note
	work
	resolved
	reopened
	closed
	merging
	knowledge
	rating
)

var kindWords = []string{
	"created", "moved", "assigned", "status", "reply", "note", "work", "resolved", "reopened", "closed", "merged",
	"knowledge", "rating",
}

const (
	unchanged status = iota
	stateNew
	stateOpen
	statePending
	stateSolved
	stateClosed
)

var statusWords = []string{"", "new", "open", "pending", "solved", "closed"}

const (
	unknown truth3 = iota
	yes
	no
)

var truthWords = []string{"", "true", "false"}

func truthOf(b bool) truth3 {
	if b {
		return yes
	}
	return no
}

// event is one row of events.csv.
type event struct {
	at      int64 // seconds since 1970 UTC
	kind    kind
	status  status
	public  truth3
	system  bool
	team    int // nobody: none
	agent   int32
	minutes int16
	reason  string
}

// escalation is one row of escalations.csv.
type escalation struct {
	at       int64
	returned int64 // 0: not returned
	from, to int
	agent    int32
	manager  bool // hierarchical: no change of team
	reason   string
}

// stint is one finished holding by a team.
type stint struct {
	team    int
	seconds int64
}
