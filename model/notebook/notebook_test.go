package notebook_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"tiermix/model/notebook"
)

// What cannot be kept is refused with a sentence that says what would be right.
func TestFaults(t *testing.T) {
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for want, e := range map[string]notebook.Entry{
		"a view needs a name":                                    {Kind: notebook.View, Name: " ", Text: "/"},
		"holds signs that do not print":                          {Kind: notebook.View, Name: "a\nb", Text: "/"},
		"this has 81 characters; at most 80 are kept":            {Kind: notebook.View, Name: strings.Repeat("ä", 81), Text: "/"},
		"this is no address of a page":                           {Kind: notebook.View, Name: "x", Text: "//evil.example/"},
		"an annotation needs a day":                              {Kind: notebook.Annotation, Text: "x"},
		"an annotation needs a text":                             {Kind: notebook.Annotation, Day: day},
		"this has 201 characters; at most 200 are kept":          {Kind: notebook.Annotation, Day: day, Text: strings.Repeat("x", 201)},
		"there is no figure \"nothing\"":                         {Kind: notebook.Target, Key: "nothing"},
		"a target is a number of 0 or more":                      {Kind: notebook.Target, Key: "backlog", Amount: math.NaN()},
		"a target of a share lies between 0 and 100 %":           {Kind: notebook.Target, Key: "escalation_rate", Amount: 1.5},
		"is no kind of entry; there are view, annotation and ta": {Kind: "x"},
	} {
		if _, err := e.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if e, err := (notebook.Entry{Kind: notebook.View, Name: " Mine ", Text: "/?region=S%C3%BCd"}).Check(); err != nil || e.Key != "mine" || e.Name != "Mine" {
		t.Errorf("got %+v, %v", e, err)
	}
}
