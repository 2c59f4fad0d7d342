package forms

// Option is one thing that can be chosen.
type Option struct {
	Value string
	Label string
	Hint  string
	// Divider puts a word such as "or" before this option.
	Divider string
	// Exclusive marks a checkbox, such as "None of these", that cannot be
	// chosen together with others.
	Exclusive bool
}

// find returns the option of that value.
func find(options []Option, value string) (Option, bool) {
	for _, o := range options {
		if o.Value == value {
			return o, true
		}
	}
	return Option{}, false
}
