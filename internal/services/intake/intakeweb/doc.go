// Package intakeweb is where residents ask for help: the home page, the form one question
// a page, the reference at its end, and how a request stands. Everything works without
// scripts, and programs may ask the same way.
//
// The form lives in [answers.Session], found by a token in a cookie. What somebody typed
// is kept page by page; a page is entered in its turn; and pressing Send twice, or going
// back and sending again, is one request with one reference.
package intakeweb
