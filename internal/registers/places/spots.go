package places

import (
	"slices"

	"kith/internal/kernel/grid"
	"kith/internal/kernel/postcode"
	"kith/internal/plat/db"
)

// atOnce is how many postcodes one statement asks for.
const atOnce = 400

// Spots are where postcodes lie on the National Grid, as the current directories have it. A
// postcode that none of them places is not among them, and the answer is in no order.
func Spots(r db.Reader, codes []string) (map[string]grid.Ref, error) {
	wanted := map[string]bool{}
	var all []string
	for _, c := range codes {
		if p, err := postcode.Parse(c); err == nil && !wanted[string(p)] {
			wanted[string(p)] = true
			all = append(all, string(p))
		}
	}
	slices.Sort(all)
	found := make(map[string]grid.Ref, len(all))
	for part := range slices.Chunk(all, atOnce) {
		if err := spotsOf(r, part, found); err != nil {
			return nil, err
		}
	}
	return found, nil
}
