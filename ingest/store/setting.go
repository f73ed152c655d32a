package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
)

// Names of settings.
const (
	SettingTimezone = "timezone"
	SettingVersion  = "data_version" // counts every change of the desk
	SettingHolidays = "holidays"     // whose public holidays are closed days, as DE-BY
	SettingName     = "desk_name"
	SettingAccent   = "accent" // colour of reports, as #1f6fb2
	SettingLogo     = "logo"   // picture of reports, in base64
	SettingMailHost = "mail_host"
	SettingMailPort = "mail_port"
	SettingMailWay  = "mail_security"
	SettingMailUser = "mail_user"
	SettingMailFrom = "mail_from"
)

// Setting reads a setting of the desk; "" when it was never set.
func Setting(ctx context.Context, q Querier, name string) (string, error) {
	var value string
	err := q.QueryRowContext(ctx, "select value from desk.setting where name = ?", name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read setting %s: %w", name, err)
	}
	return value, nil
}

// Set writes a setting of the desk.
func Set(ctx context.Context, q Querier, name, value string) error {
	if _, err := q.ExecContext(ctx, "delete from desk.setting where name = ?", name); err != nil {
		return fmt.Errorf("write setting %s: %w", name, err)
	}
	if _, err := q.ExecContext(ctx, "insert into desk.setting values (?, ?)", name, value); err != nil {
		return fmt.Errorf("write setting %s: %w", name, err)
	}
	return nil
}

// Changed counts the desk's version up, so that nothing stale is shown.
func Changed(ctx context.Context, q Querier) error {
	text, err := Setting(ctx, q, SettingVersion)
	if err != nil {
		return err
	}
	version := 0
	if text != "" {
		if version, err = strconv.Atoi(text); err != nil {
			return fmt.Errorf("setting %s: %w", SettingVersion, err)
		}
	}
	return Set(ctx, q, SettingVersion, strconv.Itoa(version+1))
}
