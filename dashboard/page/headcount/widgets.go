package headcount

import "tiermix/dashboard/page"

// RiskWidgets are the cards about what could go wrong. Each loads by itself, and all of them share one drawing of years.
func RiskWidgets() []page.Widget {
	return []page.Widget{
		{ID: "headcount-wrong", Load: wrong},
		{ID: "headcount-promises", Load: promises},
		{ID: "headcount-moves", Chart: true, Load: moves},
	}
}
