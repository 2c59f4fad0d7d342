package feature

import (
	"io/fs"

	"kith/internal/plat/datamap"
)

// DataMap is what every package says of its tables, in the data.map beside its migrations.
func (s Set) DataMap() (datamap.Map, error) {
	files := map[string]fs.FS{}
	for _, m := range s.Migrations() {
		files[m.Name] = m.FS
	}
	return datamap.Load(files)
}
