package chart

import "strconv"

// Purposes of colour, as the style sheet names them.
const (
	text    = "var(--text)"
	soft    = "var(--text-soft)"
	faint   = "var(--text-faint)"
	line    = "var(--line)"
	axis    = "var(--axis)"
	accent  = "var(--accent)"
	worse   = "var(--worse)"
	better  = "var(--better)"
	surface = "var(--surface)"
	neutral = "var(--solved)"
	band    = "var(--band)"
	queue   = "var(--part-queue)"
	work    = "var(--part-work)"
	wait    = "var(--part-wait)"
)

// tierColour is the colour a tier has on every chart; a tier that the ladder does not colour, or none, is grey.
func tierColour(tier *int) string {
	if tier == nil || *tier < 0 || *tier > 4 {
		return neutral
	}
	return "var(--tier-" + strconv.Itoa(*tier) + ")"
}
