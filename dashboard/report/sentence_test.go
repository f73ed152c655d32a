package report_test

import (
	"slices"
	"testing"

	"tiermix/dashboard/page/pagetest"
	"tiermix/dashboard/report"
	"tiermix/model/kpi"
)

func to[T any](v T) *T { return &v }

// share is an available escalation rate with a change; p 0: there is no test of noise.
func share(value, earlier, p float64, more bool, groups ...kpi.Group) kpi.Figure {
	f := kpi.Figure{ID: "escalation_rate", Unit: "share", Direction: "lower", Measure: kpi.Measure{Available: true, Value: &value, Numerator: to(value * 1000), Denominator: to(1000.0), N: 1000}, Groups: groups}
	f.Change = &kpi.Change{Value: &earlier, Difference: to(value - earlier), N: 1000, MoreThanNoise: more}
	if p > 0 {
		f.Change.P = &p
	}
	if more {
		f.Change.Better = to(value < earlier)
	}
	return f
}

// Sentences follow from the figure by rules: direction, size, whether it is noise, and what brought it.
func TestSentences(t *testing.T) {
	const against = "Q2"
	money := share(12.5, 10, 0.001, true)
	money.ID, money.Unit, money.Currency = "cost_per_ticket", "money", "EUR"
	count := share(37, 31, 0, true)
	count.ID, count.Unit = "backlog", "count"
	absent := kpi.Figure{ID: "escalation_rate", Unit: "share", Measure: kpi.Measure{Reason: "not available: the source has no teams"}}
	alone := share(0.2, 0.1, 0.5, false)
	alone.Change = nil
	for _, test := range []struct {
		name    string
		figure  kpi.Figure
		against string
		en, de  []string
	}{
		{"within noise", share(0.281, 0.274, 0.4, false), against,
			[]string{"28.1\u00a0%, up 0.7 pts on the compared period; the difference is within noise.", "Chance alone makes differences of this size; no cause is named."},
			[]string{"28,1\u00a0%, das sind 0,7 Pkt. mehr als im Vergleichszeitraum; der Unterschied liegt im Rauschen.", "Unterschiede dieser Größe macht schon der Zufall; eine Ursache wird nicht genannt."}},
		{"better", share(0.2, 0.25, 0.001, true), against,
			[]string{"20.0\u00a0%, down 5.0 pts on the compared period; the difference is more than noise, and better.", "A figure of this kind does not split into parts, so no cause is named."},
			[]string{"20,0\u00a0%, das sind 5,0 Pkt. weniger als im Vergleichszeitraum; der Unterschied ist größer als Rauschen, eine Verbesserung.", "Eine Kennzahl dieser Art zerfällt nicht in Teile, darum wird keine Ursache genannt."}},
		{"money", money, against,
			[]string{"12.50\u00a0€, up 2.50\u00a0€ on the compared period; the difference is more than noise, and worse.", "A figure of this kind does not split into parts, so no cause is named."},
			[]string{"12,50\u00a0€, das sind 2,50\u00a0€ mehr als im Vergleichszeitraum; der Unterschied ist größer als Rauschen, eine Verschlechterung.", "Eine Kennzahl dieser Art zerfällt nicht in Teile, darum wird keine Ursache genannt."}},
		{"without a test", count, against,
			[]string{"37, up 6 on the compared period; a count or a median of this kind has no test of noise here.", "A figure of this kind does not split into parts, so no cause is named."},
			[]string{"37, das sind 6 mehr als im Vergleichszeitraum; für eine Zahl dieser Art gibt es hier keinen Test auf Rauschen.", "Eine Kennzahl dieser Art zerfällt nicht in Teile, darum wird keine Ursache genannt."}},
		{"unchanged", share(0.2, 0.2, 0.9, false), against, []string{"20.0\u00a0%, as in the compared period."}, []string{"20,0\u00a0%, wie im Vergleichszeitraum."}},
		{"nothing compared", alone, "", []string{"20.0\u00a0% in this period."}, []string{"20,0\u00a0% in diesem Zeitraum."}},
		{"no value before", alone, against, []string{"20.0\u00a0% in this period.", "There is no value for Q2 to compare with."}, []string{"20,0\u00a0% in diesem Zeitraum.", "Für den Zeitraum Q2 gibt es keinen Wert zum Vergleich."}},
		{"not available", absent, against, []string{"Not available: the source has no teams."}, []string{"Not available: the source has no teams."}},
	} {
		t.Run(test.name, func(t *testing.T) {
			for lang, want := range map[string][]string{"en": test.en, "de": test.de} {
				if got := report.Sentences(pagetest.Ask(t, pagetest.New(), lang, ""), test.figure, test.against); !slices.Equal(got, want) {
					t.Errorf("%s:\n got %q\nwant %q", lang, got, want)
				}
			}
		})
	}
}

// What brought a change that is more than noise is named by category, and adds up to the change.
func TestSentencesNameTheCause(t *testing.T) {
	group := func(name string, escalated, held, before, heldBefore float64) kpi.Group {
		m := kpi.Measure{Available: true, Value: to(escalated / held), Numerator: &escalated, Denominator: &held, N: int(held)}
		m.Change = &kpi.Change{Value: to(before / heldBefore), Difference: to(escalated/held - before/heldBefore), N: int(heldBefore)}
		return kpi.Group{Key: map[string]string{"category": name}, Measure: m}
	}
	f := share(0.3, 0.2, 1e-9, true, group("VPN", 200, 500, 100, 500), group("Mail", 100, 500, 100, 500))
	got := report.Sentences(pagetest.Ask(t, pagetest.New(), "en", ""), f, "Q2")
	if len(got) != 2 || got[1] != "By category: VPN (+10.0 pts), all others (+0.0 pts)." {
		t.Errorf("got %q", got)
	}
}
