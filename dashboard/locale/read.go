package locale

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
)

// ErrNoNumber says that a text is not a number as people write it.
var ErrNoNumber = errors.New("no number")

// Ambiguous is a text such as 38.290 on a German page: thirty-eight thousand to its readers, thirty-eight and a bit to programs.
type Ambiguous struct {
	Whole   string // 38290: how to write the large one
	Decimal string // 38,29: how to write the small one
}

// Error names both readings.
func (a Ambiguous) Error() string { return "either " + a.Whole + " or " + a.Decimal }

// notation is how a language writes numbers.
type notation struct {
	decimal, group string
	unclear        *regexp.Regexp // one group of thousands and nothing else; 0.290 is none
	grouped        *regexp.Regexp // groups of thousands, and decimals
}

func notationOf(decimal, group string) notation {
	d, g := regexp.QuoteMeta(decimal), regexp.QuoteMeta(group)
	return notation{decimal, group, regexp.MustCompile(`^[+-]?[1-9]\d{0,2}` + g + `\d{3}$`), regexp.MustCompile(`^[+-]?[1-9]\d{0,2}(` + g + `\d{3})+(` + d + `\d*)?$`)}
}

var (
	english = notationOf(".", ",")
	german  = notationOf(",", ".")
	bare    = regexp.MustCompile(`^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$`)
)

func (l *Locale) notation() notation {
	if l.Code == "de" {
		return german
	}
	return english
}

// Read understands a number as readers of the language write it: 38,290.5 or 38.290,5. A decimal point is understood in every language,
// since addresses have it.
//
// Errors: Ambiguous for a text that could be thousands or decimals; ErrNoNumber, also for numbers beyond all bounds.
func (l *Locale) Read(text string) (float64, error) {
	n := l.notation()
	switch {
	case n.unclear.MatchString(text):
		decimal := strings.Replace(text, n.group, n.decimal, 1)
		return 0, Ambiguous{Whole: strings.Replace(text, n.group, "", 1), Decimal: strings.TrimRight(strings.TrimRight(decimal, "0"), n.decimal)}
	case n.grouped.MatchString(text):
		text = strings.ReplaceAll(text, n.group, "")
	}
	if n.decimal != "." {
		text = strings.Replace(text, n.decimal, ".", 1)
	}
	if !bare.MatchString(text) {
		return 0, ErrNoNumber
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, ErrNoNumber
	}
	return v, nil
}

// Write is a number as readers of the language type it, to the last bit and without groups; Read gives it back.
func (l *Locale) Write(v float64) string {
	return strings.Replace(strconv.FormatFloat(v, 'f', -1, 64), ".", l.notation().decimal, 1)
}
