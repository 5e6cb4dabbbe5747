// Package generated is written by gqlgen.
package generated
