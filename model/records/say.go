package records

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"tiermix/model/origin"
)

// sayings are the sentences of an import in both languages: why a row was refused, what is being done, and what else there is to say. %s stands for what differs, in the same
// order in both. A desk keeps the English ones, so that what was refused reads the same whoever asks.
var sayings = []origin.Text{
	{EN: "there is no value; every row needs one", DE: "der Wert fehlt; jede Zeile braucht einen"},
	{EN: "this is no date that the mapping knows (%s)", DE: "das ist kein Datum, das die Zuordnung kennt (%s)"},
	{EN: "this date lies outside 1980 to 2099", DE: "dieses Datum liegt außerhalb von 1980 bis 2099"},
	{EN: "this is no day that the mapping knows (%s)", DE: "das ist kein Tag, den die Zuordnung kennt (%s)"},
	{EN: "this day lies outside 1950 to 2099", DE: "dieser Tag liegt außerhalb von 1950 bis 2099"},
	{EN: "a salary is more than 0; leave the row out where nothing is paid", DE: "ein Gehalt ist mehr als 0; wo nichts gezahlt wird, lassen Sie die Zeile weg"},
	{EN: "this is more than twice a full-time person; half time is 0.5", DE: "das ist mehr als das Doppelte einer Vollzeitkraft; eine halbe Stelle ist 0,5"},
	{EN: "a currency has three letters, such as EUR", DE: "eine Währung hat drei Buchstaben, etwa EUR"},
	{EN: "this is no whole number", DE: "das ist keine ganze Zahl"},
	{EN: "this is no number", DE: "das ist keine Zahl"},
	{EN: "a rating is 1 (satisfied) or 0 (not); for another scale the mapping says from where on, such as satisfied_from = 4",
		DE: "eine Bewertung ist 1 (zufrieden) oder 0 (nicht); für eine andere Skala sagt die Zuordnung, ab wo, etwa satisfied_from = 4"},
	{EN: "this is neither merged nor spam nor empty", DE: "das ist weder merged noch spam noch leer"},
	{EN: "this is neither true nor false", DE: "das ist weder wahr noch falsch"},
	{EN: "this kind of event is not known; there are %s", DE: "diese Art von Ereignis ist nicht bekannt; es gibt %s"},
	{EN: "the comma can be a decimal sign or stand between thousands; write 1.234 or 1234", DE: "das Komma kann ein Dezimalzeichen sein oder Tausender trennen; schreiben Sie 1.234 oder 1234"},
	{EN: "this lies outside 0 to 1,000,000,000", DE: "das liegt außerhalb von 0 bis 1.000.000.000"},

	{EN: "no ticket file names this ticket; import its ticket file first or together with this one",
		DE: "keine Ticketdatei nennt dieses Ticket; importieren Sie seine Ticketdatei zuerst oder zusammen mit dieser"},
	{EN: "this is %s, before the ticket was created at %s", DE: "das ist %s, vor dem Anlegen des Tickets am %s"},
	{EN: "this is %s, before %s", DE: "das ist %s, vor %s"},
	{EN: "an escalation is functional (to another team) or hierarchical (to a manager)", DE: "eine Eskalation ist functional (an ein anderes Team) oder hierarchical (an eine Führungskraft)"},
	{EN: "a functional escalation needs the team it goes to", DE: "eine fachliche Eskalation braucht das Team, an das sie geht"},

	{EN: "a key is empty or contains a NUL character; give every value a name", DE: "ein Schlüssel ist leer oder enthält ein NUL-Zeichen; geben Sie jedem Wert einen Namen"},
	{EN: "the object has this key twice; one of the two must go", DE: "das Objekt hat diesen Schlüssel zweimal; einer von beiden muss weg"},
	{EN: "the line is JSON but no object; write it as %s", DE: "die Zeile ist JSON, aber kein Objekt; schreiben Sie sie als %s"},
	{EN: "the line is not UTF-8 as the rest of the file is; save the whole file in one encoding", DE: "die Zeile ist nicht UTF-8 wie der Rest der Datei; speichern Sie die ganze Datei in einer Kodierung"},
	{EN: "a NUL character, which no text has, stands in a value; export the line again", DE: "in einem Wert steht ein NUL-Zeichen, das kein Text hat; exportieren Sie die Zeile noch einmal"},
	{EN: "a %s escape stands without its other half; write the character itself", DE: "%s steht ohne seine andere Hälfte; schreiben Sie das Zeichen selbst"},
	{EN: "the line is not valid JSON; write one complete object on it", DE: "die Zeile ist kein gültiges JSON; schreiben Sie ein vollständiges Objekt hinein"},
	{EN: "the line is not valid JSON: it ends before the object does; write one complete object on each line",
		DE: "die Zeile ist kein gültiges JSON: sie endet vor dem Objekt; schreiben Sie ein vollständiges Objekt in jede Zeile"},
	{EN: "the line is not valid JSON from character %s on; write one complete object on it", DE: "die Zeile ist ab Zeichen %s kein gültiges JSON; schreiben Sie ein vollständiges Objekt hinein"},
	{EN: "the record has %s of %s fields; from %s on all are missing", DE: "der Datensatz hat %s von %s Feldern; ab %s fehlen alle"},
	{EN: "the record has %s fields where the header has %s; put a field that contains %s in quotes", DE: "der Datensatz hat %s Felder, die Kopfzeile %s; setzen Sie ein Feld, das %s enthält, in Anführungszeichen"},
	{EN: "the record contains a NUL byte, which no text has; export it again", DE: "der Datensatz enthält ein NUL-Byte, das kein Text hat; exportieren Sie ihn noch einmal"},
	{EN: "byte %s of the record, %s, is not UTF-8 as the rest of the file is; save the whole file in one encoding",
		DE: "Byte %s des Datensatzes, %s, ist nicht UTF-8 wie der Rest der Datei; speichern Sie die ganze Datei in einer Kodierung"},
	{EN: "a quote that opens here on line %s never closes, and everything after it up to the end of the file was swallowed (%s); close the quote, or double it if it is meant as a character",
		DE: "ein Anführungszeichen, das hier in Zeile %s beginnt, endet nie, und alles danach bis zum Dateiende wurde verschluckt (%s); schließen Sie es, oder verdoppeln Sie es, wenn es als Zeichen gemeint ist"},
	{EN: "the record is %s long and the limit is %s; only its beginning was kept", DE: "der Datensatz ist %s lang, erlaubt sind %s; nur sein Anfang wurde behalten"},
	{EN: "there is text behind the closing quote on line %s; a quote inside a quoted field must be doubled (the record covers lines %s to %s)",
		DE: "hinter dem schließenden Anführungszeichen in Zeile %s steht Text; ein Anführungszeichen in einem Feld mit Anführungszeichen muss doppelt stehen (der Datensatz umfasst die Zeilen %s bis %s)"},
	{EN: "there is text behind the closing quote on line %s; a quote inside a quoted field must be doubled",
		DE: "hinter dem schließenden Anführungszeichen in Zeile %s steht Text; ein Anführungszeichen in einem Feld mit Anführungszeichen muss doppelt stehen"},
	{EN: "the attributes of the event are %s long and the limit is %s", DE: "die Attribute des Ereignisses sind %s lang, erlaubt sind %s"},
	{EN: "the event has this attribute twice; one of the two must go", DE: "das Ereignis hat dieses Attribut zweimal; eines von beiden muss weg"},

	{EN: "working out who held what", DE: "Wer hatte was? Die Verläufe werden ermittelt"},
	{EN: "checking %s", DE: "%s wird geprüft"},
	{EN: "looking at %s", DE: "%s wird angesehen"},
	{EN: "writing", DE: "Es wird geschrieben"},

	{EN: "%s: no rows for the mapping, left alone", DE: "%s: keine Zeilen für die Zuordnung, bleibt außen vor"},
	{EN: "%s: the mapping gives these status words no state, so they change none: %s", DE: "%s: die Zuordnung gibt diesen Statuswörtern keinen Zustand, sie ändern darum keinen: %s"},
	{EN: "%s: tickets with several rows: %s; the newer row by updated_at counts, without it the later one",
		DE: "%s: Tickets mit mehreren Zeilen: %s; es zählt die neuere nach updated_at, ohne dieses Feld die spätere"},
	{EN: "opening hours from %s", DE: "Öffnungszeiten aus %s"},
	{EN: "roster from %s", DE: "Teamliste aus %s"},
	{EN: "import: none of the files has rows that the mapping knows", DE: "keine der Dateien hat Zeilen, die die Zuordnung kennt"},
}

// pattern is a saying that is looked for.
type pattern struct {
	whole *regexp.Regexp
	said  origin.Text
}

var patterns = sync.OnceValue(func() []pattern {
	known := slices.Clone(sayings)
	for _, s := range fileSayings {
		known = append(known, origin.Text{EN: "%s: " + s.EN, DE: "%s: " + s.DE})
	}
	all := make([]pattern, len(known))
	for i, s := range known {
		parts := strings.Split(s.EN, "%s")
		for k, p := range parts {
			parts[k] = regexp.QuoteMeta(p)
		}
		all[i] = pattern{regexp.MustCompile(`(?s)^` + strings.Join(parts, "(.*?)") + "$"), s}
	}
	return all
})

// Say is a sentence of an import in both languages; false when it is not known, and stands in English in both.
func Say(sentence string) (said origin.Text, known bool) {
	for _, p := range patterns() {
		found := p.whole.FindStringSubmatch(sentence)
		if found == nil {
			continue
		}
		parts := make([]any, len(found)-1)
		for i, part := range found[1:] {
			parts[i] = part
		}
		return origin.Text{EN: sentence, DE: fmt.Sprintf(p.said.DE, parts...)}, true
	}
	return origin.Text{EN: sentence, DE: sentence}, false
}
