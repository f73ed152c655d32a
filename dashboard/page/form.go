package page

// Form is a card's form: the fields that a reader may type, sent as parameters of the page's address.
type Form struct {
	Action string
	Hidden []Hidden
	Fields []Field
	Reset  string // address without anything typed; "" = nothing is typed
}

// Field is one number of a form.
type Field struct {
	Name, Label string
	Value       string // as typed; "" = nothing
	Low, High   string // ends of what is taken
	Without     string // what holds when nothing is typed, in words
	Help        string
	Fault       string // what is wrong with the value; "" = nothing
}
