package headcount

import "tiermix/dashboard/page"

// RiskWidgets are the cards about what could go wrong. Each loads by itself, and those about a year share one drawing.
func RiskWidgets() []page.Widget {
	return []page.Widget{
		{ID: "headcount-course", Chart: true, Load: course},
		{ID: "headcount-wrong", Load: wrong},
		{ID: "headcount-promises", Load: promises},
		{ID: "headcount-moves", Chart: true, Load: moves},
	}
}
