// Package plain answers the seven questions of the measurement by hand: loops over maps
// and slices that were laid out for these questions and can answer no others, and JSON
// that is appended piece by piece. It is the floor: what a general server is measured
// against, not what one would want to maintain.
package plain
