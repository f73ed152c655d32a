package listing_test

import (
	"bytes"
	"testing"

	"tiermix/model/kpi"
	"tiermix/model/kpi/listing"
)

// The definitions in the repository are those of the registry. `tiermix kpi docs --lang LANG` writes them anew.
func TestDefinitionsAreInStep(t *testing.T) {
	for _, lang := range []kpi.Language{kpi.English, kpi.German} {
		var b bytes.Buffer
		if err := listing.Docs(&b, lang); err != nil {
			t.Fatal(err)
		}
		golden(t, "../definitions."+string(lang)+".md", b.Bytes())
	}
}
