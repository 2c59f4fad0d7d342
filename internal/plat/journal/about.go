package journal

import "kith/internal/plat/db"

// About returns the entries whose subject is one of the records, newest first
// and at most limit: what a person's timeline shows, given all records of the
// person. Entries not yet sealed are among them, so that people see at once
// what they have just done. Entries of the topics named in without are left out, such
// as who looked.
func About(r db.Reader, subjects []string, limit int, without ...string) ([]Sealed, error) {
	marks, args := db.In(subjects)
	args = append([]any{r.Borough()}, args...)
	skip, topics := db.In(append([]string{""}, without...)) // no entry has the topic ""
	args = append(append(args, topics...), limit)
	rows, err := r.Query(`SELECT `+columns+` FROM journal_entry
		WHERE borough_id = ? AND subject <> '' AND subject IN (`+marks+`)
		AND topic NOT IN (`+skip+`) ORDER BY at DESC, id DESC LIMIT ?`, args...)
	// By id alone, both engines would rather walk the whole journal backwards
	// than look up two subjects and sort what they find.
	return db.Collect(rows, err, scanSealed)
}
