package page

import (
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"

	"tiermix/dashboard/locale"
)

//go:embed layout/*.html
var layouts embed.FS

// Template reads a page's template in one language, with the frame around it. The words are functions of the
// template: {{t "key"}}. Text is always escaped: there is no function that marks text as safe.
func Template(l *locale.Locale, files fs.FS) (*template.Template, error) {
	words := template.FuncMap{"t": l.T, "capital": capital, "sentence": Whole}
	t, err := template.New("page").Funcs(words).ParseFS(layouts, "layout/*.html")
	if err != nil {
		return nil, fmt.Errorf("read the frame of all pages: %w", err)
	}
	if t, err = t.ParseFS(files, "*.html"); err != nil {
		return nil, fmt.Errorf("read page template: %w", err)
	}
	return t, nil
}

// capital begins a text with a capital letter: what commands print inside a line stands by itself on a page. The key of a number, such as
// tier1.salary, stays as it is typed.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	word, _, _ := strings.Cut(text, " ")
	if !unicode.IsLower(first) || strings.ContainsAny(strings.TrimRight(word, ".:,;"), "._") {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

// Whole is a text with a capital letter and a full stop.
func Whole(text string) string {
	text = capital(text)
	if text == "" || strings.ContainsAny(text[len(text)-1:], ".!?:;)") || strings.HasSuffix(text, "…") {
		return text
	}
	return text + "."
}

// Sentences are texts one after the other.
func Sentences(all []string) string {
	out := make([]string, len(all))
	for i, text := range all {
		out[i] = Whole(text)
	}
	return strings.Join(out, " ")
}
