package plan

import (
	"time"

	"tiermix/model/origin"
)

// Outlook is what is expected of the months after the records, in their order and without gaps. It carries a forecast, or a
// typed growth, into whatever plans month by month.
type Outlook struct {
	Months []Month
	Level  float64     // coverage of Low to High, 0..1
	Source origin.Text // the method and what it rests on, or that it was typed
}

// Month is the demand expected of one calendar month. Growth, Low and High are shares, as Input.Growth is: tickets a week of that
// month over those of an average week of the measured period, less one.
type Month struct {
	First     time.Time // its first day, at midnight of the desk's zone
	Growth    float64
	Low, High float64
	Kind      origin.Kind // origin.Measured for a forecast from records, origin.Typed for a growth that was typed
}
