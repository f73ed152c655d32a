package pagetest

import (
	"context"
	"fmt"
	"os"

	"tiermix/model/brand"
	"tiermix/model/kpi"
)

// Export implements the source: two tickets.
func (d *Desk) Export(ctx context.Context, _ kpi.Scope, prices *kpi.Prices, _, path string) (int64, error) {
	if err := d.asked(ctx, "export"); err != nil {
		return 0, err
	}
	text := fmt.Sprintf("ticket_id,cost\nT1,%t\nT2,%t\n", prices != nil, prices != nil)
	return 2, os.WriteFile(path, []byte(text), 0o600)
}

// Brand implements the source.
func (d *Desk) Brand(ctx context.Context) (brand.Brand, error) { return d.Look, d.asked(ctx, "brand") }
