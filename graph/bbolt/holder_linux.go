package bbolt

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// holder names the process that has the file locked, of which the kernel's list of locks (proc(5),
// /proc/locks) tells.
func holder(file string) string {
	info, err := os.Stat(file)
	if err != nil {
		return someone
	}
	status, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return someone
	}
	locks, err := os.Open("/proc/locks")
	if err != nil {
		return someone
	}
	defer func() { _ = locks.Close() }()
	inode := ":" + strconv.FormatUint(status.Ino, 10)
	for lines := bufio.NewScanner(locks); lines.Scan(); {
		// 1: FLOCK  ADVISORY  WRITE 708 fe:00:13908 0 EOF; of those who wait, "->" is the second word
		fields := strings.Fields(lines.Text())
		if len(fields) < 6 || fields[1] != "FLOCK" || !strings.HasSuffix(fields[5], inode) {
			continue
		}
		command, err := os.ReadFile("/proc/" + fields[4] + "/cmdline")
		if err != nil {
			return "process " + fields[4]
		}
		return fmt.Sprintf("process %s (%s)", fields[4], strings.TrimSpace(string(bytes.ReplaceAll(command, []byte{0}, []byte{' '}))))
	}
	return someone
}

// someone is who has the file where the system does not tell.
const someone = "another process"
