package messages

// ByID reads a message as it stands.
var ByID = messageByID

// Attempts is how often a message is tried.
const Attempts = mostAttempts

// Wait is how long to wait after a failure.
var Wait = wait

// GistOf reads a text as the program does.
var GistOf = gistOf
