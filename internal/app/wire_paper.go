package app

import "kith/internal/paper"

// wirePaper puts together what hubs have on paper for the day nothing works.
func (a *App) wirePaper() {
	a.Paper = paper.New(paper.Deps{
		DB: a.DB, Blueprints: a.Blueprints, Board: a.Board, Protocols: a.Protocols, People: a.People, Contacts: a.Contacts, Tasks: a.Tasks,
	}, a.Journal.Reads())
	a.Paper.Drives(a.Rounds)
}
