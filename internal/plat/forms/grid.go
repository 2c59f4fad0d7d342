package forms

// Grid is a choice of any number of boxes in a table. Its options stand row by row: as many
// rows as Down names, as many boxes in each as Across names.
type Grid struct {
	Checkboxes
	Down, Across []string
}

// At is the option of a row and a column, with its number among all.
func (f Grid) At(row, column int) (Option, int) {
	i := row*len(f.Across) + column
	return f.Options[i], i
}
