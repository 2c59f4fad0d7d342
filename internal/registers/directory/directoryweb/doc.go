// Package directoryweb is the page of services that residents can reach by themselves.
package directoryweb
