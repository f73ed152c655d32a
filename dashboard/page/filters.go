package page

// Filters are the active filters in words.
func Filters(ask Ask) (out []string) {
	for _, c := range chips(ask) {
		out = append(out, c.Label+": "+c.Text)
	}
	return out
}
