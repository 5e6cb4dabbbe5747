package build

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

func TestWhatIsToldOfABuild(t *testing.T) {
	const digits = "1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d"
	cloned := &debug.BuildInfo{GoVersion: "go1.26.8", Main: debug.Module{Version: "v0.2.1-0.20261129183414-1a2b3c4d5e6f+dirty"}, Settings: []debug.BuildSetting{
		{Key: "vcs.revision", Value: digits}, {Key: "vcs.time", Value: "2026-11-29T18:34:14Z"}, {Key: "vcs.modified", Value: "true"},
	}}
	plain := &debug.BuildInfo{GoVersion: "go1.26.8", Main: debug.Module{Version: "(devel)"}}
	at := time.Date(2026, 11, 29, 18, 34, 14, 0, time.UTC)
	for _, row := range []struct {
		name  string
		told  released
		built *debug.BuildInfo
		want  Info
		line  string
	}{
		{"a release", released{"0.3.0", digits, "2026-11-29T19:34:14+01:00", ""}, plain, Info{"0.3.0", digits, at, false, "go1.26.8"}, "0.3.0 (commit 1a2b3c4d5e6f of 2026-11-29, go1.26.8)"},
		{"a release of a changed tree", released{"0.3.0", digits, "2026-11-29T18:34:14Z", "true"}, plain, Info{"0.3.0", digits, at, true, "go1.26.8"}, "0.3.0 (commit 1a2b3c4d5e6f of 2026-11-29 with changes, go1.26.8)"},
		{"a release is not asked what the folder is", released{version: "0.3.0"}, cloned, Info{Version: "0.3.0", Go: "go1.26.8"}, "0.3.0 (go1.26.8)"},
		{"a working copy", released{}, cloned, Info{cloned.Main.Version, digits, at, true, "go1.26.8"}, cloned.Main.Version + " (commit 1a2b3c4d5e6f of 2026-11-29 with changes, go1.26.8)"},
		{"a folder without history", released{}, plain, Info{Version: "(devel)", Go: "go1.26.8"}, "(devel) (go1.26.8)"},
		{"a short commit", released{version: "0.3.0", commit: "1a2b"}, nil, Info{Version: "0.3.0", Commit: "1a2b"}, "0.3.0 (commit 1a2b)"},
		{"nothing is known", released{}, nil, Info{}, "unknown"},
	} {
		t.Run(row.name, func(t *testing.T) {
			got := read(row.told, row.built)
			if got != row.want {
				t.Errorf("%+v, want %+v", got, row.want)
			}
			if got.String() != row.line {
				t.Errorf("%q, want %q", got, row.line)
			}
		})
	}
}

func TestReadKnowsItsGo(t *testing.T) {
	if got := Read().Go; got != runtime.Version() {
		t.Errorf("compiled by %q, want %q", got, runtime.Version())
	}
}
