package store_test

import (
	"context"
	"errors"
	"testing"

	"tiermix/ingest/store"
	"tiermix/model/kpi"
)

// Anna's team got the ticket, Bea's holds it, Cleo's had it in between; the second ticket is spam by fax.
func passedOn(t *testing.T) store.Querier {
	t.Helper()
	q := openMemory(t).DB()
	insertRow(t, q, "path", []string{"id", "channel", "first_team", "first_tier", "last_team", "last_tier"}, []string{"A", "mail", "Anna", "1", "Bea", "2"})
	insertRow(t, q, "path", []string{"id", "channel", "excluded"}, []string{"B", "fax", "spam"})
	insertRow(t, q, "stint", []string{"id", "team", "tier", "from_tier", "channel"}, []string{"A", "Cleo", "3", "1", "mail"})
	return q
}

func TestWhereNamesWhatTheDeskHas(t *testing.T) {
	q := passedOn(t)
	for _, c := range []struct{ where, want string }{
		{"channel=mail", ""},
		{"channel=fax", ""},
		{"channel=", ""},
		{"team=Anna", ""},
		{"team=Bea", ""},
		{"team=Cleo", ""},
		{"tier=3", ""},
		{"tier=", ""},
		{"from_tier=1", ""},
		{"month=1999-01", ""},
		{"weekday=7", ""},
		{"hour=4", ""},
		{"channel=mial", `channel "mial": no ticket has it; there are mail, fax`},
		{"team=Beate", `team "Beate": no ticket has it; there are Bea, Anna, Cleo`},
		{"tier=4", `tier "4": no ticket has it; there are 1, 2, 3`},
		{"from_tier=2", `from_tier "2": no ticket has it; there is only 1`},
		{"product=Phone", `product "Phone": no ticket has a product`},
	} {
		where, err := kpi.ParseWhere([]string{c.where})
		if err != nil {
			t.Fatal(err)
		}
		err = store.CheckWhere(context.Background(), q, where)
		var absent *kpi.AbsentValue
		if c.want == "" && err != nil || c.want != "" && (!errors.As(err, &absent) || err.Error() != c.want) {
			t.Errorf("%s\ngot  %v\nwant %s", c.where, err, c.want)
		}
	}
}

// The question after that is answered: the desk has no tickets.
func TestEmptyDeskRefusesNoFilter(t *testing.T) {
	where := []kpi.Filter{{Dim: "channel", Values: []string{"mail"}}, {Dim: "tier", Values: []string{"1"}}}
	if err := store.CheckWhere(context.Background(), openMemory(t).DB(), where); err != nil {
		t.Error(err)
	}
}
