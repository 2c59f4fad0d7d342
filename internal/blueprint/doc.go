// Package blueprint reads a borough's contingency blueprint: a folder of plain
// files that says which neighbourhoods there are, what may be asked for, how a
// request is triaged, to whom it may be referred and what the letters say.
//
// The package owns the folder as a whole and one file of it, borough.yaml. Every
// other file is a Section registered by the feature whose words it holds. Load
// reads everything, collects every fault with file, line and a mend, and either
// gives a whole Blueprint or none: a broken blueprint is refused and the one in
// use stays.
//
// # How a file becomes a Go value
//
// A section's New gives a pointer to a struct (or, for a pattern such as
// letters/*.md, to a map from the file's name without extension to a struct).
// Keys are matched to fields by their yaml tags, strictly: an unknown key is a
// fault, and so is the absence of a key whose tag lacks ",omitempty" (an empty
// text counts as absent, an empty list does not). Embedded structs are inlined.
// Text goes into strings and into types with UnmarshalText; a string type with a
// Choices method takes only those. For files that are not YAML or JSON the part
// between two "---" lines at the top is read as YAML and the rest goes into the
// field tagged `blueprint:"body"`. Anchors, aliases and tags are refused, and so
// is a text in quotes that runs over several lines: write long texts with | or >.
//
// A field added later must be ",omitempty", else versions already stored in the
// database could no longer be read.
package blueprint
