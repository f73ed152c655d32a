package report

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"tiermix/model/kpi/listing"
)

// jsonBook is a report as JSON: what it is about, what the first page says, and every figure as tiermix kpi writes it, with its definition.
type jsonBook struct {
	Title     string     `json:"title"`
	Language  string     `json:"language"`
	AsOf      string     `json:"as_of"`
	Headlines []jsonHead `json:"headlines"`
	Notes     []string   `json:"notes"`
	listing.Answer
}

type jsonHead struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Value     string   `json:"value"`
	Sentences []string `json:"sentences"`
	Target    string   `json:"target,omitempty"`
}

// JSON writes the figures with their definitions.
//
// Errors: those of the writer.
func (b Book) JSON(w io.Writer) error {
	out := jsonBook{Title: b.Title(), Language: b.L.Code, AsOf: b.AsOf.Format(time.DateTime), Notes: append([]string{}, b.Notes...), Answer: listing.Data(b.Answer)}
	for _, h := range b.Heads {
		out.Headlines = append(out.Headlines, jsonHead{h.ID, h.Name, h.Value, h.Sentences, h.Target.Text()})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(out); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}
