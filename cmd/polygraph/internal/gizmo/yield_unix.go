//go:build unix

package gizmo

import "syscall"

// leisure is how much a query gives way to all else that runs on the machine, the server's own
// answers above all.
const leisure = 10

// yield lets others go first. That it may not is no reason to fail.
func yield() { _ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, leisure) }
