// Package secondperson is the rule that nobody does certain things alone. Somebody says what
// they need and why; somebody else, who may decide it, agrees or refuses; for an hour what was
// agreed may be done, by the one who asked and nobody else.
//
// It knows nothing of what is agreed to: a package that guards something asks with a [Kind] of
// its own and looks with [Agreed] before it does it. [Another] is the same rule for work that
// keeps who took the first step itself, such as points that one person checks and another puts
// into use.
package secondperson
