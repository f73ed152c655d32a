package assumption

import (
	"fmt"
	"io"
	"strconv"

	"tiermix/model/origin"
	"tiermix/model/salary"
)

// Sentences of a written table.
var (
	aboutTable = origin.Text{
		EN: `On-cost table %s: what an employer pays on top of a salary, as it comes with tiermix.
Change what differs for you and name the file in your assumptions: on_cost_file = "my-table.toml"
Rates are shares (0.0875 is 8.75 %%); floor and ceiling are amounts a year, between which the salary counts. Every
rate in a file of your own counts as typed. ` + "`tiermix on-cost check`" + ` finds slips, with their line.`,
		DE: `Lohnnebenkosten %s: was ein Arbeitgeber zum Gehalt hinzuzahlt, wie es mit tiermix kommt.
Ändern Sie, was bei Ihnen anders ist, und nennen Sie die Datei in Ihren Annahmen: on_cost_file = "my-table.toml"
Sätze sind Anteile (0.0875 sind 8,75 %%); floor und ceiling sind Beträge im Jahr, zwischen denen das Gehalt zählt. Jeder
Satz in einer eigenen Datei gilt als eingegeben. ` + "`tiermix on-cost check`" + ` findet Fehler und nennt die Zeile.`,
	}
	aboutAbove = origin.Text{EN: "the rates hold above this salary; up to it the bill says below", DE: "die Sätze gelten über diesem Gehalt; bis dahin sagt die Aufstellung, was unter below steht"}
	aboutInput = origin.Text{EN: "differs by employer: type it here, or as on_cost.%s in the assumptions", DE: "je nach Arbeitgeber verschieden: hier eingeben oder als on_cost.%s in den Annahmen"}
)

// WriteTable writes an on-cost table for the user to change, in TOML with comments in the language "en" or "de". ReadTable reads it.
//
// Errors: an unknown language, a failing w.
func WriteTable(w io.Writer, lang string, t salary.Table) error {
	if lang != English && lang != German {
		return fmt.Errorf("write on-cost table: language %q is not known; there are %s, %s", lang, English, German)
	}
	o := writer{lang: lang}
	o.comment(fmt.Sprintf(o.in(aboutTable), t.Name()))
	fmt.Fprintf(&o, "\ncountry = %s\nyear = %s\ncurrency = %s\nsource = %s\n", quoted(t.Country), quoted(string(t.Year)), quoted(t.Currency), quoted(t.Source))
	if t.Above > 0 {
		fmt.Fprintf(&o, "above = %s   # %s\nbelow.en = %s\nbelow.de = %s\n", exact(t.Above), o.in(aboutAbove), quoted(t.Below.EN), quoted(t.Below.DE))
	}
	for _, c := range t.Components {
		o.component(c)
	}
	if _, err := io.WriteString(w, o.String()); err != nil {
		return fmt.Errorf("write on-cost table: %w", err)
	}
	return nil
}

func (o *writer) component(c salary.Component) {
	fmt.Fprintf(o, "\n[[component]]\nkey = %s\nname = { en = %s, de = %s }\nrate = %s\n", quoted(c.Key), quoted(c.Name.EN), quoted(c.Name.DE), exact(c.Rate))
	if c.Floor > 0 {
		fmt.Fprintf(o, "floor = %s\n", exact(c.Floor))
	}
	if c.Ceiling > 0 {
		fmt.Fprintf(o, "ceiling = %s\n", exact(c.Ceiling))
	}
	fmt.Fprintf(o, "source = %s\n", quoted(c.Source))
	if c.Input {
		fmt.Fprintf(o, "input = true   # %s\n", fmt.Sprintf(o.in(aboutInput), c.Key))
	}
}

// exact is a number with all its digits, as TOML reads it; 32.125 gets a fourth decimal, so that nobody takes it for 32125.
func exact(v float64) string {
	text := strconv.FormatFloat(v, 'f', -1, 64)
	if thousands.MatchString(text) {
		return text + "0"
	}
	return text
}
