package dashboard_test

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tiermix/dashboard/page/pagetest"
	"tiermix/model/roster"
)

// sheet is the form of the roster as a browser would send it.
func (u *uploading) sheet(address string) url.Values {
	u.t.Helper()
	form := url.Values{}
	root := page(u.t, u.h, address, http.StatusOK)
	for _, n := range inside(root, "#roster-edit", "input") {
		if name := pagetest.Attr(n, "name"); name != "" {
			form.Add(name, pagetest.Attr(n, "value"))
		}
	}
	for _, n := range inside(root, "#roster-edit", "select") {
		form.Add(pagetest.Attr(n, "name"), selected(n))
	}
	return form
}

// selected is the value of a choice as a browser sends it.
func selected(choice *html.Node) (value string) {
	first := true
	for o := choice.FirstChild; o != nil; o = o.NextSibling {
		if o.Type != html.ElementNode {
			continue
		}
		chosen := slices.ContainsFunc(o.Attr, func(a html.Attribute) bool { return a.Key == "selected" })
		if chosen || first {
			value, first = pagetest.Attr(o, "value"), false
		}
	}
	return value
}

func (u *uploading) try(form url.Values) (job string) {
	u.t.Helper()
	w := u.post("/data/roster", strings.NewReader(form.Encode()), "application/x-www-form-urlencoded")
	if w.Code != http.StatusSeeOther {
		u.t.Fatalf("status %d: %.600s", w.Code, w.Body)
	}
	return w.Header().Get("Location")
}

// The effect of a roster is shown before it is saved; afterwards the desk has it as it was typed, in the order of the places.
func TestRosterIsTriedAndSaved(t *testing.T) {
	u := newUploading(t)
	form := u.sheet("/data/roster?lang=en")
	form["name"][3], form["tier"][3], form["position"][3] = "Network Core", "3", "0.5"
	form["name"][0], form["tier"][0] = "", "" // a line is removed
	form["waiting_tier"][0] = "2"
	form["category"][1], form["category_first"][1] = "Mail", "yes"
	job := u.try(form)
	text := u.until(job, "Nothing is kept yet")
	if !strings.Contains(text, "4,816 tickets move from contained to escalated.") || !strings.Contains(text, "Network 2nd level 1st level 900") {
		t.Errorf("the effect is not shown: %s", text)
	}
	if u.desk.Calls("place") != 0 {
		t.Error("it was saved before it was said")
	}
	if back := u.sheet("/data/roster?lang=en&" + job[strings.Index(job, "job="):]); back["name"][0] != "Network Core" || back["name"][3] != "New Team" {
		t.Errorf("what was typed is gone: %v", back["name"])
	}
	u.decide("/data/job/start", job)
	u.until(job, "Saved; history is restated")
	now, err := u.desk.Roster(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range now.Lines {
		got = append(got, l.Team+l.Pattern+l.From)
	}
	if strings.Join(got, "|") != "Network Core|Service Desk .*2026-01-01|Network|New Team" || *now.Lines[0].Tier != 3 || *now.Lines[3].Tier != 2 {
		t.Errorf("saved %v", got)
	}
	if len(now.Categories) != 2 || now.Categories[0].FirstLevel || !now.Categories[1].FirstLevel || len(now.Steps) != 3 {
		t.Errorf("saved %+v %+v", now.Categories, now.Steps)
	}
}

// Of two who save the same roster the second one is told, loses nothing, and sees what the other one has changed.
func TestTwoSaveTheSameRoster(t *testing.T) {
	u := newUploading(t)
	hers, his := u.sheet("/data/roster?lang=en"), u.sheet("/data/roster?lang=en")
	hers["name"][3], hers["tier"][3] = "Her Team", "1"
	his["name"][3], his["tier"][3] = "His Team", "2"
	first, second := u.try(hers), u.try(his)
	for _, job := range []string{first, second} {
		u.until(job, "Nothing is kept yet")
	}
	u.decide("/data/job/start", first)
	u.until(first, "Saved; history is restated")
	u.decide("/data/job/start", second)
	if text := u.until(second, "Nothing was kept"); !strings.Contains(text, "changed by somebody else") {
		t.Errorf("he is not told: %s", text)
	}
	again := "/data/roster?" + second[strings.Index(second, "job="):] + "&lang="
	text := pagetest.Text(page(t, u.h, again+"en", http.StatusOK))
	if !strings.Contains(text, "Her Team: 1st level") || !strings.Contains(text, "His Team: 2nd level") || !strings.Contains(text, "Nothing of yours is lost") {
		t.Errorf("the two are not set side by side: %s", text)
	}
	if text := pagetest.Text(page(t, u.h, again+"de", http.StatusOK)); !strings.Contains(text, "Nichts von Ihnen geht verloren") {
		t.Errorf("not in German: %s", text)
	}
	third := u.try(u.sheet(again + "en"))
	u.until(third, "Nothing is kept yet")
	u.decide("/data/job/start", third)
	u.until(third, "Saved; history is restated")
	now, err := u.desk.Roster(t.Context())
	if err != nil || now.Lines[3].Team != "His Team" {
		t.Errorf("got %+v, %v", now.Lines, err)
	}
}

// A roster that cannot be kept is answered with its faults and with what was typed, in the reader's language.
func TestRosterWithFaults(t *testing.T) {
	u := newUploading(t)
	send := func(form url.Values, lang string, status int) string {
		t.Helper()
		w := u.post("/data/roster", strings.NewReader(form.Encode()), "application/x-www-form-urlencoded", "Accept-Language", lang)
		if w.Code != status {
			t.Fatalf("status %d, want %d", w.Code, status)
		}
		pagetest.Parse(t, w.Body.String())
		return w.Body.String()
	}
	form := u.sheet("/data/roster?lang=en")
	const hostile = `</script>"><img onerror=x>`
	form["name"][3], form["tier"][4], form["position"][1], form["tier"][0] = hostile, "2", "first", "12x"
	form["name"][4], form["category"][0] = "Other", "Post\x07"
	for lang, want := range map[string][]string{
		"en": {"Team entry 1: Service Desk North has no tier.", "&#34;12x&#34; is no tier; choose 0 to 9.", "Position &#34;first&#34; is no number.", "has signs that cannot be printed"},
		"de": {"Team-Eintrag 1: Service Desk North hat keine Stufe.", "&#34;12x&#34; ist keine Stufe; wählen Sie 0 bis 9.", "Platz &#34;first&#34; ist keine Zahl.", "die sich nicht drucken lassen"},
	} {
		text := send(form, lang, http.StatusBadRequest)
		for _, sentence := range want {
			if !strings.Contains(text, sentence) {
				t.Errorf("%s: not said: %s", lang, sentence)
			}
		}
		if strings.Contains(text, hostile) || !strings.Contains(text, "&lt;/script&gt;") {
			t.Errorf("%s: what was typed is lost or not escaped", lang)
		}
	}
	form.Set("token", "stale")
	if text := send(form, "en", http.StatusForbidden); !strings.Contains(text, "&lt;/script&gt;") {
		t.Error("a stale form loses what was typed")
	}
	if u.desk.Calls("try") != 0 {
		t.Error("a roster with faults was tried")
	}
}

// A roster with more lines than a form can send is shown to read, with what to do instead.
func TestRosterTooLongForTheForm(t *testing.T) {
	u := newUploading(t)
	one := 1
	long := pagetest.FirstSheet()
	for i := range 1600 {
		long.Lines = append(long.Lines, roster.Line{Team: "Team " + strconv.Itoa(i), Tier: &one})
	}
	u.desk.Sheet = &long
	for lang, want := range map[string]string{"en": "1,603 lines and the form takes 1,500", "de": "1.603 Zeilen, das Formular fasst 1.500"} {
		root := page(t, u.h, "/data/roster?lang="+lang, http.StatusOK)
		if text := pagetest.Text(root); !strings.Contains(text, want) || !strings.Contains(text, "Team 1599") || len(inside(root, "#roster-edit", "form")) > 0 {
			t.Errorf("%s: %.400s", lang, text)
		}
	}
}
