package page

import (
	"embed"
	"fmt"
	"html/template"
	"io/fs"

	"tiermix/dashboard/locale"
)

//go:embed layout/*.html
var layouts embed.FS

// Template reads a page's template in one language, with the frame around it. The words are functions of the
// template: {{t "key"}}. Text is always escaped: there is no function that marks text as safe.
func Template(l *locale.Locale, files fs.FS) (*template.Template, error) {
	words := template.FuncMap{"t": l.T}
	t, err := template.New("page").Funcs(words).ParseFS(layouts, "layout/*.html")
	if err != nil {
		return nil, fmt.Errorf("read the frame of all pages: %w", err)
	}
	if t, err = t.ParseFS(files, "*.html"); err != nil {
		return nil, fmt.Errorf("read page template: %w", err)
	}
	return t, nil
}
