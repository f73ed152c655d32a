package tier

// WorkInPartsOf has Derive take so many tickets at once.
func WorkInPartsOf(tickets int64) { partTickets = tickets }
