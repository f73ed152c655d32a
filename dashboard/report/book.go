// Package report writes what the dashboard shows as one document: PDF, HTML, spreadsheet and JSON from the same values.
package report

import (
	"context"
	"fmt"
	"image/color"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"tiermix/dashboard/locale"
	"tiermix/dashboard/page"
	"tiermix/dashboard/vector"
	"tiermix/model/kpi"
)

// ChartWidth is how wide charts are drawn, in CSS pixels: on paper a text of 12 pixels is one of 8.7 points. chartHeight is how high those are that need no other height.
const (
	ChartWidth  = 680
	chartHeight = 240
)

// Book is everything that a report says.
type Book struct {
	L         *locale.Locale
	Desk      string // its name; "": none
	Span      string // the period, in words
	Against   string // the compared period, in words; "": nothing is compared
	Facts     []Line // what the report is about: period, filters, state of the data
	Heads     []Head // headline figures of the first page
	Notes     []string
	Chapters  []Chapter
	Answer    kpi.Answer // every figure of the registry, with definitions
	AsOf      time.Time  // last event of the data, wall clock of the desk
	Look      vector.Look
	Accent    color.NRGBA
	Logo      []byte // PNG or JPEG; nil: none
	Assembled time.Time
	Pictures  map[string]vector.Picture // of the cards with a chart, by their ID; see Draw
}

// Line is a name with its value.
type Line struct{ Name, Text string }

// Head is a headline figure with sentences about it.
type Head struct {
	page.Tile
	Sentences []string
}

// Chapter is a part of the report, with what a page of the dashboard shows about it.
type Chapter struct {
	ID, Title string
	Tiles     []page.Tile
	Cards     []page.Card
	Note      string // why there are no tiles
}

// Draw draws the charts of all cards, several at once.
//
// Errors: those of the engine.
func (b *Book) Draw(ctx context.Context, engine *vector.Engine) error {
	b.Pictures = map[string]vector.Picture{}
	var mu sync.Mutex
	group, ctx := errgroup.WithContext(ctx)
	for _, chapter := range b.Chapters {
		for _, card := range chapter.Cards {
			if card.Figure == nil {
				continue
			}
			group.Go(func() error {
				look := b.Look
				look.Height = max(chartHeight, card.Figure.Height)
				picture, err := engine.Draw(ctx, *card.Figure, look)
				if err != nil {
					return fmt.Errorf("draw %s: %w", card.ID, err)
				}
				mu.Lock()
				defer mu.Unlock()
				b.Pictures[card.ID] = picture
				return nil
			})
		}
	}
	return group.Wait()
}

// mute says that no card of the chapter has anything to show, and all give the same reason.
func (c Chapter) mute() (reason string, same bool) {
	for i, card := range c.Cards {
		if i == 0 {
			reason = card.Empty
		}
		if card.Empty == "" || card.Empty != reason {
			return "", false
		}
	}
	return reason, reason != ""
}

// Joined is a chapter whose cards all give one reason for having nothing, with that reason in their place.
func (c Chapter) Joined() Chapter {
	reason, same := c.mute()
	if !same {
		return c
	}
	if c.Cards = nil; c.Note == "" {
		c.Note = reason
	}
	return c
}

// Title is that of the document.
func (b Book) Title() string {
	if b.Desk == "" {
		return b.L.T("report.title")
	}
	return b.L.T("report.of", b.Desk)
}

// Footer is what stands below every page but its number.
func (b Book) Footer() (out []string) {
	for _, f := range b.Facts {
		out = append(out, f.Name+": "+f.Text)
	}
	return out
}
