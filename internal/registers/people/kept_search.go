package people

import (
	"context"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// SearchID names what somebody looked for, so that a page found by it can be reloaded and
// gone back to without the words standing in its address.
type SearchID = ident.ID[KeptSearch]

// KeptSearch is what somebody looked for.
type KeptSearch struct {
	ID   SearchID
	Text string
}

// searchLife is how long words somebody looked for are kept.
const searchLife = time.Hour

// KeepSearch keeps what the caller looks for, for an hour, under an id that tells nothing.
// It answers [fault.Invalid] when there is nothing in the text to look for.
func (s *Service) KeepSearch(ctx context.Context, text string) (id SearchID, err error) {
	defer fault.Wrap(&err, "keep a search")
	text = strings.TrimSpace(text)
	if len(parseTerms(text)) == 0 {
		return "", fault.New(fault.Invalid, "people.nothing-to-find", "Enter a name, postcode, phone number or date of birth. Two letters are the least.")
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		id = ident.New[KeptSearch](tx.Now())
		if err := dropSearches(tx, tx.Now().Add(-searchLife)); err != nil {
			return err
		}
		return insertSearch(tx, KeptSearch{ID: id, Text: text}, access.From(ctx).Account)
	})
	return id, err
}

// KeptSearch returns what the caller looked for. What somebody else looked for, and what
// is over an hour old, is [fault.NotFound].
func (s *Service) KeptSearch(ctx context.Context, id SearchID) (k KeptSearch, err error) {
	defer fault.Wrap(&err, "kept search %s", id)
	r := s.db.Read(ctx)
	return searchByID(r, id, access.From(ctx).Account, r.Now().Add(-searchLife))
}
