//go:build !unix

package gizmo

// yield would let others go first, and is for systems that have such a thing.
func yield() {}
