package app

import (
	"os"
	"path/filepath"

	"kith/internal/kernel/fault"
	"kith/internal/plat/config"
	"kith/internal/plat/travel"
)

// guideOf is who knows the roads by the flags. What cannot be read or makes no sense stops
// the program: rounds planned by straight lines where roads were asked for would look alike.
func guideOf(r config.Roads) (g *travel.Guide, err error) {
	defer fault.Wrap(&err, "who knows the roads")
	g = &travel.Guide{Servers: map[travel.Mode]*travel.Server{}}
	if r.Barriers != "" {
		all, err := fileOf(r.Barriers)
		if err != nil {
			return nil, err
		}
		if g.Barriers, err = travel.ReadBarriers(all); err != nil {
			return nil, err
		}
	}
	if _, err := travel.NewEstimate(nil, g.Barriers); err != nil {
		return nil, err
	}
	if r.Table != "" {
		return g, withTable(g, r)
	}
	return g, withServers(g, r)
}

func withTable(g *travel.Guide, r config.Roads) error {
	if r.Server+r.Bike+r.Foot != "" {
		return fault.New(fault.Invalid, "app.roads", "There is a server of roads and a table of ways. Set one of them.")
	}
	all, err := fileOf(r.Table)
	if err != nil {
		return err
	}
	measured, err := travel.ReadMatrix(r.Table, all)
	if err != nil {
		return err
	}
	g.Matrix = travel.NewMatrix(filepath.Base(r.Table), measured, travel.Usual())
	return nil
}

// withServers asks the one server for everything it knows, and others where they are set. An
// OSRM knows one way of going.
func withServers(g *travel.Guide, r config.Roads) error {
	key, err := r.Key()
	if err != nil {
		return err
	}
	for _, one := range []struct {
		address string
		modes   []travel.Mode
	}{{r.Server, travel.Modes()}, {r.Bike, []travel.Mode{travel.Bike}}, {r.Foot, []travel.Mode{travel.Foot}}} {
		if one.address == "" {
			continue
		}
		setup, err := travel.ParseServer(one.address, r.InHouse)
		if err != nil {
			return err
		}
		setup.Batch = r.Batch
		if setup.Software == travel.ORS {
			setup.Key = key
		}
		server, err := travel.NewServer(setup, travel.Usual())
		if err != nil {
			return err
		}
		for _, m := range one.modes {
			if len(one.modes) == 1 || setup.Software != travel.OSRM || m == travel.Van || m == travel.Car {
				g.Servers[m] = server
			}
		}
	}
	return nil
}

func fileOf(path string) ([]byte, error) {
	all, err := os.ReadFile(path)
	if err != nil {
		return nil, &fault.Error{Kind: fault.Invalid, Code: "app.file", Message: "The file " + path + " cannot be read. Check its name.", Err: err}
	}
	return all, nil
}
