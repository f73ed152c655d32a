package store

import (
	"context"
	"encoding/base64"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tiermix/model/brand"
	"tiermix/model/schedule"
)

// Preference is a setting that a person may choose.
type Preference struct {
	Name    string
	About   string
	Default string
	check   func(value string) error
}

var preferences = map[string]Preference{
	SettingName:     {Name: SettingName, About: "name of the desk", Default: "", check: func(string) error { return nil }},
	SettingAccent:   {Name: SettingAccent, About: "colour of reports, as #1f6fb2", Default: "", check: brand.CheckAccent},
	SettingLogo:     {Name: SettingLogo, About: "picture at the top of reports: a PNG or JPEG file; logo= takes it away", Default: "", check: checkLogo},
	SettingMailHost: {Name: SettingMailHost, About: "mail server of scheduled reports; its password is read from TIERMIX_MAIL_PASSWORD", Default: "", check: schedule.CheckLine},
	SettingMailPort: {Name: SettingMailPort, About: "port of the mail server: 587, or 465 with tls", Default: "", check: schedule.CheckPort},
	SettingMailWay:  {Name: SettingMailWay, About: "how the mail server is reached: starttls, tls, or plain on this computer", Default: schedule.StartTLS, check: schedule.CheckSecurity},
	SettingMailUser: {Name: SettingMailUser, About: "login at the mail server; empty: none", Default: "", check: schedule.CheckLine},
	SettingMailFrom: {Name: SettingMailFrom, About: "address that reports come from", Default: "", check: schedule.CheckLine},
	"reopen_window_days": {Name: "reopen_window_days", About: "a reopening within so many days undoes a first contact resolution",
		Default: strconv.Itoa(defaultWindow), check: checkDays},
}

func checkLogo(value string) error {
	content, err := base64.StdEncoding.DecodeString(value)
	if err != nil {
		return fmt.Errorf("this is no picture in base64: %w", err)
	}
	return brand.CheckLogo(content)
}

// Brand is how the desk's reports look.
func Brand(ctx context.Context, q Querier) (b brand.Brand, err error) {
	if b.Accent, err = Setting(ctx, q, SettingAccent); err != nil {
		return b, err
	}
	logo, err := Setting(ctx, q, SettingLogo)
	if err != nil || logo == "" {
		return b, err
	}
	if b.Logo, err = base64.StdEncoding.DecodeString(logo); err != nil {
		return b, fmt.Errorf("read the logo: %w", err)
	}
	return b, nil
}

// MailServer is the server that reports go out by.
func MailServer(ctx context.Context, q Querier) (s schedule.Server, err error) {
	for name, at := range map[string]*string{SettingMailHost: &s.Host, SettingMailPort: &s.Port, SettingMailWay: &s.Security, SettingMailUser: &s.User, SettingMailFrom: &s.From} {
		if *at, err = Setting(ctx, q, name); err != nil {
			return s, err
		}
	}
	return s, nil
}

func checkDays(value string) error {
	const most = 365
	if days, err := strconv.ParseFloat(value, 64); err != nil || !(days >= 0 && days <= most) {
		return fmt.Errorf("%q is no number of days from 0 to %d", value, most)
	}
	return nil
}

// Preferences are all settings a person may choose, by name.
func Preferences() []Preference {
	var all []Preference
	for _, name := range slices.Sorted(maps.Keys(preferences)) {
		all = append(all, preferences[name])
	}
	return all
}

// Prefer changes a setting.
func Prefer(ctx context.Context, q Querier, name, value string) error {
	p, ok := preferences[name]
	if !ok {
		return fmt.Errorf("setting %q is not known; there are %s", name, strings.Join(slices.Sorted(maps.Keys(preferences)), ", "))
	}
	if err := p.check(value); err != nil {
		return fmt.Errorf("setting %s: %w", name, err)
	}
	if err := Set(ctx, q, name, value); err != nil {
		return err
	}
	return Changed(ctx, q)
}
