// Package build tells what this program was built from.
package build

import (
	"fmt"
	"runtime/debug"
	"strings"
	"time"
)

// Info is what a program knows of its making. Whatever is not known is empty.
type Info struct {
	Version  string    `json:"version"`            // of polygraph, such as "0.3.0"; "(devel)" where nothing names one
	Commit   string    `json:"commit"`             // whole, in hexadecimal digits
	Time     time.Time `json:"time,omitzero"`      // of the commit, in UTC
	Modified bool      `json:"modified,omitempty"` // whether files differed from the commit
	Go       string    `json:"go"`                 // the version of Go that compiled it, such as "go1.26.8"
}

// A release is told by its linker (-X) what it is made from, so that its bytes depend on
// nothing but the commit; cmd/release does. They are not set otherwise.
var (
	version  string
	commit   string
	moment   string // as in RFC 3339
	modified string // "true" or nothing
)

// Read tells of this program: what a release was told, or else what the go command found out
// about the working copy.
func Read() Info {
	built, _ := debug.ReadBuildInfo()
	return read(released{version, commit, moment, modified}, built)
}

// released is what a release was told.
type released struct{ version, commit, moment, modified string }

func read(r released, built *debug.BuildInfo) Info {
	if built == nil {
		built = &debug.BuildInfo{}
	}
	info := Info{Version: built.Main.Version, Go: built.GoVersion}
	if r.version == "" {
		for _, setting := range built.Settings {
			switch setting.Key {
			case "vcs.revision":
				r.commit = setting.Value
			case "vcs.time":
				r.moment = setting.Value
			case "vcs.modified":
				r.modified = setting.Value
			}
		}
	} else {
		info.Version = r.version
	}
	info.Commit, info.Modified = r.commit, r.modified == "true"
	if at, err := time.Parse(time.RFC3339, r.moment); err == nil {
		info.Time = at.UTC()
	}
	return info
}

// String is one line for people, such as
// "0.3.0 (commit 1a2b3c4d5e6f of 2026-11-29, go1.26.8)".
func (i Info) String() string {
	var made []string
	if i.Commit != "" {
		made = append(made, "commit "+i.Commit[:min(12, len(i.Commit))])
		if !i.Time.IsZero() {
			made[0] += " of " + i.Time.Format(time.DateOnly)
		}
		if i.Modified {
			made[0] += " with changes"
		}
	}
	if i.Go != "" {
		made = append(made, i.Go)
	}
	version := i.Version
	if version == "" {
		version = "unknown"
	}
	if len(made) == 0 {
		return version
	}
	return fmt.Sprintf("%s (%s)", version, strings.Join(made, ", "))
}
