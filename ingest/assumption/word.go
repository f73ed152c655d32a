package assumption

import (
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/salary"
)

// Languages of a written file.
const (
	English = "en"
	German  = "de"
)

// units are the units of fields in words; numbers stand as TOML wants them, with a point.
var units = map[string]origin.Text{
	origin.Share:        {EN: "share, 0.8 is 80 %", DE: "Anteil, 0.8 sind 80 %"},
	plan.Money:          {EN: "in the currency of the country", DE: "in der Währung des Landes"},
	plan.MoneyYear:      {EN: "a year, in the currency of the country", DE: "im Jahr, in der Währung des Landes"},
	salary.HoursPerWeek: {EN: "hours a week", DE: "Stunden je Woche"},
	salary.DaysPerWeek:  {EN: "days a week", DE: "Tage je Woche"},
	salary.DaysPerYear:  {EN: "days a year", DE: "Tage im Jahr"},
	salary.Minutes:      {EN: "minutes", DE: "Minuten"},
	"h":                 {EN: "hours", DE: "Stunden"},
	"s":                 {EN: "seconds", DE: "Sekunden"},
	"months":            {EN: "months", DE: "Monate"},
	"people":            {EN: "people", DE: "Personen"},
	salary.Factor:       {EN: "factor, 1 is the same", DE: "Faktor, 1 ist gleich viel"},
	plan.WholeMonths:    {EN: "whole months", DE: "volle Monate"},
	"month of the year": {EN: "month of the year, 1 to 12", DE: "Monat des Jahres, 1 bis 12"},
	"hires a month":     {EN: "hires a month", DE: "Einstellungen im Monat"},
	plan.Steps:          {EN: "steps", DE: "Stufen"},
}

// Sentences of the file.
var (
	introduction = origin.Text{
		EN: `What a plan of tiermix assumes beside the desk's records. This file is yours.

Nothing is typed yet: every line with a value has a # in front and shows what holds now, either measured in the
records or a default with its source and year. Defaults are examples and no advice; replace them.
To type a value of your own, remove the # and the space at the beginning of its line and change the number:
    # contract = 38.5   becomes   contract = 40
To go back, put the # in front again. ` + "`tiermix assumptions check`" + ` finds slips, with their line.
Numbers have a decimal point and nothing between thousands: 38.5, 37200. Shares lie between 0 and 1: 0.8 is 80 %.`,
		DE: `Was ein Plan von tiermix neben den Aufzeichnungen annimmt. Diese Datei gehört Ihnen.

Noch ist nichts eingegeben: Vor jeder Zeile mit einem Wert steht ein #, und sie zeigt, was gerade gilt: in den
Aufzeichnungen gemessen oder eine Vorgabe mit Quelle und Jahr. Vorgaben sind Beispiele und kein Rat; ersetzen Sie sie.
Für einen eigenen Wert das # und das Leerzeichen am Anfang der Zeile entfernen und die Zahl ändern:
    # contract = 38.5   wird zu   contract = 40
Mit dem # davor gilt wieder, was vorher galt. ` + "`tiermix assumptions check`" + ` findet Fehler und nennt die Zeile.
Zahlen haben einen Dezimalpunkt und nichts zwischen den Tausendern: 38.5, 37200. Anteile liegen zwischen 0 und 1: 0.8 sind 80 %.`,
	}
	period     = origin.Text{EN: "Measured from %s to %s.", DE: "Gemessen vom %s bis zum %s."}
	country    = origin.Text{EN: "country whose employer's on-cost counts; there are tables for %s", DE: "Land, dessen Lohnnebenkosten zählen; es gibt Tabellen für %s"}
	tableYear  = origin.Text{EN: "year of that table; without it the newest", DE: "Jahr dieser Tabelle; ohne Angabe die neueste"}
	tableFile  = origin.Text{EN: "a file with an on-cost table of your own, beside this one; `tiermix on-cost show DE` writes one to start from", DE: "eine Datei mit einer eigenen Tabelle der Lohnnebenkosten, neben dieser; `tiermix on-cost show DE --lang de` schreibt eine zum Anfangen"}
	unsaidFile = origin.Text{EN: `none: type its name in quotes`, DE: `keine: Namen in Anführungszeichen eingeben`}
	grade      = origin.Text{EN: "grade of the tier's people among its bands; without it the lowest", DE: "Grad der Personen dieser Stufe unter ihren Gehaltsbändern; ohne Angabe der niedrigste"}
	ranges     = origin.Text{
		EN: "Bands of pay, one [[band]] for each tier and grade, the grades of a tier from the lowest to the highest; a year, full time, in the\n" +
			"currency of the country. Where no salary is typed or measured, the middle of the tier's band is the benchmark, and region,\n" +
			"experience and certificates of [tier1] and [tier2] make the salary. A salary that is typed or measured is what people really\n" +
			"earn and has all that in it. To type a band, remove the # of all its six lines.",
		DE: "Gehaltsbänder, ein [[band]] je Stufe und Grad, die Grade einer Stufe vom niedrigsten zum höchsten; im Jahr, Vollzeit, in der\n" +
			"Währung des Landes. Wo kein Gehalt eingegeben oder gemessen ist, ist die Mitte des Bands der Richtwert, und Region, Erfahrung\n" +
			"und Zertifikate aus [tier1] und [tier2] ergeben das Gehalt. Ein eingegebenes oder gemessenes Gehalt ist das wirklich gezahlte\n" +
			"und enthält all das schon. Für ein eigenes Band das # aller sechs Zeilen entfernen.",
	}
	channels   = origin.Text{EN: "channels on which customers wait in line; work from all others can wait", DE: "Kanäle, auf denen Kunden warten; Arbeit aus allen anderen ist aufschiebbar"}
	had        = origin.Text{EN: "tickets came by %s", DE: "Tickets kamen über %s"}
	follows    = origin.Text{EN: "follows from the other numbers", DE: "folgt aus den anderen Zahlen"}
	unknown    = origin.Text{EN: "nothing known: type it", DE: "nichts bekannt: bitte eingeben"}
	withheld   = origin.Text{EN: "measured, but not written: the mean of fewer than %d people tells too much about each", DE: "gemessen, aber nicht geschrieben: das Mittel von weniger als %d Personen verrät zu viel über jede"}
	currencies = origin.Text{EN: "; the records have salaries in %s, which are not mixed", DE: "; die Aufzeichnungen haben Gehälter in %s, die nicht gemischt werden"}
	categories = origin.Text{
		EN: "Categories. What is typed here holds for one category, in place of what is measured for it or for the whole desk.\n" +
			"A measured solve share is (solved + 1/2) / (tried + 1), so that a few tickets do not make it 0 or 1. There are:",
		DE: "Kategorien. Was hier steht, gilt für eine Kategorie, statt des für sie oder für den ganzen Desk Gemessenen.\n" +
			"Eine gemessene Lösungsquote ist (gelöst + 1/2) / (versucht + 1), damit wenige Tickets sie nicht auf 0 oder 1 bringen. Es gibt:",
	}
	leftOut = origin.Text{
		EN: "%d categories with fewer tickets, or with names too long to write, are left out here; they are typed in the same way.",
		DE: "%d Kategorien mit weniger Tickets oder mit zu langem Namen fehlen hier; sie werden ebenso eingegeben.",
	}
	tickets = origin.Text{EN: "tickets: %d", DE: "Tickets: %d"}
	unnamed = origin.Text{EN: ", those without a category", DE: ", die ohne Kategorie"}
)
