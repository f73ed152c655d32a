package salary

import "tiermix/model/origin"

// Example is a published salary that stands in until the desk types its own.
type Example struct {
	Country string
	Tier    int          // 1, 2 or 3; 0 when the survey does not tell tiers apart
	Rank    int          // percentile of the survey; 0 for its typical value
	Annual  origin.Value // PerYear(currency)
}

// Sources of the examples.
const (
	partner = "Compensation Partner, salaries in IT support, Germany"
	bls     = "US Bureau of Labor Statistics, Occupational Employment Statistics, May 2018, computer user support specialists (15-1151)"
)

// Examples returns the salaries that come with tiermix, a new copy each time: Germany 2019 by tier, United States May 2018 by
// percentile. They are examples, old ones, and to be replaced.
func Examples() []Example {
	return []Example{
		{"DE", 1, 0, origin.Assume(37_200, "EUR/year", partner, 2019)},
		{"DE", 2, 0, origin.Assume(44_600, "EUR/year", partner, 2019)},
		{"DE", 3, 0, origin.Assume(50_800, "EUR/year", partner, 2019)},
		{"US", 0, 10, origin.Assume(31_220, "USD/year", bls, 2018)},
		{"US", 0, 25, origin.Assume(39_310, "USD/year", bls, 2018)},
		{"US", 0, 50, origin.Assume(50_980, "USD/year", bls, 2018)},
		{"US", 0, 75, origin.Assume(65_640, "USD/year", bls, 2018)},
		{"US", 0, 90, origin.Assume(84_510, "USD/year", bls, 2018)},
	}
}

// WholeTier is the grade of a band that holds for all people of its tier.
const WholeTier = "whole tier"

// exampleSpread is how far the example bands reach from their middle, down and up. It is an example and no survey.
const exampleSpread = 0.2

// ExampleBands returns the bands of 1st and 2nd level in a currency that hold until the desk types its own: in EUR the typical
// salaries of Germany 2019, 20 % down and up; in USD the 10th, 50th and 90th percentile of 2018 for both tiers, which that survey
// does not tell apart. Other currencies have none.
func ExampleBands(currency string) []Band {
	if currency == "USD" {
		both := Band{Tier: 1, Grade: WholeTier, Min: 31_220, Mid: 50_980, Max: 84_510, Currency: "USD", Kind: origin.Default, Source: bls, Year: 2018}
		second := both
		second.Tier = 2
		return []Band{both, second}
	}
	var all []Band
	for _, e := range Examples() {
		if (e.Tier == 1 || e.Tier == 2) && e.Annual.Unit == PerYear(currency) {
			mid := e.Annual.Amount
			all = append(all, Band{Tier: e.Tier, Grade: WholeTier, Min: cents(mid * (1 - exampleSpread)), Mid: mid, Max: cents(mid * (1 + exampleSpread)),
				Currency: currency, Kind: origin.Default, Source: partner + "; 20 % down and up is a tiermix example", Year: e.Annual.Year})
		}
	}
	return all
}

// ExampleHours returns hours for Germany in 2026, every one a named default to be replaced. Seven public holidays are those that all
// states have and that fall on Monday to Friday in 2026; the state's own come on top.
func ExampleHours() Hours {
	const own = "tiermix example, no survey"
	return Hours{
		Contract:    origin.Assume(38.5, HoursPerWeek, own, 2026),
		DaysPerWeek: origin.Assume(5, DaysPerWeek, own, 2026),
		Vacation:    origin.Assume(20, DaysPerYear, "§ 3 BUrlG, statutory minimum for a five-day week", 2026),
		Holidays:    origin.Assume(7, DaysPerYear, "public holidays of all German states on Monday to Friday", 2026),
		Sickness:    origin.Assume(14.8, DaysPerYear, "Statistisches Bundesamt, days of sick leave per employee", 2024),
		Training:    origin.Assume(5, DaysPerYear, own, 2026),
		Meetings:    origin.Assume(2, HoursPerWeek, own, 2026),
	}
}
