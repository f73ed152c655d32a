package tradeoff_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tiermix/model/tradeoff"
)

// reference reads a file of ../shared/reference, made with code that shares nothing with this package.
func reference(t *testing.T, name string) []map[string]string {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "..", "..", "shared", "reference", name))
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
		row := map[string]string{}
		for i, column := range lines[0] {
			row[column] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func number(t *testing.T, row map[string]string, column string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(row[column], 64)
	if err != nil {
		t.Fatalf("column %q: %v", column, err)
	}
	return x
}

// near compares with a tolerance relative to what is wanted, or to 1 where that is less.
func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > tolerance*math.Max(1, math.Abs(want)) {
		t.Errorf("%s: got %.13g, want %.13g (difference %.2g)", what, got, want, got-want)
	}
}

// printed is the tolerance for a figure that a file gives with so many significant digits.
func printed(digits int) float64 { return 0.51 * math.Pow(10, float64(1-digits)) }

// The files print 12 and 10 significant digits; 1e-10 and 1e-8 are their tolerances.
func TestJacksonReference(t *testing.T) {
	for i, row := range reference(t, "two_tier_jackson.csv") {
		get := func(c string) float64 { return number(t, row, c) }
		got, err := tradeoff.TwoTier(tradeoff.TwoTierInput{
			ArrivalsPerHour: get("lambda_per_h"), Solve1: get("fcr"), Return2: get("return_prob_after_L2"),
			Agents1: int(get("n1")), Handling1Seconds: 60 * get("aht1_min"), Target1Seconds: 60 * get("T1_min"), Patience1Seconds: math.Inf(1),
			Agents2: int(get("n2")), Handling2Seconds: 60 * get("aht2_min"), Target2Seconds: 60 * get("T2_min"), Patience2Seconds: math.Inf(1),
		})
		if err != nil {
			t.Fatal(err)
		}
		for column, value := range map[string]float64{
			"lambda1_eff": got.Arrivals1PerHour, "lambda2_eff": got.Arrivals2PerHour, "occ1": got.Occupancy1, "occ2": got.Occupancy2,
			"Pwait1": got.WaitProbability1, "Pwait2": got.WaitProbability2,
			"EW1_min": got.MeanWait1Seconds / 60, "EW2_min": got.MeanWait2Seconds / 60, "SL1": got.ServiceLevel1, "SL2": got.ServiceLevel2,
			"mean_total_sojourn_per_case_min": got.SojournSeconds / 60,
		} {
			near(t, fmt.Sprintf("two_tier_jackson.csv, row %d, %s", i+1, column), value, get(column), math.Max(1e-10, printed(12)))
		}
	}
}

func TestChainReference(t *testing.T) {
	for i, row := range reference(t, "two_tier_ctmc.csv") {
		get := func(c string) float64 { return number(t, row, c) }
		in := tradeoff.TwoTierInput{
			ArrivalsPerHour: get("lambda_per_h"), Solve1: 1 - get("escalation_prob"), Target1Seconds: 20, Target2Seconds: 60,
			Agents1: int(get("n1")), Handling1Seconds: 60 * get("aht1_min"), Patience1Seconds: 60 * get("patience1_min"),
			Agents2: int(get("n2")), Handling2Seconds: 60 * get("aht2_min"), Patience2Seconds: 60 * get("patience2_min"),
		}
		got, err := tradeoff.TwoTier(in)
		if err != nil {
			t.Fatal(err)
		}
		for column, value := range map[string]float64{
			"P_delay1": got.WaitProbability1, "P_ab1": got.AbandonProbability1, "EQ1": got.QueueLength1, "occ1": got.Occupancy1,
			"lambda2": got.Arrivals2PerHour, "P_delay2_seen_by_arrivals": got.WaitProbability2, "P_delay2_time_average": got.BusyTimeShare2,
			"P_ab2": got.AbandonProbability2, "EQ2": got.QueueLength2, "occ2": got.Occupancy2,
			"EW1_min": got.MeanWait1Seconds / 60, "EW2_min": got.MeanWait2Seconds / 60,
		} {
			near(t, fmt.Sprintf("two_tier_ctmc.csv, row %d, %s", i+1, column), value, get(column), 1e-8)
		}
		if i != 1 && (got.Method != tradeoff.ExactChain || got.LostMass > 1e-12) {
			t.Errorf("row %d: method %s with lost mass %g", i+1, got.Method, got.LostMass)
		}
	}
}

func success(t *testing.T, text string) tradeoff.Success {
	t.Helper()
	text = strings.NewReplacer("linear b=", "linear:", "power (1-x)^", "power:").Replace(text)
	s, err := tradeoff.ParseSuccess(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestGatekeeperReference(t *testing.T) {
	for i, row := range reference(t, "two_tier_gatekeeper.csv") {
		get := func(c string) float64 { return number(t, row, c) }
		got, err := tradeoff.Gatekeeper(tradeoff.GatekeeperInput{
			ArrivalsPerHour: get("lambda_per_h"), Success: success(t, row["f(x)"]),
			DiagnoseSeconds: 60 * get("diag_min"), TreatSeconds: 60 * get("treat_min"), ExpertSeconds: 60 * get("expert_min"),
			Cost1PerHour: get("c_g"), Cost2PerHour: get("c_e"), WaitCostPerHour: get("c_wait_per_cust_h"), FailedTryCost: get("m_mistreat"),
		})
		if err != nil {
			t.Fatal(err)
		}
		for column, value := range map[string]float64{
			"f(k_d)=(c_g t+m)/(c_e s_e+m)": got.ThresholdRatio, "k_d": got.Threshold, "det_cost_at_k_d": got.FluidCost,
			"k_exact(grid .005)": got.BestThreshold, "cost_exact_min": got.BestCost, "cost_exact at k_d": got.Cost, "cost_direct_access": got.DirectCost,
		} {
			if math.Abs(value-get(column)) > 1e-6 {
				t.Errorf("two_tier_gatekeeper.csv, row %d, %s: got %.9g, want %.9g", i+1, column, value, get(column))
			}
		}
		for column, value := range map[string]int{
			"n_g": got.BestAgents1, "n_e": got.BestAgents2, "n_g at k_d": got.Agents1, "n_e at k_d": got.Agents2, "n_direct": got.DirectAgents,
		} {
			if value != int(get(column)) {
				t.Errorf("two_tier_gatekeeper.csv, row %d, %s: got %d, want %v", i+1, column, value, row[column])
			}
		}
	}
}
