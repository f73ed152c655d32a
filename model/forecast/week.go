package forecast

import (
	"math"
	"time"

	"tiermix/model/origin"
)

// Below so many tickets an hour's share moves by more than a tenth with each ticket of a busy hour, and this is said.
const thinProfile = 500

// ProfileOf is the profile of counted tickets by weekday and hour, over a number of weeks.
func ProfileOf(counts [7][24]float64, weeks float64) (WeekProfile, error) {
	p := WeekProfile{Weeks: weeks}
	for day, hours := range counts {
		for hour, n := range hours {
			if !(n >= 0 && n <= mostTicket) {
				return WeekProfile{}, origin.Fault{Said: origin.Text{
					EN: sprint("%s, hour %d: %v is not a count of tickets", time.Weekday(day), hour, n),
					DE: sprint("%s, Stunde %d: %v ist keine Anzahl von Tickets", germanDays[day], hour, n),
				}}
			}
			p.Tickets += n
		}
	}
	if p.Tickets == 0 {
		return WeekProfile{}, origin.Faultf(origin.Text{
			EN: "no tickets were counted by hour; a profile needs some", DE: "es wurden keine Tickets nach Stunde gezählt; ein Profil braucht welche",
		})
	}
	for day, hours := range counts {
		for hour, n := range hours {
			p.Shares[day][hour] = n / p.Tickets
		}
	}
	if p.Tickets < thinProfile {
		p.Notes = append(p.Notes, origin.Faultf(origin.Text{
			EN: "the profile rests on %.0f tickets only; with fewer than %d single hours are mostly chance",
			DE: "das Profil ruht auf nur %.0f Tickets; bei weniger als %d sind einzelne Stunden meist Zufall",
		}, math.Round(p.Tickets), thinProfile).Said)
	}
	return p, nil
}

var germanDays = [7]string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"}
