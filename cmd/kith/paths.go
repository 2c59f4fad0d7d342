package main

import (
	"encoding/json"
	"os"

	"kith/internal/app"
	"kith/internal/blueprint"
)

type blueprintPathsCmd struct {
	Dir string `arg:"" type:"existingdir" help:"Folder of one borough's blueprint."`
}

// Run prints the paths of a folder, for whoever tries protocols out. It needs no database.
func (c blueprintPathsCmd) Run() error {
	b, problems := blueprint.Load(os.DirFS(c.Dir), app.Features().Sections())
	if len(problems) > 0 {
		return blueprint.Problems(problems)
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	return out.Encode(app.Paths(b))
}
