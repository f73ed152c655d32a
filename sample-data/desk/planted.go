package desk

// region, channel, product, priority and language are indexes into these names.
var (
	regions    = []string{"North", "South"}
	channels   = []string{"phone", "email", "social"}
	products   = []string{"Kassensystem", "Webshop", "CRM", "Büro-IT"}
	priorities = []string{"critical", "high", "normal", "low"}
	languages  = []string{"de", "en", "fr"}

	regionWeights   = []int{55, 45}
	productWeights  = []int{30, 20, 15, 35}
	priorityWeights = []int{3, 17, 60, 20}
	languageWeights = []int{70, 22, 8}
	channelDay      = []int{48, 42, 10} // while the desk is open
	channelNight    = []int{0, 78, 22}  // nobody answers the phone

	// targets are the promised seconds from creation to first resolution, by priority.
	targets = []int64{4 * hour, day, 3 * day, 7 * day}
)

const (
	phone = 0
	email = 1
)

// category is one kind of question with what becomes of it. Shares are per mille, times minutes of work.
type category struct {
	name       string
	weight     int
	escalation int  // a ticket that tier 1 holds goes up
	third      int  // a ticket that tier 2 works on goes up to tier 3
	subject    int  // team of tier 2 that it goes to
	firstLevel bool // 1st level could solve it at all
	effort1    int64
	effort2    int64
}

var categories = []category{
	{"Password & access", 180, 50, 10, applications, true, 7, 15},
	{"Invoice & order", 95, 80, 15, applications, true, 9, 22},
	{"Berechtigungen", 90, 120, 20, applications, true, 10, 25},
	{"E-mail & calendar", 105, 150, 30, applications, true, 12, 30},
	{"Drucker", 95, 220, 20, devices, true, 14, 35},
	{"Telephony", 60, 300, 60, network, true, 13, 40},
	{"VPN & remote work", 90, 350, 50, network, true, 15, 38},
	{"Fachanwendung", 85, 480, 160, applications, true, 18, 55},
	{"Network & Wi-Fi", 70, 550, 90, network, true, 16, 60},
	{"Softwarefehler", 50, 600, 380, applications, true, 17, 70},
	{"Vor-Ort-Einsatz", 35, 650, 20, devices, false, 11, 90},
	{"Gerätetausch", 45, 700, 15, devices, false, 10, 75},
}

// What becomes of tickets in general, per mille.
const (
	merged         = 15  // of all tickets
	spam           = 12  // of written tickets
	direct         = 140 // of e-mails: sent straight to 2nd level
	passFirst      = 60  // of visits to a team of tier 1: given to another team of tier 1
	passSecond     = 80  // of visits to a team of tier 2
	passBack       = 350 // of passes after a pass: straight back
	passByRule     = 150 // of passes: by a routing rule, nobody has looked
	returned       = 90  // of visits to tier 2: back to tier 1 after a look
	returnedUnread = 20  // of visits to tier 2: back without a look
	again          = 450 // of returns to tier 1 by tier 2: up once more
	chased         = 60  // of escalations to tier 2: 1st level adds a note before tier 2 looks
	vendorNeeded   = 140 // of visits to tier 3
	solvedHigh     = 300 // of visits to tier 3 or the vendor: solved there, not handed back
	managerTold    = 15  // of work on a ticket: escalated to a manager, who changes no team
	asked          = 130 // of visits: the customer is asked and the ticket waits
	onePhoneCall   = 700 // of phone tickets solved by who took the call: no further message
	withdrawn      = 12  // of solutions: closed at once, nothing to solve
	reopenedSoon   = 55  // of resolutions: customer comes back within six and a half days
	reopenedLate   = 20  // of resolutions: customer comes back after closing
	onlyThanks     = 300 // of reopenings: a word of thanks that reopened the ticket
	linked         = 340 // of visits with work: a knowledge article is linked
	selfAssigned   = 200 // of first looks: the agent takes the ticket by name
	rated          = 260 // of final resolutions
	satisfied      = 880 // of ratings; less after handovers
	lessSatisfied  = 90  // per handover
	capable        = 270 // of tickets solved by tier 2: 1st level could have done it
)

// occupancy is the planted share of paid time spent on tickets by tier, per cent; index 0 is unused.
var occupancy = [5]int{0, 68, 60, 45, 50}

// How long tickets lie before somebody looks, seconds: the median by tier, index 0 unused.
var queueing = [5]int64{0, 40 * minute, 7 * hour, 36 * hour, 60 * hour}

// planted names the parameters for truth.json; shares lie in 0..1.
func planted() map[string]any {
	share := func(perMille int) float64 { return float64(perMille) / 1000 }
	escalation, third := map[string]float64{}, map[string]float64{}
	for _, c := range categories {
		escalation[c.name], third[c.name] = share(c.escalation), share(c.third)
	}
	return map[string]any{
		"escalation_from_tier_1": escalation, "escalation_from_tier_2": third,
		"merged": share(merged), "spam_of_written": share(spam), "direct_of_email": share(direct),
		"pass_in_tier_1": share(passFirst), "pass_in_tier_2": share(passSecond), "pass_straight_back": share(passBack),
		"return_after_look": share(returned), "return_unread": share(returnedUnread), "escalated_again": share(again),
		"vendor_of_tier_3": share(vendorNeeded), "customer_asked": share(asked), "withdrawn": share(withdrawn),
		"reopened_within_7_days": share(reopenedSoon), "reopened_later": share(reopenedLate),
		"reopened_by_thanks": share(onlyThanks), "knowledge_per_visit": share(linked), "rated": share(rated),
		"satisfied": share(satisfied), "less_satisfied_per_handover": share(lessSatisfied),
		"level1_capable": share(capable), "growth": share(growth),
		"weekday_weights": weekdayWeights, "hour_weights": hourWeights, "month_weights": monthWeights,
		"occupancy_percent": map[string]int{"1": occupancy[1], "2": occupancy[2], "3": occupancy[3], "4": occupancy[4]},
	}
}
