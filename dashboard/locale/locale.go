// Package locale holds the dashboard's words in every language and writes numbers, dates and durations the way
// readers of that language expect them.
package locale

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

//go:embed *.toml
var files embed.FS

// Locale is one language: its words and its way to write figures. It is safe for concurrent use.
type Locale struct {
	Code    string // "en", "de"; the value of the lang attribute
	texts   map[string]string
	printer *message.Printer
}

// Catalogue is every language, the fallback first.
type Catalogue struct {
	locales []*Locale
	matcher language.Matcher
}

// Load reads the embedded catalogues.
func Load() (*Catalogue, error) {
	c := &Catalogue{}
	tags := []language.Tag{language.English, language.German}
	for _, tag := range tags {
		l, err := load(tag)
		if err != nil {
			return nil, err
		}
		c.locales = append(c.locales, l)
	}
	c.matcher = language.NewMatcher(tags)
	return c, nil
}

func load(tag language.Tag) (*Locale, error) {
	name := tag.String() + ".toml"
	raw, err := files.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read words %s: %w", name, err)
	}
	var tree map[string]any
	if err := toml.Unmarshal(raw, &tree); err != nil {
		return nil, fmt.Errorf("read words %s: %w", name, err)
	}
	texts := map[string]string{}
	flatten("", tree, texts)
	return &Locale{Code: tag.String(), texts: texts, printer: message.NewPrinter(tag)}, nil
}

func flatten(prefix string, tree map[string]any, into map[string]string) {
	for key, value := range tree {
		switch v := value.(type) {
		case map[string]any:
			flatten(prefix+key+".", v, into)
		default:
			into[prefix+key] = fmt.Sprint(v)
		}
	}
}

// All returns every language, the fallback first.
func (c *Catalogue) All() []*Locale { return c.locales }

// Choose returns the language of the first wish that names one: a code ("de") or an Accept-Language header.
// Without a match it is the fallback.
func (c *Catalogue) Choose(wishes ...string) *Locale {
	for _, wish := range wishes {
		tags, _, err := language.ParseAcceptLanguage(wish)
		if err != nil || len(tags) == 0 {
			continue
		}
		if _, i, confidence := c.matcher.Match(tags...); confidence > language.No {
			return c.locales[i]
		}
	}
	return c.locales[0]
}

// Keys returns every key of the catalogue in order.
func (l *Locale) Keys() []string { return slices.Sorted(maps.Keys(l.texts)) }

// Has says whether the catalogue has the key.
func (l *Locale) Has(key string) bool { _, ok := l.texts[key]; return ok }

// T returns the text of a key; {0}, {1}, ... are replaced by the arguments. A key the catalogue lacks comes back in
// brackets, so that it is seen (tests look for it).
func (l *Locale) T(key string, args ...any) string {
	text, ok := l.texts[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	pairs := make([]string, 0, 2*len(args))
	for i, arg := range args {
		pairs = append(pairs, "{"+strconv.Itoa(i)+"}", fmt.Sprint(arg))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// Plural returns the text of key.one or key.other; {0} is the grouped number, further arguments follow as {1}, {2}.
func (l *Locale) Plural(key string, n int, args ...any) string {
	form := ".other"
	if n == 1 {
		form = ".one"
	}
	return l.T(key+form, append([]any{l.Count(n)}, args...)...)
}

// Or returns the text of the key, or the given text when the catalogue lacks it.
func (l *Locale) Or(key, fallback string) string {
	if l.Has(key) {
		return l.T(key)
	}
	return fallback
}
