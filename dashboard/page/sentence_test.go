package page

import "testing"

func TestWhole(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "über 10 Tage": "Über 10 Tage.", "No tickets.": "No tickets.", "1,204 tickets left out": "1,204 tickets left out.",
		"who? nobody": "Who? nobody.", "see (below)": "See (below)", "more…": "More…", "tier1.salary is typed": "tier1.salary is typed.",
	} {
		if got := Whole(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	if got, want := Sentences([]string{"one", "Two."}), "One. Two."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
