// Package lists reads people from CSV files into tables of package linkage, and writes links
// and clusters as CSV. It takes files as councils have them: with a byte order mark, spaces
// around headers, headers in any case and order, and columns that nobody asked for.
package lists
