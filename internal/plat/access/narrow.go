package access

import (
	"context"
	"slices"
)

// Narrow says which neighbourhoods a list may cover: those wanted (nil for every one)
// that the caller holds one of the roles for. Nil means no limit; an empty, non-nil
// answer means nothing may be shown. "" among them is the coordination queue, which only
// a role for the whole borough covers.
func Narrow(ctx context.Context, wanted []string, of ...Role) []string {
	held, all := From(ctx).Neighbourhoods(of...)
	if all {
		return wanted
	}
	allowed := []string{}
	for _, id := range held {
		if wanted == nil || slices.Contains(wanted, id) {
			allowed = append(allowed, id)
		}
	}
	return allowed
}
