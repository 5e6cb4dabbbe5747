package observe

import (
	"runtime"
	"runtime/debug"
)

// Build is the program that runs.
type Build struct {
	Version string `json:"version"`
	Commit  string `json:"commit"`
	Go      string `json:"go"`
}

// ThisBuild is what the program knows of itself.
func ThisBuild() Build {
	build := Build{Version: "unknown", Commit: "unknown", Go: runtime.Version()}
	info, known := debug.ReadBuildInfo()
	if !known {
		return build
	}
	build.Version = info.Main.Version
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			build.Commit = setting.Value
		}
	}
	return build
}
