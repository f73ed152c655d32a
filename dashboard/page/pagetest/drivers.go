package pagetest

import (
	"math"

	"tiermix/model/driver"
	"tiermix/model/flow"
)

// patterns are tickets by everything known of them: categories differ, permissions are hardly ever escalated, backups never.
func patterns(dims map[string][]string) driver.Table {
	t := driver.Table{Factors: []driver.Factor{
		{Name: "category", Levels: dims["category"]}, {Name: "channel", Levels: dims["channel"]}, {Name: "region", Levels: []string{"North"}},
		{Name: "weekday", Levels: []string{"1", "2", "3", "4", "5"}, Ordered: true}, {Name: "hour", Levels: []string{"8", "14"}, Ordered: true},
	}}
	for i, name := range dims["category"] {
		for j := range dims["channel"] {
			for day := range 5 {
				for hour := range 2 {
					n := 12 + (7*i+3*j+day+hour)%9
					share := math.Abs(math.Sin(float64(2*i))) * (0.7 + 0.1*float64(j))
					if name == "Backup" {
						share = 0
					}
					t.Rows = append(t.Rows, driver.Row{Levels: []int32{int32(i), int32(j), 0, int32(day), int32(hour)}, Tickets: n, Escalated: int(share * float64(n))})
				}
			}
		}
	}
	return t
}

func reasons() flow.Reasons {
	return flow.Reasons{LeftOut: 4, All: []flow.Reason{
		{Reason: "needs admin rights", Moves: 812, Tickets: 790}, {Reason: "knowledge missing", Moves: 640, Tickets: 611}, {Reason: "on-site work", Moves: 402, Tickets: 400},
		{Reason: "", Moves: 231, Tickets: 230}, {Reason: "defect in product", Moves: 190, Tickets: 188}, {Reason: "time limit", Moves: 71, Tickets: 70},
	}}
}
