package main

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"
)

// target is a platform, in the words of Go.
type target struct{ os, arch string }

func (t target) String() string { return t.os + "/" + t.arch }

// everyTarget are the platforms of a release.
func everyTarget() []target {
	return []target{
		{"linux", "amd64"}, {"linux", "arm64"},
		{"darwin", "amd64"}, {"darwin", "arm64"},
		{"windows", "amd64"}, {"windows", "arm64"},
	}
}

func hostTarget() target { return target{runtime.GOOS, runtime.GOARCH} }

// chooseTargets finds those that were named, or all.
func chooseTargets(names []string) ([]target, error) {
	if len(names) == 0 {
		return everyTarget(), nil
	}
	var chosen []target
	for _, name := range names {
		at := slices.IndexFunc(everyTarget(), func(t target) bool { return t.String() == name })
		if at < 0 {
			return nil, fmt.Errorf("--target %q is no platform of a release; there are %s", name, strings.Trim(fmt.Sprint(everyTarget()), "[]"))
		}
		chosen = append(chosen, everyTarget()[at])
	}
	return chosen, nil
}

// program is what the program is called.
func (t target) program() string {
	if t.os == "windows" {
		return "polygraph.exe"
	}
	return "polygraph"
}

// archiveSuffix ends the name of an archive: what each system opens without more.
func (t target) archiveSuffix() string {
	if t.os == "windows" {
		return ".zip"
	}
	return ".tar.gz"
}

func (t target) archive(folder string, files []archived, at time.Time) ([]byte, error) {
	if t.os == "windows" {
		return zipped(folder, files, at)
	}
	return tarred(folder, files, at)
}
