package driver

// ExplainWith is Explain with another ridge than its own, to be compared with those who take none.
func ExplainWith(t Table, ridge float64) (Result, error) { return explain(t, ridge) }
