package mapping_test

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2"
	"github.com/google/go-cmp/cmp"

	"tiermix/ingest/mapping"
)

const ownLog = `
name = "own"
dates = ["iso", "%d.%m.%Y %H:%M"]
missing = ["?", " none "]
[states]
new = ["New"]
waiting = ["*wait*"]
resolved = ["done/*"]
closed = ["done/closed"]
[[file]]
rows = "log"
[file.columns]
ticket_id = "id"
occurred_at = "at"
status = {join = ["main", "sub"]}
minutes = "effort"
public = "open"
reopens = "n"
[file.fixed]
region = "it's here"
`

// rows compiles the mapping for a table of texts and reads what comes out, one line per row.
func rows(t *testing.T, text, columns, values, read string) []string {
	t.Helper()
	m, err := mapping.Parse("own", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("set TimeZone = 'Europe/Berlin'"); err != nil {
		t.Fatal(err)
	}
	names := strings.Split(columns, ",")
	f, ok := m.FileFor("x.csv", names)
	if !ok {
		t.Fatalf("no kind of file for %s", columns)
	}
	from := fmt.Sprintf(`(select * from (values %s) v("%s"))`, values, strings.Join(names, `","`))
	found, err := db.Query(fmt.Sprintf("select %s from (%s)", read, m.Compile(f, names, from).Select))
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	var all []string
	for found.Next() {
		var line string
		if err := found.Scan(&line); err != nil {
			t.Fatal(err)
		}
		all = append(all, line)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

const ownColumns = "id,at,main,sub,effort,open,n"

func TestCompileTypesEveryField(t *testing.T) {
	got := rows(t, ownLog, ownColumns, `(' 1 ', '01.07.2024 10:00', 'New', null, '1,5', 'Ja', '2'),
		('2', '2024-01-01T10:00:00Z', 'done', 'x', '?', 'no', null),
		('3', '2024-01-01 10:00', 'DONE', 'Closed', ' none', '0', ''),
		('4', '2024-01-01T10:00:00.25+0530', 'awaiting', 'user', '.5', null, '-1'),
		('5', '2024-01-01', 'odd', null, null, null, null)`,
		"concat_ws(' ', ticket_id, occurred_at, coalesce(status, '-'), coalesce(state, '-'), coalesce(minutes::varchar, '-'), coalesce(public::varchar, '-'), coalesce(reopens::varchar, '-'), region, fault is null)")
	want := []string{
		"1 2024-07-01 08:00:00 New new 1.5 true 2 it's here true",
		"2 2024-01-01 10:00:00 done/x resolved - false - it's here true",
		"3 2024-01-01 09:00:00 DONE/Closed closed - false - it's here true",
		"4 2024-01-01 04:30:00.25 awaiting/user waiting 0.5 - -1 it's here false",
		"5 2023-12-31 23:00:00 odd - - - - it's here true",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCompileNamesTheFirstFault(t *testing.T) {
	const dates = "this is no date that the mapping knows (iso, %d.%m.%Y %H:%M)"
	for _, c := range []struct{ row, want string }{
		{"('1', '2024-01-01', null, null, null, null, null)", "-"},
		{"(null, '2024-01-01', null, null, null, null, null)", "ticket_id ||there is no value; every row needs one"},
		{"('?', '2024-01-01', null, null, null, null, null)", "ticket_id |?|there is no value; every row needs one"},
		{"('1', '', null, null, null, null, null)", "occurred_at ||there is no value; every row needs one"},
		{"('1', '31.02.2024 10:00', null, null, null, null, null)", "occurred_at |31.02.2024 10:00|" + dates},
		{"('1', '2024-13-01', null, null, null, null, null)", "occurred_at |2024-13-01|" + dates},
		{"('1', '1979-12-31', null, null, null, null, null)", "occurred_at |1979-12-31|this date lies outside 1980 to 2099"},
		{"('1', '2100-01-02', null, null, null, null, null)", "occurred_at |2100-01-02|this date lies outside 1980 to 2099"},
		{"('1', 'infinity', null, null, null, null, null)", "occurred_at |infinity|" + dates},
		{"('1', '2024-01-01', null, null, 'inf', null, null)", "minutes |inf|this is no number"},
		{"('1', '2024-01-01', null, null, 'nan', null, null)", "minutes |nan|this is no number"},
		{"('1', '2024-01-01', null, null, null, 'maybe', null)", "public |maybe|this is neither true nor false"},
		{"('1', '2024-01-01', null, null, null, null, '99999999999')", "reopens |99999999999|this is no whole number"},
		{"('1', '2024-01-01', null, null, null, null, '2.5')", "reopens |2.5|this is no whole number"},
		{"('1', '2024-01-01', null, null, null, null, '2.0')", "-"},
		{"('1', '2024-01-01', null, null, null, null, '-1')", "reopens |-1|this lies outside 0 to 1,000,000,000"},
		{"('1', '2024-01-01', null, null, '-0.5', null, null)", "minutes |-0.5|this lies outside 0 to 1,000,000,000"},
		{"('1', '2024-01-01', null, null, '1e300', null, null)", "minutes |1e300|this lies outside 0 to 1,000,000,000"},
		{"('1', '2024-01-01', null, null, '1,5', null, null)", "-"},
		{"('1', '2024-01-01', null, null, '1,234', null, null)", "minutes |1,234|the comma can be a decimal sign or stand between thousands; write 1.234 or 1234"},
		{"('1', '2024-01-01', null, null, null, null, '" + strings.Repeat("x", 2000) + "')", "reopens |" + strings.Repeat("x", 1000) + "|this is no whole number"},
	} {
		got := rows(t, ownLog, ownColumns, c.row, "coalesce(fault.field || ' |' || fault.value || '|' || fault.reason, '-')")
		if diff := cmp.Diff([]string{c.want}, got); diff != "" {
			t.Errorf("%.80s (-want +got):\n%s", c.row, diff)
		}
	}
}

// Names of columns and words are data, whatever they look like.
func TestCompileQuotesWhatIsData(t *testing.T) {
	text := "name = \"x\"\nmissing = [\"it's\"]\n[states]\nclosed = [\"'; drop table x; --\"]\n[[file]]\nrows = \"log\"\n[file.columns]\nticket_id = \"id\"\noccurred_at = \"at\"\nstatus = \"a 'b' c\"\n"
	m, err := mapping.Parse("x", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	columns := []string{"id", "at", "a 'b' c"}
	r := m.Compile(m.Files[0], columns, `(select '1' as id, '2024-01-01' as "at", '''; drop table x; --' as "a 'b' c")`)
	if !r.Has("status") {
		t.Fatal("the column is not found")
	}
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for query, want := range map[string]string{"select state from (" + r.Select + ")": "closed", "select count(*)::varchar from (" + r.Whole + ")": "1"} {
		var got string
		if err := db.QueryRow(query).Scan(&got); err != nil || got != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
}
