package salary

import "tiermix/model/origin"

// Ceilings and floors of the built-in tables, in currency a year.
const (
	healthCeiling2026  = 69_750  // Sozialversicherungsrechengrößen-Verordnung 2026: 5,812.50 a month
	pensionCeiling2026 = 101_400 // the same: 8,450 a month
	wageBase2026       = 184_500 // contribution and benefit base, Social Security Administration, October 2025
	unemploymentBase   = 7_000   // 26 U.S.C. § 3306(b)(1)
	secondaryThreshold = 5_000   // from 6 April 2025
	qualifyingLow      = 6_240   // qualifying earnings, Pensions Act 2008 s. 13, as kept for 2025/26
	qualifyingHigh     = 50_270
)

// Tables returns the tables that come with tiermix, a new copy each time: DE 2026, UK 2025/26, US 2026. Their inputs, which
// differ by employer, stand at 0 as named defaults until With sets them, health insurance at its average; so a bill without them
// is too low, and its lines say so.
func Tables() []Table {
	return []Table{germany2026(), unitedKingdom2025(), unitedStates2026()}
}

// germany2026 is for an employee with statutory insurance outside of Saxony (where the employer's share of care insurance is
// lower by half a point) with the average additional health contribution of 2.9 %, halved.
func germany2026() Table {
	return Table{
		Country: "DE", Year: "2026", Currency: "EUR",
		Source: "Sozialversicherungsrechengrößen-Verordnung 2026; SGB III, V, VI, XI",
		Above:  24_000,
		Below: origin.Text{
			EN: "Up to 24,000 EUR a year (2,000 a month) § 20(2) SGB IV sets other shares for the employer; this bill does not.",
			DE: "Bis 24.000 EUR im Jahr (2.000 im Monat) gelten im Übergangsbereich nach § 20 Abs. 2 SGB IV andere Arbeitgeberanteile; diese Aufstellung kennt sie nicht.",
		},
		Components: []Component{
			own(law("health", "health insurance", "Krankenversicherung", 0.0875, 0, healthCeiling2026, "§§ 241, 242a, 249 SGB V: half of 14.6 % and of 2.9 % on average")),
			law("care", "care insurance", "Pflegeversicherung", 0.018, 0, healthCeiling2026, "§§ 55, 58 SGB XI: half of 3.6 %"),
			law("pension", "pension insurance", "Rentenversicherung", 0.093, 0, pensionCeiling2026, "§§ 158, 168 SGB VI: half of 18.6 %"),
			law("unemployment", "unemployment insurance", "Arbeitslosenversicherung", 0.013, 0, pensionCeiling2026, "§§ 341, 346 SGB III: half of 2.6 %"),
			law("insolvency", "insolvency levy", "Insolvenzgeldumlage", 0.0015, 0, pensionCeiling2026, "§§ 358, 360 SGB III"),
			input("u1", "levy U1, sick pay (up to 30 employees)", "Umlage U1, Entgeltfortzahlung (bis 30 Beschäftigte)", pensionCeiling2026, "§ 7 AAG; the rate is set by the health insurer"),
			input("u2", "levy U2, maternity pay", "Umlage U2, Mutterschaft", pensionCeiling2026, "§ 7 AAG; the rate is set by the health insurer"),
			input("accident", "accident insurance", "Unfallversicherung", 0, "§ 150 SGB VII; the rate is set by the accident insurer and hazard class"),
		},
	}
}

// unitedKingdom2025 is 6 April 2025 to 5 April 2026, category letter A, with the least pension an employer may pay. The employment
// allowance, which is one amount for the whole employer, is left out.
func unitedKingdom2025() Table {
	return Table{
		Country: "UK", Year: "2025/26", Currency: "GBP",
		Source: "Social Security Contributions and Benefits Act 1992; Pensions Act 2008",
		Above:  10_000,
		Below: origin.Text{
			EN: "Up to 10,000 GBP a year nobody is enrolled in a pension automatically; this bill counts those who ask for it.",
			DE: "Bis 10.000 GBP im Jahr wird niemand von selbst in eine Betriebsrente aufgenommen; diese Aufstellung rechnet mit denen, die es verlangen.",
		},
		Components: []Component{
			law("insurance", "National Insurance, secondary class 1", "Sozialversicherung (National Insurance), Arbeitgeber", 0.15, secondaryThreshold, 0, "SSCBA 1992 s. 9; National Insurance Contributions (Secondary Class 1 Contributions) Act 2025"),
			law("pension", "workplace pension, minimum", "Betriebsrente, Mindestbeitrag", 0.03, qualifyingLow, qualifyingHigh, "Pensions Act 2008 ss. 13, 20"),
			input("levy", "apprenticeship levy (pay bills above 3 million)", "Ausbildungsabgabe (Lohnsummen über 3 Millionen)", 0, "Finance Act 2016 part 6; 0.5 % where it is due"),
		},
	}
}

// unitedStates2026 is federal law without the states'.
func unitedStates2026() Table {
	return Table{
		Country: "US", Year: "2026", Currency: "USD",
		Source: "Federal Insurance Contributions Act, 26 U.S.C. § 3111",
		Components: []Component{
			law("social", "Social Security", "Renten- und Invalidenversicherung (Social Security)", 0.062, 0, wageBase2026, "26 U.S.C. § 3111(a); contribution and benefit base of the SSA for 2026"),
			law("medicare", "Medicare", "Krankenversicherung im Alter (Medicare)", 0.0145, 0, 0, "26 U.S.C. § 3111(b)"),
			input("federal", "federal unemployment tax", "Arbeitslosenversicherung des Bundes", unemploymentBase, "26 U.S.C. § 3301; 0.6 % after full credit for the state's"),
			input("state", "state unemployment tax", "Arbeitslosenversicherung des Staates", 0, "set by the state and the employer's record; its wage base is typed as the ceiling"),
		},
	}
}

// law is a contribution at a rate that a law sets: a default of tiermix with its source.
func law(key, en, de string, rate, floor, ceiling float64, source string) Component {
	return Component{Key: key, Name: origin.Text{EN: en, DE: de}, Rate: rate, Floor: floor, Ceiling: ceiling, Source: source, Kind: origin.Default}
}

// own is a contribution whose rate has a usual value and still differs by employer: the additional health contribution is the
// insurer's.
func own(c Component) Component {
	c.Input = true
	return c
}

// input is a contribution at a rate that the user has to know; until then 0.
func input(key, en, de string, ceiling float64, source string) Component {
	return Component{Key: key, Name: origin.Text{EN: en, DE: de}, Ceiling: ceiling, Source: source, Kind: origin.Default, Input: true}
}
