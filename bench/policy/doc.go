// Package policy makes graphs of invented policy, of any size and of the shape of the
// curated data: places that name industries as their priorities, what they build and
// run, who holds which post, what they promise, and the documents that say so. Nothing
// in it is true: the names are put together from syllables.
//
// A seed gives the same graph on every machine, forever: nothing depends on the order
// of a map, on the clock, on how many processors there are or on floating-point
// functions. A graph is made piece by piece, in memory that does not grow with it.
package policy
