package kpi_test

import (
	"testing"

	"tiermix/model/kpi"
)

func TestAbsentValueNamesTheNearest(t *testing.T) {
	many := []string{"l", "k", "j", "i", "h", "g", "f", "e", "d", "c", "b", "a"}
	for _, c := range []struct {
		dim, value string
		known      []string
		want       string
	}{
		{"channel", "phnoe", []string{"social", "email", "", "phone"}, `channel "phnoe": no ticket has it; there are phone, email, social`},
		{"channel", "PHONE", []string{"email", "Phone"}, `channel "PHONE": no ticket has it; there are Phone, email`},
		{"tier", "3", []string{"2", "1", "2"}, `tier "3": no ticket has it; there are 1, 2`},
		{"region", "EU", []string{"EMEA"}, `region "EU": no ticket has it; there is only EMEA`},
		{"product", "X", []string{""}, `product "X": no ticket has a product`},
		{"product", "X", nil, `product "X": no ticket has a product`},
		{"team", "m", many, `team "m": no ticket has it; there are a, b, c, d, e, f, g, h, i, j and 2 more`},
	} {
		err := kpi.Filter{Dim: c.dim, Values: []string{c.value}}.Check(c.known)
		if err == nil || err.Error() != c.want {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
}

func TestKnownValuesPass(t *testing.T) {
	if err := (kpi.Filter{Dim: "channel", Values: []string{"phone", "", "email"}}).Check([]string{"email", "phone"}); err != nil {
		t.Error(err)
	}
	if err := (kpi.Filter{Dim: "channel", Values: []string{"phone", "fax"}}).Check([]string{"email", "phone"}); err == nil {
		t.Error("the second value is not looked at")
	}
}
