package main

import "syscall"

// peeksEnd tells whether a socket is closed by the other side, without taking what it has sent.
func peeksEnd(handle uintptr) bool {
	var one [1]byte
	n, _, err := syscall.Recvfrom(int(handle), one[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
	return err == nil && n == 0 || err != nil && err != syscall.EAGAIN && err != syscall.EINTR
}
