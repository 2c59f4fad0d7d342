// Package contactsview shows who was in touch with somebody, who is about to be, and whether
// they may be contacted now, on any page that leads to a contact.
package contactsview
