package page

import (
	"strings"
	"testing"
)

func TestTableAsCSV(t *testing.T) {
	value := 0.5
	table := Table{Head: []Cell{Text("Category"), Num("Tickets"), Text("Bar"), Num("Share")}, Rows: [][]Cell{
		{Text("Mail; \"calendar\""), Num("1.204"), ShareBar(&value, nil, nil, 1, ""), Num("-0,5\u00a0%")}, {Text("=1+1"), Num(""), ShareBar(&value, nil, nil, 1, ""), Num("")},
	}}
	for lang, want := range map[string]string{
		"de": "\ufeffCategory;Tickets;Share\n\"Mail; \"\"calendar\"\"\";1.204;-0,5 %\n'=1+1;;\n", "en": "\ufeffCategory,Tickets,Share\n\"Mail; \"\"calendar\"\"\",1.204,\"-0,5 %\"\n'=1+1,,\n",
	} {
		var out strings.Builder
		if err := table.CSV(&out, lang); err != nil || out.String() != want {
			t.Errorf("%s: %v, got %q, want %q", lang, err, out.String(), want)
		}
	}
}
