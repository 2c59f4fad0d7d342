// Package govuk draws pages in the style of the GOV.UK Design System and the
// Ministry of Justice's patterns, without their fonts and crown.
//
// Two rules say how a page writes a component:
//
//   - One that asks something is a function of its form field:
//     @govuk.TextInput(page.Name)
//   - One that shows something is a struct that is itself a component:
//     @govuk.Button{Text: "Continue"}
//   - One that wraps other content is a function with children:
//     @govuk.InsetText() { … }
//
// Components take typed values, never maps or names of fields.
package govuk
