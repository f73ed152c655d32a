package plan

import (
	"errors"
	"fmt"
	"time"

	"tiermix/model/origin"
)

// In finds a calendar month, by any instant in it, in the outlook. Errors: one that it does not hold.
func (o Outlook) In(month time.Time) (Month, error) {
	for _, m := range o.Months {
		if m.First.Year() == month.Year() && m.First.Month() == month.Month() {
			return m, nil
		}
	}
	asked := month.Format("2006-01")
	if len(o.Months) == 0 {
		return Month{}, origin.Faultf(origin.Text{EN: "month %s: nothing is known of any month to come", DE: "Monat %s: von keinem künftigen Monat ist etwas bekannt"}, asked)
	}
	first, last := o.Months[0].First.Format("2006-01"), o.Months[len(o.Months)-1].First.Format("2006-01")
	return Month{}, origin.Faultf(origin.Text{
		EN: "month %s does not lie ahead of the records; months from %s to %s can be planned", DE: "Monat %s liegt nicht vor den Aufzeichnungen; planbar sind die Monate von %s bis %s",
	}, asked, first, last)
}

// BuildFor is Build for a month to come: growth is that of the outlook, unless it is typed. A Note of the input says which it is.
func (s Scenario) BuildFor(d Demand, o Outlook, m Month) (Input, error) {
	measured := Measured(d)
	if m.Kind == origin.Measured {
		measured["growth"] = origin.Measure(m.Growth, origin.Share, o.Source.EN, m.First.Year())
	}
	in, err := BuildFrom(d, measured, s.Assumptions)
	_, typed := s.Values["growth"]
	in.Notes = append([]origin.Text{o.note(m, typed, in.Growth)}, in.Notes...)
	return in, errors.Join(append(s.unknown(), err)...)
}

// note says where the growth of a month comes from.
func (o Outlook) note(m Month, typed bool, growth float64) origin.Text {
	month := m.First.Format("2006-01")
	told := fmt.Sprintf("%+.1f %%", 100*m.Growth)
	span := fmt.Sprintf("%.0f %%: %+.1f %% to %+.1f %%", 100*o.Level, 100*m.Low, 100*m.High)
	spanne := fmt.Sprintf("%.0f %%: %+.1f %% bis %+.1f %%", 100*o.Level, 100*m.Low, 100*m.High)
	switch {
	case typed && m.Kind == origin.Measured:
		return origin.Text{
			EN: fmt.Sprintf("Planned for %s with the typed growth of %+.1f %%; the forecast would be %s (%s; %s).", month, 100*growth, told, span, o.Source.EN),
			DE: fmt.Sprintf("Geplant für %s mit dem eingegebenen Wachstum von %+.1f %%; die Vorhersage wäre %s (%s; %s).", month, 100*growth, told, spanne, o.Source.DE),
		}
	case m.Kind == origin.Measured:
		return origin.Text{
			EN: fmt.Sprintf("Planned for %s: %s tickets a week against the measured period (%s; %s).", month, told, span, o.Source.EN),
			DE: fmt.Sprintf("Geplant für %s: %s Tickets je Woche gegenüber dem gemessenen Zeitraum (%s; %s).", month, told, spanne, o.Source.DE),
		}
	}
	return origin.Text{
		EN: fmt.Sprintf("Planned for %s with growth of %+.1f %%: %s.", month, 100*growth, o.Source.EN), DE: fmt.Sprintf("Geplant für %s mit Wachstum von %+.1f %%: %s.", month, 100*growth, o.Source.DE),
	}
}
