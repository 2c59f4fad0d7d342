package volunteers

import (
	"kith/internal/kernel/day"
	"kith/internal/registers/volunteering"
)

// Proves reports whether a letter counts on a day, and for which activities: they are
// active, and nothing that everybody needs has run out.
func Proves(b *volunteering.Rules, d Dossier, on day.Date) (valid bool, may []volunteering.Activity) {
	if d.Standing != Active || len(Joins(b, d, on)) > 0 {
		return false, nil
	}
	return true, Clear(b, d, on)
}
