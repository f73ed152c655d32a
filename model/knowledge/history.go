// Package knowledge says what knowledge articles do for a desk: which solutions of 2nd level could become articles for 1st level,
// and whether fewer tickets of a category are escalated after an article for it came.
package knowledge

import "time"

// History is what the records say of articles and escalations, day by day of the desk's clock. Days are midnight UTC.
type History struct {
	First, Last time.Time // days that the records cover
	Nameless    int       // tickets that link an article of which no name is kept
	Uses        []Use
	Days        []Day // in any order
}

// Use is how an article is used in a category.
type Use struct {
	Category string // "" where the source does not say
	Article  string
	First    time.Time // day on which it was first linked to a ticket of the category
	Tickets  int       // of the category that link it
}

// Day counts the tickets of a category that were created on a day.
type Day struct {
	Category  string
	Day       time.Time
	Held      int // by 1st level
	Escalated int // of these
}
