package plan

import (
	"encoding/json"
	"fmt"
	"strconv"

	"tiermix/model/salary"
)

// inJSON is each of the user's own on-cost tables as JSON. Tables hold finite numbers only; of one that did not, the fault stands in its
// place, and is told when it is read.
func inJSON(tables []salary.Table) []string {
	var all []string
	for _, t := range tables {
		text, err := json.Marshal(t)
		if err != nil {
			text = []byte(err.Error())
		}
		all = append(all, string(text))
	}
	return all
}

// tablesOf reads tables back; none when one of them is no table.
func tablesOf(words []string) []salary.Table {
	var all []salary.Table
	for _, w := range words {
		var t salary.Table
		if err := json.Unmarshal([]byte(w), &t); err != nil || t.Check() != nil {
			return nil
		}
		all = append(all, t)
	}
	return all
}

// ofBand is how many words a band takes.
const ofBand = 5

func bandWords(bands []salary.Band) []string {
	var words []string
	for _, b := range bands {
		words = append(words, strconv.Itoa(b.Tier), b.Grade, plain(b.Min), plain(b.Mid), plain(b.Max))
	}
	return words
}

// bandsOf reads bands back; none when the words are no bands.
func bandsOf(words []string) []salary.Band {
	if len(words)%ofBand != 0 {
		return nil
	}
	var all []salary.Band
	for ; len(words) > 0; words = words[ofBand:] {
		tier, err := strconv.Atoi(words[0])
		if err != nil {
			return nil
		}
		b := salary.Band{Tier: tier, Grade: words[1]}
		for i, amount := range []*float64{&b.Min, &b.Mid, &b.Max} {
			if *amount, err = strconv.ParseFloat(words[2+i], 64); err != nil {
				return nil
			}
		}
		all = append(all, b)
	}
	return all
}

// shownBands and shownTables are what a comparison shows of them.
func shownBands(bands []salary.Band) []string {
	all := []string{}
	for _, b := range bands {
		all = append(all, fmt.Sprintf("tier %d %s %s/%s/%s", b.Tier, b.Grade, plain(b.Min), plain(b.Mid), plain(b.Max)))
	}
	return all
}

func shownTables(tables []salary.Table) []string {
	all := []string{}
	for _, t := range tables {
		all = append(all, t.Name())
		for _, c := range t.Components {
			all = append(all, fmt.Sprintf("%s %s from %s to %s", c.Key, plain(c.Rate), plain(c.Floor), plain(c.Ceiling)))
		}
	}
	return all
}
