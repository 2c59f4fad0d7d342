package places

import (
	"cmp"
	"slices"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/grid"
	"kith/internal/kernel/postcode"
)

// Product is a publication that is loaded as a directory.
type Product string

// The products. Where two of one vintage differ the one named first is believed: the
// Postcode Directory places a postcode exactly, the look-up by its output area, and
// Code-Point Open says least.
const (
	ONSPD         Product = "onspd"
	NSPL          Product = "nspl"
	Merged        Product = "postcodes" // several editions put together, with their own columns
	CodePointOpen Product = "code-point-open"
	Demo          Product = "demo" // made up
	Boundaries    Product = "boundaries"
)

var productNames = map[Product]string{
	ONSPD: "ONSPD", NSPL: "NSPL", CodePointOpen: "Code-Point Open", Merged: "Merged postcodes",
	Demo: "Demo postcodes", Boundaries: "Boundaries",
}

var productOrder = []Product{ONSPD, NSPL, Merged, CodePointOpen, Demo}

// Name returns the product as people know it.
func (p Product) Name() string { return productNames[p] }

// Edition is one vintage of a product.
type Edition struct {
	Product Product
	Vintage string // "2025-11", or "2025"; "" for made-up ones
}

// String returns the edition as people say it: "ONSPD November 2025".
func (e Edition) String() string {
	switch at, err := time.Parse("2006-01", e.Vintage); {
	case err == nil:
		return e.Product.Name() + " " + at.Format("January 2006")
	case e.Vintage != "":
		return e.Product.Name() + " " + e.Vintage
	}
	return e.Product.Name()
}

// day returns a day on which the edition was true, the last of its year or month.
func (e Edition) day() day.Date {
	if at, err := time.Parse("2006-01", e.Vintage); err == nil {
		return day.New(at.Year(), at.Month()+1, 0)
	}
	if at, err := time.Parse("2006", e.Vintage); err == nil {
		return day.New(at.Year(), 12, 31)
	}
	return day.Date{}
}

// Entry is what one directory says of a postcode. Codes are "" where it says
// nothing.
type Entry struct {
	Edition
	Postcode   postcode.Postcode
	Ended      string // month by which it had ended, "" while live
	District   string
	Ward       string
	WardBefore string // of the wards before, where the directory has both
	LSOA11     string
	LSOA21     string
	At         *grid.Point // nil when the directory gives no place

	directory int64
}

// choose returns the entry to believe. A real directory goes before made-up
// postcodes, a live entry before an ended one, and then the newest vintage: a
// postcode that has ended may have been given to another street since, and the
// newest directory that has it live knows. Between equals the order of the
// products decides, and last the later load.
func choose(entries []Entry) (Entry, bool) {
	if len(entries) == 0 {
		return Entry{}, false
	}
	return slices.MinFunc(entries, func(a, b Entry) int {
		return cmp.Or(
			compareFalseFirst(a.Product == Demo, b.Product == Demo),
			compareFalseFirst(a.Ended != "", b.Ended != ""),
			cmp.Compare(b.Vintage, a.Vintage),
			cmp.Compare(slices.Index(productOrder, a.Product), slices.Index(productOrder, b.Product)),
			cmp.Compare(b.directory, a.directory),
		)
	}), true
}

func compareFalseFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
