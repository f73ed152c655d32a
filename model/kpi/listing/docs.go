package listing

import (
	"fmt"
	"io"
	"strings"

	"tiermix/model/kpi"
)

// List writes one line per figure: id, unit, direction, view and what the source must provide.
func List(w io.Writer) error {
	rows := [][]string{{"FIGURE", "UNIT", "BETTER", "ROWS", "NEEDS"}}
	for _, s := range kpi.All() {
		rows = append(rows, []string{s.ID, s.Unit, s.Direction, s.View.ID, strings.Join(needs(s), ", ")})
	}
	if _, err := io.WriteString(w, align(rows)); err != nil {
		return fmt.Errorf("write the list of figures: %w", err)
	}
	return nil
}

func needs(s kpi.Spec) []string {
	var all []string
	for _, n := range s.Needs {
		all = append(all, n.ID)
	}
	return all
}

// words of the definitions, by language.
var words = map[kpi.Language]map[string]string{
	kpi.English: {
		"title": "Definitions of the figures", "unit": "Unit", "better": "Better", "row": "One row is", "hit": "Numerator",
		"of": "Denominator", "value": "Value", "over": "Below the line", "business": "Value in business time", "running": "Still runs, censored", "seen": "Seen to run for", "needs": "The source must provide",
		"parts": "Shown beside it", "source": "Source", "dimensions": "Dimensions", "every": "every row", "own": "tiermix's own definition", "counted": "Counted",
		"intro": "Written from the registry by `tiermix kpi docs`. Conditions are SQL over the rows named; `$window` is the desk's reopen window, `$asof` the end of the data. Shares carry a 95 % Wilson interval, durations are medians with p90.",
	},
	kpi.German: {
		"title": "Definitionen der Kennzahlen", "unit": "Einheit", "better": "Besser", "row": "Eine Zeile ist", "hit": "Zähler",
		"of": "Nenner", "value": "Wert", "over": "Unter dem Bruchstrich", "business": "Wert in Geschäftszeit", "running": "Läuft noch, zensiert", "seen": "Beobachtet seit", "needs": "Die Quelle muss liefern",
		"parts": "Daneben gezeigt", "source": "Herkunft", "dimensions": "Dimensionen", "every": "jede Zeile", "own": "eigene Definition von tiermix", "counted": "Gezählt",
		"intro": "Geschrieben aus dem Verzeichnis von `tiermix kpi docs --lang de`. Bedingungen sind SQL über die genannten Zeilen; `$window` ist die Wiederöffnungsfrist des Desks, `$asof` das Ende der Daten. Anteile tragen ein Wilson-Intervall zu 95 %, Dauern sind Mediane mit p90.",
	},
}

// Docs writes the definitions of all figures and dimensions as Markdown, always the same for one registry.
func Docs(w io.Writer, lang kpi.Language) error {
	word, ok := words[lang]
	if !ok {
		return fmt.Errorf("language %q: want en or de", lang)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", word["title"], word["intro"])
	for _, s := range kpi.All() {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n", s.ID, s.Definition.In(lang))
		for _, line := range facts(s, lang, word) {
			fmt.Fprintf(&b, "- %s\n", line)
		}
	}
	fmt.Fprintf(&b, "\n## %s\n\n", word["dimensions"])
	for _, d := range kpi.Dimensions() {
		fmt.Fprintf(&b, "- `%s`: %s\n", d.ID, d.About.In(lang))
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write the definitions: %w", err)
	}
	return nil
}

func facts(s kpi.Spec, lang kpi.Language, word map[string]string) []string {
	lines := []string{
		fmt.Sprintf("%s: %s. %s: %s", word["unit"], s.Unit, word["better"], s.Direction),
		word["row"] + ": " + s.View.About.In(lang),
	}
	code := func(name, sql string) {
		if sql != "" {
			lines = append(lines, fmt.Sprintf("%s: `%s`", word[name], sql))
		}
	}
	code("hit", s.Hit)
	switch of := s.Counts(); {
	case s.Unit == kpi.Fraction && of == "":
		lines = append(lines, word["of"]+": "+word["every"])
	case s.Unit == kpi.Fraction:
		code("of", of)
	default:
		code("counted", of)
	}
	code("value", s.Value)
	code("over", s.Over)
	code("business", s.Business)
	code("running", s.Running)
	code("seen", s.Seen)
	if len(s.Needs) > 0 {
		lines = append(lines, word["needs"]+": "+strings.Join(needs(s), ", "))
	}
	for _, p := range s.Parts {
		lines = append(lines, fmt.Sprintf("%s: `%s`, %s", word["parts"], p.ID, p.About.In(lang)))
	}
	if s.Source == "" {
		return append(lines, word["source"]+": "+word["own"])
	}
	return append(lines, word["source"]+": "+s.Source)
}
