package report

import "testing"

func TestLetters(t *testing.T) {
	l := &letters{missing: map[rune]bool{}}
	for text, want := range map[string]string{
		"Käufer & Größe: 5 €": "Käufer & Größe: 5 €", "漢字 und 🙂": "□□ und □", "a\x00b\x07c\nd": "abc d", "x\u202ey": "xy", "שלום": "םולש", "\xff": "□",
	} {
		if got := l.text(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := string(l.signs()); got != "字漢🙂" || l.err != nil {
		t.Errorf("missing %q, %v", got, l.err)
	}
}
