package page

import (
	"tiermix/dashboard/locale"
	"tiermix/model/kpi"
)

var signs = map[string]string{"EUR": "€", "USD": "$", "GBP": "£"}

// Sign is how a currency is written behind an amount.
func Sign(currency string) string {
	if sign, ok := signs[currency]; ok {
		return sign
	}
	return currency
}

// Amount is a value of a figure in its unit, money with its currency.
func Amount(l *locale.Locale, f kpi.Figure, v *float64) string {
	return priced(l.Value(f.Unit, v), f, v != nil)
}

// Step is the size of a change of a figure, without its sign.
func Step(l *locale.Locale, f kpi.Figure, v float64) string {
	return priced(l.Difference(f.Unit, v), f, true)
}

func priced(text string, f kpi.Figure, known bool) string {
	if f.Currency == "" || !known {
		return text
	}
	return text + "\u00a0" + Sign(f.Currency)
}
