package reader

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// xesLog is a log of one case with n events.
func xesLog(n int) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0">
<global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
<classifier name="Activity" keys="concept:name"/>
<string key="source" value="test"/>
<trace><string key="concept:name" value="case 1"/>
`)
	for i := range n {
		fmt.Fprintf(&b, "<event><string key=\"concept:name\" value=\"step %d\"/><date key=\"time:timestamp\" value=\"2024-03-01T%02d:00:00+01:00\"/></event>\n", i, i%24)
	}
	b.WriteString("</trace></log>\n")
	return b.String()
}

func TestXESGood(t *testing.T) {
	q := conn(t)
	for _, test := range []struct {
		name, content string
		columns, rows []string
	}{
		{"usual", xesLog(2), []string{"case:concept:name", "concept:name", "time:timestamp"},
			[]string{"case 1|step 0|2024-03-01T00:00:00+01:00", "case 1|step 1|2024-03-01T01:00:00+01:00"}},
		{"prefixed elements", `<x:log xmlns:x="http://www.xes-standard.org/"><x:trace><x:event><x:int key="n" value="1"/></x:event></x:trace></x:log>`,
			[]string{"n"}, []string{"1"}},
		{"attributes in attributes", `<log><trace><string key="concept:name" value="c"><string key="inner" value="no"/></string><event><string key="a" value="1"><int key="inner" value="2"/></string><list key="l"><values><int key="m" value="3"/></values></list></event></trace></log>`,
			[]string{"case:concept:name", "a"}, []string{"c|1"}},
		{"columns that come late", `<log><trace><event><string key="a" value="x,&#10;&quot;y&quot;"/></event></trace><trace><string key="k" value="v"/><event><string key="b" value="2"/></event><event/></trace></log>`,
			[]string{"a", "case:k", "b"}, []string{"x,\n\"y\"|∅|∅", "∅|v|2", "∅|v|∅"}},
		{"one late column", `<log><trace><event/><event><string key="b" value="2"/></event><event/></trace></log>`,
			[]string{"b"}, []string{"∅", "2", "∅"}},
		{"an attribute of one case does not go to the next", `<log><trace><string key="k" value="v"/><event/></trace><trace><event><int key="n" value="1"/></event></trace><event><int key="n" value="2"/></event></log>`,
			[]string{"case:k", "n"}, []string{"v|∅", "∅|1", "∅|2"}},
		{"white space, comment and document type", "<?xml version=\"1.0\"?>\n<!DOCTYPE log SYSTEM \"x.dtd\"><!-- c --><log>\n<trace>\n<event>\n<boolean key=\"b\" value=\"true\"/></event></trace></log>\n\n",
			[]string{"b"}, []string{"true"}},
		{"latin-1", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><log><trace><event><string key=\"n\" value=\"Zo\xeb\"/></event></trace></log>", []string{"n"}, []string{"Zoë"}},
		{"utf-16", recode(t, "utf-16le", "<?xml version=\"1.0\" encoding=\"UTF-16\"?><log><trace><event><string key=\"n\" value=\"Zoë\"/></event></trace></log>"), []string{"n"}, []string{"Zoë"}},
		{"mark", "\ufeff" + `<?xml version="1.0"?><log><trace><event><string key="n" value=" a "/></event></trace></log>`, []string{"n"}, []string{" a "}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := load(t, q, write(t, "a.xes", test.content), Options{TempDir: t.TempDir()})
			if got.err != nil {
				t.Fatal(got.err)
			}
			if diff := cmp.Diff(test.columns, got.src.Columns); diff != "" {
				t.Errorf("columns (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.rows, got.rows); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

func TestXESRejects(t *testing.T) {
	q := conn(t)
	big := strings.Repeat("x", 600)
	content := `<log><trace><event><int key="a" value="1"/></event>
<event><int key="a" value="2"/><int key="a" value="3"/></event>
<event><string key="b" value="` + big + `"/><string key="c" value="` + big + `"/></event>
<event><int key="a" value="4"/></event></trace></log>`
	got := load(t, q, write(t, "a.xes", content), Options{MaxRecord: 1000})
	want := []Reject{
		{2, 2, "a", "3", "the event has this attribute twice; one of the two must go"},
		{3, 3, "", "", "the attributes of the event are 1 KiB long and the limit is 1000 bytes"},
	}
	if diff := cmp.Diff(want, got.rejects); diff != "" {
		t.Errorf("rejects (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"1|∅|∅", "4|∅|∅"}, got.rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

func TestXESManyAttributes(t *testing.T) {
	q := conn(t)
	var b strings.Builder
	for i := range 30 {
		fmt.Fprintf(&b, `<int key="k%d" value="%d"/>`, i, i)
	}
	path := write(t, "a.xes", "<log><trace><event>"+b.String()+"</event></trace></log>")
	got := load(t, q, path, Options{MaxColumns: 20})
	if want := "a.xes:1: there are more than 20 different attributes; every one would be a column, export fewer"; message(got.err, path) != want {
		t.Errorf("got %v, want %s", got.err, want)
	}
}
