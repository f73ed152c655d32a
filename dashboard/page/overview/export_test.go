package overview

// Contributions is contributions, for the tests.
var Contributions = contributions
