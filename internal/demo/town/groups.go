package town

// Group is an invented organisation that can take work.
type Group struct {
	Name          string
	Kind          string // "food-bank", "pantry", "mutual-aid", "charity", "business"
	Neighbourhood string // empty means the whole borough
	Serves        []string
}

// Groups gives the organisations of a borough: a food bank or pantry and a mutual-aid
// group for each neighbourhood, and a few that serve everybody.
func Groups(seed uint64, neighbourhoods []string) []Group {
	var all []Group
	shift := roll(seed, streamOrganisation, 0).IntN(len(groupNames))
	for i, hood := range neighbourhoods {
		kind, at := foodBankKinds[i%2], (i+shift)%len(groupNames)
		all = append(all,
			Group{foodBankNames[at] + " " + kind.label, kind.kind, hood, []string{"food"}},
			Group{groupNames[at] + " Good Neighbours", "mutual-aid", hood, []string{"shopping", "medicines", "comfort-call", "pets"}},
		)
	}
	return append(all,
		Group{"Friendly Ear Line", "charity", "", []string{"comfort-call", "mental-wellbeing"}},
		Group{"Borough Wheels Community Transport", "charity", "", []string{"transport", "shopping"}},
		Group{"Screen Time for All", "charity", "", []string{"digital-help"}},
	)
}

var foodBankKinds = []struct{ label, kind string }{{"Food Bank", "food-bank"}, {"Community Pantry", "pantry"}}

var foodBankNames = []string{"The Brick Lane", "Open Door", "St Cuthbert's", "Bread and Roses", "The Larder", "Full Plate", "Harvest"}

var groupNames = []string{"Canalside", "Three Bridges", "Top Lock", "Pit Brow", "Mossland", "Viaduct", "Old Mill"}
