// Package words holds what the public's pages say, in every language they speak.
//
// A language is one file of the folder catalogue: its name, whether it is written from
// right to left, whether somebody who speaks it has checked it, and its messages by id. A
// package declares the messages it says as a struct, which the compiler then holds it to:
//
//	type Words struct {
//		GetHelp  string      // the message ask.get-help
//		HubRings string      // "%[1]s is the hub, %[2]s by when"
//		Lines    []string    // ask.lines.1, ask.lines.2…
//		UpTo     words.Count // with a form for each plural of the language
//	}
//
//	var texts = words.Declare[Words]("ask")
//
//	texts.In(ctx).GetHelp
//
// Messages that only a program's data names, such as those of faults, are said by [T]. A
// message that a language lacks is said in English.
package words
