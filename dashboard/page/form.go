package page

// Form is a card's form: the fields that a reader may type, sent as parameters of the page's address.
type Form struct {
	Action string
	Here   string // address of the page with what is typed, numbers as addresses carry them
	Hidden []Hidden
	Groups []Group // the first is always shown, the others can be folded
	Reset  string  // address without anything typed; "" = nothing is typed
}

// Group is a part of a form.
type Group struct {
	Name   string // "" = no heading
	Open   bool   // something in it is typed
	Fields []Field
}

// Field is one number of a form.
type Field struct {
	Name, Label string
	Value       string // as typed; "" = nothing
	Slider      Slider
	Without     string // what holds when nothing is typed, in words
	Help        string
	Fault       string // what is wrong with the value; "" = nothing
}

// Slider moves the number of a field within a part of what is taken. The zero value is none: there is nothing to start from.
type Slider struct{ From, To, Step, At string }
