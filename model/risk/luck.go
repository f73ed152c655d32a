package risk

import (
	"hash/fnv"
	"math/rand/v2"
)

// luck is the chance of one input, from 0 to 1 without the ends: a stream for every input and draw. The same draw has the same luck in every
// scenario, whatever other inputs there are and whoever draws it.
func luck(seed uint64, input string, draw int) float64 {
	stream := stream(seed, input, draw)
	const steps = 1 << 52
	return (float64(stream.Uint64()>>12) + 0.5) / steps
}

// stream is the source of luck of one input in one draw.
func stream(seed uint64, input string, draw int) *rand.PCG {
	name := fnv.New64a()
	name.Write([]byte(input)) // a hash takes all it is given
	return rand.NewPCG(mixed(seed^mixed(name.Sum64())), mixed(uint64(draw)))
}

// mixed spreads neighbouring numbers over all numbers.
//
// Source: G. L. Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom number generators, OOPSLA (2014), the finalizer of
// SplitMix64.
func mixed(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
