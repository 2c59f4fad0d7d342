package main

import (
	"encoding/json"
	"os"

	"kith/internal/app"
	"kith/internal/blueprint"
	"kith/internal/work/steps"
)

type blueprintPathsCmd struct {
	Dir string `arg:"" type:"existingdir" help:"Folder of one borough's blueprint."`
}

// protocolPaths are the shortest ways through one protocol.
type protocolPaths struct {
	Protocol string       `json:"protocol"`
	Name     string       `json:"name"`
	Assured  bool         `json:"assured,omitempty"`
	Steps    []steps.Path `json:"steps"`
	Ends     []endPath    `json:"ends"`
}

type endPath struct {
	steps.Path
	Name string `json:"name"`
	Need string `json:"need"` // how it leaves the need
}

// Run prints the paths of a folder, for whoever tries protocols out. It needs no database.
func (c blueprintPathsCmd) Run() error {
	b, problems := blueprint.Load(os.DirFS(c.Dir), app.Features().Sections())
	if len(problems) > 0 {
		return blueprint.Problems(problems)
	}
	files := blueprint.Part[steps.Files](b)
	var all []protocolPaths
	for _, id := range files.IDs() {
		all = append(all, pathsOf(files[id]))
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	return out.Encode(all)
}

func pathsOf(p *steps.Protocol) protocolPaths {
	to, ends := p.Paths()
	all := protocolPaths{Protocol: p.ID(), Name: p.Name, Assured: p.Assured, Steps: to}
	for _, path := range ends {
		end, _ := p.EndNamed(path.To)
		all.Ends = append(all.Ends, endPath{path, end.Name, string(end.Need.State())})
	}
	return all
}
