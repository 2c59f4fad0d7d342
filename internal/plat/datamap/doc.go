// Package datamap says of every column of the database what it holds, whose it is, and what
// becomes of it when somebody is erased.
//
// Each package that has tables says so in a file data.map beside its migrations:
//
//	table needs_said about person by request_id of needs_request; erase delete
//	  id: id request_id said_key
//	  words: words
//	  staff: said_by
//	  time: said_at
//
// Those files are no description of the program, they are part of it: from them somebody is
// given a copy of everything that is held about them, from them they are erased, and from
// them the record of processing is written. A column that none of them names is found by a
// test before it can be released.
package datamap
