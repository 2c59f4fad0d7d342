// Package command is what the groups that lead the response keep: Gold, Silver and the
// Emergency Powers Group. Each has its members, its situation reports, its decision log and
// its actions.
//
// A situation report draws today's figures, can be added to, and is frozen when it is sent. A
// decision is never changed or deleted: a correction is a decision of its own that names the
// one it corrects. An action has an owner and a day it is due on; late ones come first.
//
// Which groups there are stands in the blueprint's command.yaml; who sits in them is kept
// here. Members read and write what is their group's. While nobody sits in a group, whoever
// manages the whole borough does.
package command
