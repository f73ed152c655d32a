package desk

import (
	"os"
	"strings"
	"testing"
)

func TestTable(t *testing.T) {
	dir := t.TempDir()
	table, err := createTable(dir, "t.csv", "a", "b", "c", "d", "e")
	if err != nil {
		t.Fatal(err)
	}
	table.word(`Müller, "Süd"`)
	table.number(-3)
	table.positive(0)
	table.time(0)
	table.padded("T", 1234, 8)
	if err := table.end(); err != nil {
		t.Fatal(err)
	}
	table.word("")
	table.number(0)
	table.positive(12)
	table.time(began)
	table.padded("K", 0, 3)
	if err := table.end(); err != nil {
		t.Fatal(err)
	}
	if err := table.close(); err != nil {
		t.Fatal(err)
	}
	want := "a,b,c,d,e\n" + `"Müller, ""Süd""",-3,,,T00001234` + "\n,0,12,2024-07-01T00:00:00+02:00,K000\n"
	if got := string(content(t, dir, "t.csv")); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestPadded(t *testing.T) {
	for _, c := range []struct {
		n, width int
		want     string
	}{
		{0, 8, "00000000"}, {9, 8, "00000009"}, {10, 8, "00000010"}, {9_999_999, 8, "09999999"}, {10_000_000, 8, "10000000"},
		{MaxTickets, 8, "50000000"}, {999_999, 6, "999999"}, {12_500_000, 6, "12500000"}, {7, 1, "7"},
	} {
		var table table
		table.padded("", c.n, c.width)
		if got := string(table.text); got != c.want {
			t.Errorf("%d in %d digits: got %s, want %s", c.n, c.width, got, c.want)
		}
	}
}

func TestTableNamesTheFileInErrors(t *testing.T) {
	table, err := createTable(t.TempDir(), "hours.csv", "team")
	if err != nil {
		t.Fatal(err)
	}
	if err := table.file.Close(); err != nil {
		t.Fatal(err)
	}
	table.word("Service Desk")
	if err := table.end(); err != nil {
		t.Fatal(err) // still in the buffer
	}
	if err := table.close(); err == nil || !strings.HasPrefix(err.Error(), "write hours.csv: ") {
		t.Errorf("got error %v, want one that names the file", err)
	}
}

// A row costs one allocation and so does not load the garbage collector.
func TestRowsAreCheap(t *testing.T) {
	table, err := createTable(t.TempDir(), "t.csv", "a", "b")
	if err != nil {
		t.Fatal(err)
	}
	perRow := testing.AllocsPerRun(1000, func() {
		table.padded("T", 17, 8)
		table.time(began)
		if err := table.end(); err != nil {
			t.Fatal(err)
		}
	})
	if perRow > 1 {
		t.Errorf("%.1f allocations a row, want 1", perRow)
	}
	if err := table.close(); err != nil {
		t.Fatal(err)
	}
}

func TestFullDiskIsAnError(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("this machine has no /dev/full")
	}
	table, err := createTable(t.TempDir(), "events.csv", "ticket_id")
	if err != nil {
		t.Fatal(err)
	}
	if err := table.file.Close(); err != nil {
		t.Fatal(err)
	}
	table.buffer.Reset(full)
	table.word("T1")
	if err := table.end(); err != nil {
		t.Fatal(err)
	}
	if err := table.close(); err == nil || !strings.Contains(err.Error(), "no space left") {
		t.Errorf("got error %v, want that the disk is full", err)
	}
}
