// Package contacts keeps who was in touch with whom: every attempt by any channel, in and
// out, ours and that of agencies that do not use Kith. It says whether somebody may be
// reached now, and how ([May]); shows who else was in touch or is about to be ([Shield]);
// and gives a person to one of us at a time ([Lease]), so that nobody is rung by two.
//
// A row hangs on the record it was made with, and is read for all records of the person.
// What it names of a contact are the terms of the Vulnerabilities Data Standards:
// direction, method, and the role of whoever was spoken to.
//
// Contacts of a restricted service are kept like all others and told to few: everybody
// else learns that it is not the moment, and to ask a supervisor.
package contacts
