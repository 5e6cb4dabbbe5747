//go:build !linux

package bbolt

// holder names the process that has the file locked, where the system tells.
func holder(string) string { return "another process" }
