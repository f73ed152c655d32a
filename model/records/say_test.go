package records_test

import (
	"testing"

	"tiermix/model/records"
)

func TestSay(t *testing.T) {
	for _, test := range []struct{ sentence, want string }{
		{"this is no number", "das ist keine Zahl"},
		{"the record has 2 of 3 fields; from team on all are missing", "der Datensatz hat 2 von 3 Feldern; ab team fehlen alle"},
		{"this is 2026-05-01 08:00:00 UTC, before the ticket was created at 2026-05-02 08:00:00 UTC", "das ist 2026-05-01 08:00:00 UTC, vor dem Anlegen des Tickets am 2026-05-02 08:00:00 UTC"},
		{"this is 2026-05-01 08:00:00 UTC, before created_at 2026-05-02 08:00:00 UTC", "das ist 2026-05-01 08:00:00 UTC, vor created_at 2026-05-02 08:00:00 UTC"},
		{"checking a\n%s.csv", "a\n%s.csv wird geprüft"},
		{"%d.csv: tickets with several rows: 3; the newer row by updated_at counts, without it the later one",
			"%d.csv: Tickets mit mehreren Zeilen: 3; es zählt die neuere nach updated_at, ohne dieses Feld die spätere"},
	} {
		said, known := records.Say(test.sentence)
		if !known || said.EN != test.sentence || said.DE != test.want {
			t.Errorf("%q in German: %q (known %v), want %q", test.sentence, said.DE, known, test.want)
		}
	}
}

func TestSayKeepsWhatItDoesNotKnow(t *testing.T) {
	if said, known := records.Say("the moon is full"); known || said.DE != "the moon is full" {
		t.Errorf("%+v %v", said, known)
	}
}
