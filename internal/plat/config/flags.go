package config

import (
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"strings"

	"kith/internal/kernel/fault"
)

// Common are the flags of every command.
type Common struct {
	Data       string  `env:"KITH_DATA" default:"data" type:"path" placeholder:"DIR" help:"Folder of the embedded database, the keys and the backups."`
	Database   string  `env:"KITH_DATABASE" placeholder:"URL" help:"PostgreSQL to use instead of the embedded database, as postgres://user@host/name."`
	Replica    string  `env:"KITH_REPLICA" placeholder:"URL" help:"PostgreSQL that follows the one of --database: the figures of dashboards are read there, up to half a minute old."`
	Borough    string  `env:"KITH_BOROUGH" placeholder:"ID" help:"Borough to work for, as its blueprint names it, such as wigan."`
	Blueprints string  `env:"KITH_BLUEPRINTS" default:"blueprints" type:"path" placeholder:"DIR" help:"Folder with one folder of blueprint files for each borough."`
	Keys       string  `env:"KITH_KEYS" type:"path" placeholder:"DIR" help:"Folder of the key files; the folder keys inside the data folder when empty. Nodes of one borough share it."`
	Heads      string  `env:"KITH_HEADS" type:"path" placeholder:"DIR" help:"Folder, best on another machine, to which the signed head of the journal is written each day; the folder heads inside the data folder when empty."`
	HeadsTo    string  `env:"KITH_HEADS_TO" placeholder:"ADDRESS" help:"Email address to which the signed head of the journal is sent each day as well."`
	Addr       string  `env:"KITH_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Address to listen on; port 0 picks a free one."`
	LogLevel   string  `env:"KITH_LOG_LEVEL" default:"info" enum:"debug,info,warn,error" help:"How much to log: ${enum}."`
	Backup     Backups `embed:"" prefix:"backup-"`
	LogJSON    bool    `env:"KITH_LOG_JSON" help:"Log one JSON object a line, for collectors."`
}

// KeyDir is the folder of the key files.
func (c Common) KeyDir() string {
	if c.Keys != "" {
		return c.Keys
	}
	return filepath.Join(c.Data, "keys")
}

// HeadsDir is the folder that the signed heads of the journal are written to.
func (c Common) HeadsDir() string {
	if c.Heads != "" {
		return c.Heads
	}
	return filepath.Join(c.Data, "heads")
}

// BlueprintDir is the folder of the borough's blueprint.
func (c Common) BlueprintDir() string { return filepath.Join(c.Blueprints, c.Borough) }

// Log returns the logger the flags ask for, writing to standard error.
func (c Common) Log() *slog.Logger {
	var level slog.Level
	if level.UnmarshalText([]byte(c.LogLevel)) != nil {
		level = slog.LevelInfo
	}
	options := &slog.HandlerOptions{Level: level}
	if c.LogJSON {
		return slog.New(slog.NewJSONHandler(os.Stderr, options))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, options))
}

// Serving are the flags of the commands that serve pages.
type Serving struct {
	Messages
	Roads  Roads        `embed:"" prefix:"roads-"`
	Single SingleSignOn `embed:"" prefix:"single-"`

	AddrFile       string   `env:"KITH_ADDR_FILE" type:"path" placeholder:"FILE" help:"File to write the address to once it listens."`
	PublicURL      string   `env:"KITH_PUBLIC_URL" placeholder:"URL" help:"Where people find the site, as https://help.example.gov.uk; empty serves plain http to this machine."`
	TrustedProxies []string `env:"KITH_TRUSTED_PROXIES" placeholder:"CIDR" help:"Networks of the proxies in front, whose X-Forwarded-For is believed."`
	FormTargets    []string `env:"KITH_FORM_TARGETS" placeholder:"ORIGIN" help:"Other origins a form may lead to, such as the council's single sign-on."`
	FormsMinute    int      `env:"KITH_FORMS_A_MINUTE" default:"60" help:"Public forms accepted from one address in a minute; load tests raise it."`
	FormsBurst     int      `env:"KITH_FORMS_AT_ONCE" default:"60" help:"Public forms accepted from one address at once."`
	Region         []string `env:"KITH_REGION" placeholder:"ID" help:"Boroughs on this database whose protected figures are shown beside each other, as wigan,bury: their councils have agreed to it."`
	MetricsAddr    string   `env:"KITH_METRICS_ADDR" placeholder:"HOST:PORT" help:"Address at which monitoring (Prometheus) is told figures, apart from the pages; none when empty."`
	PaperDir       string   `env:"KITH_PAPER_DIR" type:"path" placeholder:"DIR" help:"Folder each morning’s packs of paper are put into as files, for the day the program is not there; none when empty."`
	InFlight       int      `env:"KITH_IN_FLIGHT" default:"256" help:"Requests worked on at once; more wait, and are sent away when many wait."`
}

// Proxies returns the trusted networks. A single address is a network of one.
// One that cannot be read is a fault.Invalid error naming it.
func (s Serving) Proxies() ([]netip.Prefix, error) {
	var networks []netip.Prefix
	for _, text := range s.TrustedProxies {
		text = strings.TrimSpace(text)
		network, err := netip.ParsePrefix(text)
		if addr, single := netip.ParseAddr(text); single == nil {
			network, err = netip.PrefixFrom(addr, addr.BitLen()), nil
		}
		if err != nil {
			return nil, fault.New(fault.Invalid, "config.proxies", "“"+text+"” is not a network: write it as 10.0.0.0/8 or 192.0.2.1.")
		}
		networks = append(networks, network.Masked())
	}
	return networks, nil
}
