package app

import (
	"kith/internal/blueprint"
	"kith/internal/work/steps"
)

// ProtocolPaths are the shortest ways through one protocol, as kith blueprint paths prints
// them.
type ProtocolPaths struct {
	Protocol string     `json:"protocol"`
	Name     string     `json:"name"`
	Assured  bool       `json:"assured,omitempty"`
	Steps    []StepPath `json:"steps"`
	Ends     []EndPath  `json:"ends"`
}

// StepPath is a way to a step.
type StepPath struct {
	steps.Path
	Title string `json:"title"`
	Role  string `json:"role,omitempty"` // in whose queue it stands, by its id
}

// EndPath is a way to an end, and how that leaves the need.
type EndPath struct {
	steps.Path
	Name string `json:"name"`
	Need string `json:"need"`
}

// Paths are the ways through every protocol of a blueprint, in order.
func Paths(b *blueprint.Blueprint) (all []ProtocolPaths) {
	files := blueprint.Part[steps.Files](b)
	for _, id := range files.IDs() {
		p := files[id]
		to, ends := p.Paths()
		one := ProtocolPaths{Protocol: id, Name: p.Name, Assured: p.Assured}
		for _, path := range to {
			step, _ := p.Step(path.To)
			one.Steps = append(one.Steps, StepPath{path, step.Title, step.Role})
		}
		for _, path := range ends {
			end, _ := p.EndNamed(path.To)
			one.Ends = append(one.Ends, EndPath{path, end.Name, string(end.Need.State())})
		}
		all = append(all, one)
	}
	return all
}
