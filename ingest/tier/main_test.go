package tier_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain asks for fewer random desks than rapid's usual 100: each holds many tickets and takes two imports. More with
// go test ./ingest/tier -rapid.checks=1000.
func TestMain(m *testing.M) {
	flag.Parse()
	asked := false
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == "rapid.checks" })
	if !asked {
		if err := flag.Set("rapid.checks", "25"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
