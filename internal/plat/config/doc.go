// Package config holds what an operator sets: flags that every command shares,
// each with an environment variable, and the key files that must never be in
// the database or its backup.
//
//	var cli struct {
//		config.Common
//		Serve struct{ config.Serving } `cmd:"" help:"Serve the borough."`
//	}
//	kong.Parse(&cli)
//	keys, err := config.Keys(cli.KeyDir())
package config
