package reader

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"

	"tiermix/model/records"
)

// zipped is the content as gzip.
func zipped(t testing.TB, content string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// noise is text that gzip cannot shrink much.
func noise(lines int) string {
	var b strings.Builder
	x := uint32(1)
	for range lines {
		x = x*1664525 + 1013904223
		b.WriteString("1," + strings.Repeat(string(rune('a'+x>>27)), 3) + string(rune('a'+x>>20&15)) + "\n")
	}
	return b.String()
}

const bomb = `<?xml version="1.0"?>
<!DOCTYPE log [
 <!ENTITY a "aaaaaaaaaa">
 <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
]>
<log><trace><event><string key="x" value="&b;"/></event></trace></log>`

func TestBadWhole(t *testing.T) {
	q := conn(t)
	gz := zipped(t, "id,name\n"+noise(20000))
	for _, test := range []struct{ name, file, content, want string }{
		{"empty file", "a.csv", "", "a.csv: the file is empty; a CSV file starts with a line of column names, and tiermix reads CSV, JSON lines, Parquet and XES, each plain or as .gz"},
		{"empty lines", "a.csv", "\n \n\n", "a.csv: the file is empty; a CSV file starts with a line of column names, and tiermix reads CSV, JSON lines, Parquet and XES, each plain or as .gz"},
		{"mark only", "a.csv", "\xef\xbb\xbf", "a.csv: the file is empty; a CSV file starts with a line of column names, and tiermix reads CSV, JSON lines, Parquet and XES, each plain or as .gz"},
		{"many empty lines", "a.csv", strings.Repeat("\n", 10000), "a.csv: the file is empty; a CSV file starts with a line of column names, and tiermix reads CSV, JSON lines, Parquet and XES, each plain or as .gz"},
		{"empty gzip", "a.csv.gz", zipped(t, ""), "a.csv.gz: the file is empty; a CSV file starts with a line of column names, and tiermix reads CSV, JSON lines, Parquet and XES, each plain or as .gz"},
		{"same name", "a.csv", "id,name,id\n1,2,3\n", `a.csv:1: the columns 1 and 3 are both called "id"; give each column a name of its own`},
		{"same name but for capitals", "a.csv", "\nId,name, ID\n1,2,3\n", `a.csv:2: the columns 1 and 3 are called "Id" and "ID", which differ only in capital letters; give each column a name of its own`},
		{"too many columns", "a.csv", strings.Repeat(",", 2000) + "\n", "a.csv:1: there are 2001 columns, more than the 2000 that are read; check the delimiter ','"},
		{"quote in the header", "a.csv", "id,\"name\n1,2\n", "a.csv:1: the line of column names is damaged: a quote that opens here on line 1 never closes, and everything after it up to the end of the file was swallowed (2 lines, 13 bytes); close the quote, or double it if it is meant as a character; start the file with one line of column names"},
		{"zip", "a.csv", "PK\x03\x04xxxxxxxx", "a.csv: the file is a ZIP archive or an Excel workbook (.xlsx); unpack it, or save the sheet as CSV; tiermix reads CSV, JSON lines, Parquet and XES, each plain or as .gz"},
		{"zip in gzip", "a.csv.gz", zipped(t, "PK\x03\x04xxxxxxxx"), "a.csv.gz: the file is a ZIP archive or an Excel workbook (.xlsx); unpack it, or save the sheet as CSV; tiermix reads CSV, JSON lines, Parquet and XES, each plain or as .gz"},
		{"binary", "a.csv", "\x7fELF\x02\x01\x01\x00\x00\x03\x00", "a.csv: the file is binary, not text; tiermix reads CSV, JSON lines, Parquet and XES, each plain or as .gz"},
		{"binary without a name", "a", "\x7fELF\x02\x01\x01\x00\x00\x03\x00", "a: the file is binary, not text; tiermix reads CSV, JSON lines, Parquet and XES, each plain or as .gz"},
		{"many control characters", "a.csv", "id,name\n" + strings.Repeat("\x01\x02x\n", 4), "a.csv: the file is binary, not text; tiermix reads CSV, JSON lines, Parquet and XES, each plain or as .gz"},
		{"picture", "a.csv", "\x89PNG\r\n\x1a\n\x00", "a.csv: the file is a picture (PNG); tiermix reads CSV, JSON lines, Parquet and XES, each plain or as .gz"},
		{"gzip in gzip", "a.csv.gz", zipped(t, gz), "a.csv.gz: this is a gzip file inside a gzip file; unpack it once"},
		{"no gzip", "A.CSV.GZ", "id,name\n1,a\n", "A.CSV.GZ: this is no gzip file although its name ends in .gz; rename it to A.CSV"},
		{"zip called gzip", "a.csv.gz", "PK\x03\x04xxxxxxxx", "a.csv.gz: the file is a ZIP archive or an Excel workbook (.xlsx); unpack it, or save the sheet as CSV; tiermix reads CSV, JSON lines, Parquet and XES, each plain or as .gz"},
		{"gzip cut off", "a.csv.gz", gz[:len(gz)/2], "a.csv.gz: the gzip file is cut off after 67 KiB of content, so nothing of it was imported; copy or download it again"},
		{"gzip cut off at its check sum", "a.csv.gz", gz[:len(gz)-3], "a.csv.gz: the gzip file is cut off after 139 KiB of content, so nothing of it was imported; copy or download it again"},
		{"gzip cut off at its start", "a.csv.gz", gz[:5], "a.csv.gz: the gzip file is cut off after 0 bytes of content, so nothing of it was imported; copy or download it again"},
		{"gzip damaged", "a.csv.gz", gz[:len(gz)-6] + "xxxxxx", "a.csv.gz: the gzip file is damaged after 139 KiB of content, so nothing of it was imported; copy or download it again"},
		{"xes gzip cut off", "a.xes.gz", zipped(t, xesLog(3000))[:6000], "a.xes.gz: the gzip file is cut off after 142 KiB of content, so nothing of it was imported; copy or download it again"},
		{"jsonl gzip cut off", "a.jsonl.gz", zipped(t, strings.ReplaceAll(noise(9000), "1,", `{"a":`))[:10000], "a.jsonl.gz: the gzip file is cut off after 50 KiB of content, so nothing of it was imported; copy or download it again"},
		{"entity bomb", "a.xes", bomb, "a.xes:5: the file declares XML entities of its own, which can grow without bound and are never expanded; export the log without a DOCTYPE"},
		{"entity without declaration", "a.xes", `<log><trace><event><string key="x" value="&b;"/></event></trace></log>`, "a.xes:1: the file uses an XML entity that it would have to declare itself, and such are never expanded; write the character itself"},
		{"xes cut off in an event", "a.xes", xesLog(3)[:420], "a.xes:8: the XES file is cut off inside <event> after 1 event, so nothing of it was imported; export or copy it again"},
		{"xes cut off in a tag", "a.xes", xesLog(3)[:400], "a.xes:8: the XES file is cut off inside <trace> after 1 event, so nothing of it was imported; export or copy it again"},
		{"xes nested deep", "a.xes", "<log><trace><event>" + strings.Repeat(`<string key="a" value="b">`, 200), "a.xes:1: elements are nested more than 100 deep; no XES export needs that, export the log again"},
		{"xes wrong closing", "a.xes", "<log><trace></log>", "a.xes:1: the file is not well-formed XML: </log> closes what is not open; export the log again"},
		{"xes not a log", "a.xes", "<html><body/></html>", "a.xes:1: this is no XES log: it has the element <html> where only one <log> may stand; export the log as XES"},
		{"xes text", "a.xes", "hello", "a.xes:1: this is no XES log: it has no element <log>; export the log as XES"},
		{"xes no events", "a.xes", "<log><trace></trace></log>", "a.xes: the XES log has no event with attributes; export the events too"},
		{"xes late case attribute", "a.xes", `<log><trace><event/><string key="k" value="v"/></trace></log>`, `a.xes:1: the case attribute "k" stands behind events of its case; XES puts it before them, export the log again`},
		{"xes long attribute", "a.xes", `<log><trace><event><string key="k" value="` + strings.Repeat("x", 17<<20) + `"/></event></trace></log>`, "a.xes:1: an attribute is longer than 16 MiB; no ticket history needs that, export the log again"},
		{"xes long case", "a.xes", `<log><trace><string key="k" value="` + strings.Repeat("x", 2<<20) + `"/></trace></log>`, "a.xes:1: the attributes of one case are longer than 1 MiB; move long texts to its first event"},
		{"xes encoding", "a.xes", `<?xml version="1.0" encoding="klingon"?><log/>`, `a.xes:1: the XML declaration names the encoding "klingon", which is not known; save the file as UTF-8`},
		{"xes not UTF-8", "a.xes", "<log><trace><event><string key=\"k\" value=\"\xff\"/></event></trace></log>", "a.xes:1: the file is not well-formed XML here (invalid UTF-8); export the log again"},
		{"json array", "a.json", "[\n{\"a\":1}]\n", "a.json:1: the file is a JSON array; JSON lines has one object on each line, without brackets and commas around them"},
		{"json over many lines", "a.json", "{\n\"a\":1\n}\n", "a.json: no line is a JSON object with a key; JSON lines has one object such as {\"id\": 1} on each line"},
		{"json same name", "a.jsonl", "{\"a\":1,\"A\":2}\n", `a.jsonl: the columns 1 and 2 are called "a" and "A", which differ only in capital letters; give each column a name of its own`},
		{"parquet by name only", "a.parquet", "id,name\n1,2\n", "a.parquet: the file is no Parquet file: it does not start with PAR1; export it again"},
		{"parquet cut off", "a.parquet", "PAR1xxxxxxxxxxxxxxxxxxx", "a.parquet: the Parquet file is damaged or cut off, so nothing of it was imported; export it again"},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := write(t, test.file, test.content)
			temp := t.TempDir()
			got := load(t, q, path, Options{TempDir: temp})
			if text := message(got.err, path); text != test.want {
				t.Errorf("got  %s\nwant %s", text, test.want)
			}
			if said, known := records.Say(test.want); !known || said.DE == test.want {
				t.Errorf("no German for %q", test.want)
			}
			left, err := os.ReadDir(temp)
			if err != nil || len(left) > 0 {
				t.Errorf("temporary files left: %v (%v)", left, err)
			}
		})
	}
}

func TestBadPlace(t *testing.T) {
	q := conn(t)
	dir := t.TempDir()
	missing := load(t, q, dir+"/none.csv", Options{})
	if want := dir + "/none.csv: there is no such file; check the path"; missing.err == nil || missing.err.Error() != want {
		t.Errorf("got %v, want %s", missing.err, want)
	}
	if !errors.Is(missing.err, fs.ErrNotExist) {
		t.Errorf("%v is not fs.ErrNotExist", missing.err)
	}
	if got := load(t, q, dir, Options{}); got.err == nil || got.err.Error() != dir+": this is a folder, not a file; name a file in it" {
		t.Errorf("a folder: %v", got.err)
	}
	if got := load(t, q, "-", Options{}); got.err == nil || got.err.Error() != "standard input: nothing is connected to it; pipe a file into it" {
		t.Errorf("standard input: %v", got.err)
	}
}

func TestBadOptions(t *testing.T) {
	q := conn(t)
	path := write(t, "a.csv", "a,b\n")
	for want, opts := range map[string]Options{
		`the format "xlsx" is not known; the formats are csv, jsonl, parquet and xes`:             {Format: "xlsx"},
		`the delimiter "::" cannot separate fields; give one ASCII character such as , ; | or \t`: {Delimiter: "::"},
	} {
		if got := load(t, q, path, opts); got.err == nil || got.err.Error() != want {
			t.Errorf("got %v, want %s", got.err, want)
		}
	}
}

// Every kind of file that is handed in by mistake is named in German too.
func TestForeignIsSaidInGerman(t *testing.T) {
	for _, f := range foreign {
		if said, known := records.Say("a: " + f.text); !known || said.DE == said.EN {
			t.Errorf("no German for %q", f.text)
		}
	}
}
