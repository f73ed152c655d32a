package listing_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"tiermix/model/kpi"
	"tiermix/model/kpi/listing"
	"tiermix/model/rate"
)

func inTime() kpi.Answer {
	group := func(month string, hits, total float64, p *rate.Point) kpi.Group {
		return kpi.Group{Key: map[string]string{"month": month}, Control: p, Measure: kpi.Measure{
			Available: true, Value: f64(hits / total), Numerator: f64(hits), Denominator: f64(total), N: int(total)}}
	}
	return kpi.Answer{Figures: []kpi.Figure{{
		ID: "escalation_rate", Unit: kpi.Fraction, Measure: kpi.Measure{Available: true, Value: f64(0.1), N: 2000},
		Control: &kpi.Control{Centre: 0.1, Spread: f64(2.5)},
		Groups: []kpi.Group{
			group("2024-01", 150, 1000, &rate.Point{Value: 0.15, Low: 0.07, High: 0.13, Outside: 1}),
			group("2024-02", 50, 1000, &rate.Point{Value: 0.05, Low: 0.07, High: 0.13, Outside: -1}),
			group("2024-03", 1, 4, &rate.Point{Value: 0.25, Low: 0, High: 0.55, Few: true}),
		},
	}}}
}

func TestJSONHasControlLimits(t *testing.T) {
	var b bytes.Buffer
	if err := listing.JSON(&b, inTime()); err != nil {
		t.Fatal(err)
	}
	type limits struct {
		Low, High float64
		Outside   int
		Few       bool
	}
	var got struct {
		KPIs []struct {
			Control struct {
				Chart          string
				Centre, Sigmas float64
				SigmaZ         *float64 `json:"sigma_z"`
			}
			Groups []struct{ Control *limits }
		}
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	c, g := got.KPIs[0].Control, got.KPIs[0].Groups
	if c.Chart != "p" || c.Centre != 0.1 || c.Sigmas != 3 || *c.SigmaZ != 2.5 || *g[0].Control != (limits{0.07, 0.13, 1, false}) || !g[2].Control.Few {
		t.Errorf("got %s", b.String())
	}
}

func TestTableMarksWhatLiesOutside(t *testing.T) {
	var b bytes.Buffer
	if err := listing.Table(&b, inTime()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"150 of 1000; above the control limits 7.0 % to 13.0 %\n", "50 of 1000; below the control limits 7.0 % to 13.0 %\n", "1 of 4\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
}
