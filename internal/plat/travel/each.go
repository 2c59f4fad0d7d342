package travel

import "context"

// Each asks somebody else for each mode. A mode with nobody of its own is asked of Rest.
type Each struct {
	Of   map[Mode]Roads
	Rest Roads
}

// Table asks whom the mode has.
func (e Each) Table(ctx context.Context, m Mode, places []Place) (*Ways, error) {
	if own := e.Of[m]; own != nil {
		return own.Table(ctx, m, places)
	}
	return e.Rest.Table(ctx, m, places)
}
