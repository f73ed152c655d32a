// Package holiday knows the public holidays of Germany and its states, Austria, Switzerland and its cantons, the United Kingdom (England) and
// the United States, past and future, out of github.com/rickar/cal.
package holiday

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/us"
)

// regions are named as in ISO 3166-2; a country alone has what all of it keeps.
var regions = map[string][]*cal.Holiday{
	"AT": at.Holidays, "GB": gb.Holidays, "US": us.Holidays,
	"DE": de.Holidays, "DE-BW": de.HolidaysBW, "DE-BY": append(slices.Clone(de.HolidaysBY), de.MariaHimmelfahrt), "DE-BE": de.HolidaysBE,
	"DE-BB": de.HolidaysBB, "DE-HB": de.HolidaysHB, "DE-HH": de.HolidaysHH, "DE-HE": de.HolidaysHE, "DE-MV": append(slices.Clone(de.HolidaysMV), womensDay), "DE-NI": de.HolidaysNI,
	"DE-NW": de.HolidaysNW, "DE-RP": de.HolidaysRP, "DE-SL": de.HolidaysSL, "DE-SN": de.HolidaysSN, "DE-ST": de.HolidaysST, "DE-SH": de.HolidaysSH,
	"DE-TH": de.HolidaysTH,
	"CH":    ch.Holidays, "CH-ZH": ch.HolidaysZH, "CH-BE": ch.HolidaysBE, "CH-LU": ch.HolidaysLU, "CH-UR": ch.HolidaysUR, "CH-SZ": ch.HolidaysSZ,
	"CH-OW": ch.HolidaysOW, "CH-NW": ch.HolidaysNW, "CH-GL": ch.HolidaysGL, "CH-ZG": ch.HolidaysZG, "CH-FR": ch.HolidaysFR, "CH-SO": ch.HolidaysSO,
	"CH-BS": ch.HolidaysBS, "CH-BL": ch.HolidaysBL, "CH-SH": ch.HolidaysSH, "CH-AR": ch.HolidaysAR, "CH-AI": ch.HolidaysAI, "CH-SG": ch.HolidaysSG,
	"CH-GR": ch.HolidaysGR, "CH-AG": ch.HolidaysAG, "CH-TG": ch.HolidaysTG, "CH-VD": ch.HolidaysVD, "CH-TI": ch.HolidaysTI, "CH-VS": ch.HolidaysVS,
	"CH-NE": ch.HolidaysNE, "CH-GE": ch.HolidaysGE, "CH-JU": ch.HolidaysJU,
}

// womensDay is kept in Mecklenburg-Vorpommern too, from 2023 on (Feiertagsgesetz M-V, section 2), which the library does not know yet.
var womensDay = de.Frauentag.Clone(&cal.Holiday{StartYear: 2023})

// Regions are the regions known, in order of their names.
func Regions() []string { return slices.Sorted(maps.Keys(regions)) }

// Check refuses a region that is not known.
func Check(region string) error {
	if _, ok := regions[region]; ok {
		return nil
	}
	if upper := strings.ToUpper(region); upper != region && Check(upper) == nil {
		return fmt.Errorf("holidays %q are not known; write %s", region, upper)
	}
	country, _, _ := strings.Cut(strings.ToUpper(region), "-")
	var near []string
	for _, r := range Regions() {
		if r == country || strings.HasPrefix(r, country+"-") {
			near = append(near, r)
		}
	}
	if len(near) == 0 {
		near = []string{"DE or a state of it as DE-BY", "AT", "CH or a canton of it as CH-ZH", "GB", "US"}
	}
	return fmt.Errorf("holidays %q are not known; there are %s", region, strings.Join(near, ", "))
}

// Of are the days, as 2006-01-02, with their names that a region keeps in the years from first to last; where a holiday is kept on
// another day than its own, because that is a Sunday, the day on which it is kept. Bavaria has the Assumption (15 August), which most of
// its towns keep.
func Of(region string, first, last int) (map[string]string, error) {
	if err := Check(region); err != nil {
		return nil, err
	}
	days := map[string]string{}
	for year := first - 1; year <= last+1; year++ { // New Year may be kept in the year before
		for _, h := range regions[region] {
			if _, kept := h.Calc(year); kept.Year() >= first && kept.Year() <= last {
				days[kept.Format(time.DateOnly)] = h.Name
			}
		}
	}
	return days, nil
}
