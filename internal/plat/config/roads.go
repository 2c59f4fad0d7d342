package config

// Roads are the flags that say who knows the roads. Without them ways are estimated.
type Roads struct {
	Server   string `name:"server" env:"KITH_ROADS" placeholder:"URL" help:"Server of roads, as osrm+https://…, valhalla+https://… or ors+https://… (openrouteservice). OSRM is asked for vans and cars alone."`
	Bike     string `env:"KITH_ROADS_BIKE" placeholder:"URL" help:"Server of roads for bikes, where it is another."`
	Foot     string `env:"KITH_ROADS_FOOT" placeholder:"URL" help:"Server of ways on foot, where it is another."`
	InHouse  bool   `env:"KITH_ROADS_IN_HOUSE" help:"The council runs these servers: they may be told where withheld addresses are."`
	KeyFile  string `env:"KITH_ROADS_KEY_FILE" type:"path" placeholder:"FILE" help:"File with the key of openrouteservice, for its owner alone; KITH_ROADS_KEY holds it otherwise."`
	Batch    int    `env:"KITH_ROADS_BATCH" placeholder:"N" help:"Places from, and places to, in one request; what the software takes as it comes when 0."`
	Table    string `env:"KITH_ROADS_TABLE" type:"path" placeholder:"FILE" help:"Table of ways between places, as CSV or .xlsx, in place of a server."`
	Barriers string `env:"KITH_ROADS_BARRIERS" type:"path" placeholder:"FILE" help:"Canals, railways and motorways with their crossings, as GeoJSON, that estimates are led over."`
}

// Key is the key of openrouteservice, "" when there is none. Errors are those of a file that
// cannot be read or that others may read.
func (r Roads) Key() (string, error) { return secret(r.KeyFile, "KITH_ROADS_KEY") }
