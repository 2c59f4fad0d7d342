package app

import (
	"context"
)

// howThingsStand tells the triggers of levels how likely the borough is in an epidemic phase,
// in percent, and on how many of the last seven days each place was asked for more than chance
// explains, of whatever it was asked most often.
func (a *App) howThingsStand(ctx context.Context) (phase int, known bool, above map[string]int, err error) {
	ctx = a.As(ctx, "levels", "look at the triggers")
	above = map[string]int{}
	demands, err := a.Situation.Demand(ctx)
	if err != nil {
		return 0, false, nil, err
	}
	for _, d := range demands {
		above[d.Place] = max(above[d.Place], d.Above)
	}
	own, err := facts{App: a}.OwnArea(ctx)
	if err != nil {
		return 0, false, nil, err
	}
	areas, err := a.Situation.Areas(ctx)
	for _, st := range areas {
		if st.Area.Code == own && st.Known {
			return int(100*st.P + .5), true, above, err
		}
	}
	return 0, false, above, err
}
