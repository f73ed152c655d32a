package courier_test

import (
	"testing"
	"time"

	"tiermix/dashboard/courier"
	"tiermix/model/schedule"
)

// A time that is taken comes, and always later than the instant it is asked for.
func FuzzReadTimes(f *testing.F) {
	f.Add("0 7 1 * *", "Europe/Berlin")
	f.Add("@daily", "UTC")
	f.Add("0 0 30 2 *", "Asia/Kathmandu")
	f.Add("*/7 1-5,9 ? JAN sun", "")
	f.Add("@every 1ns", "../../etc/passwd")
	f.Add("TZ=Europe/Berlin 0 7 * * *", "UTC")
	f.Fuzz(func(t *testing.T, cron, zone string) {
		times, err := courier.ReadTimes(schedule.Schedule{Cron: cron, Zone: zone})
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without words")
			}
			return
		}
		at := time.Date(2026, 3, 29, 0, 59, 59, 0, time.UTC)
		if next := times.After(at); !next.IsZero() && !next.After(at) {
			t.Errorf("%q in %q: %v after %v", cron, zone, next, at)
		}
	})
}
