package forecast

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"math"
	"os"
	"strconv"
	"testing"
)

// table reads a file of ../shared/reference, made with R and its package forecast; the README beside it names versions and tolerances.
func table(t testing.TB, name string) []map[string]string {
	t.Helper()
	file, err := os.Open("../../../shared/reference/" + name)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("../shared is not here: %s cannot be compared", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		r := map[string]string{}
		for i, column := range lines[0] {
			r[column] = line[i]
		}
		rows = append(rows, r)
	}
	return rows
}

func number(t testing.TB, text string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func published(t testing.TB, name string) []float64 {
	t.Helper()
	var y []float64
	for _, r := range table(t, "series_"+name+".csv") {
		y = append(y, number(t, r["y"]))
	}
	return y
}

func TestHoltWintersWithGivenParameters(t *testing.T) {
	y := published(t, "AirPassengers")
	for column, mult := range map[string]bool{"hw_mult_a.3_b.1_g.2": true, "hw_add_a.3_b.1_g.2": false} {
		got, err := HoltWinters(y, 12, 0.3, 0.1, 0.2, mult, 24)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range table(t, "holtwinters_fixed_params_AirPassengers.csv") {
			// The file prints 9 decimals at most.
			if want := number(t, r[column]); math.Abs(got[i]-want) > 1e-9 {
				t.Errorf("%s, step %d: got %.9f, want %.9f", column, i+1, got[i], want)
			}
		}
	}
}
