package origin_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/model/origin"
)

func TestSentences(t *testing.T) {
	closed := origin.Faultf(origin.Text{EN: "closed on %d days", DE: "an %d Tagen geschlossen"}, 7)
	plain := errors.New("too many")
	for name, c := range map[string]struct {
		err  error
		want []origin.Text
	}{
		"nothing":           {nil, nil},
		"a fault":           {closed, []origin.Text{{EN: "closed on 7 days", DE: "an 7 Tagen geschlossen"}}},
		"another error":     {plain, []origin.Text{{EN: "too many", DE: "too many"}}},
		"joined":            {errors.Join(plain, closed), []origin.Text{{EN: "too many", DE: "too many"}, closed.Said}},
		"wrapped":           {fmt.Errorf("plan: %w", closed), []origin.Text{closed.Said}},
		"wrapped, no fault": {fmt.Errorf("plan: %w", plain), []origin.Text{{EN: "plan: too many", DE: "plan: too many"}}},
		"wrapped and joined": {fmt.Errorf("plan: %w", errors.Join(closed, plain)),
			[]origin.Text{closed.Said, {EN: "too many", DE: "too many"}}},
	} {
		if diff := cmp.Diff(c.want, origin.Sentences(c.err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if closed.Error() != "closed on 7 days" {
		t.Errorf("the error says %q", closed)
	}
}
