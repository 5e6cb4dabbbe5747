package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/polygraph-kg/polygraph/loader"
)

// patience is how long a load may take before a bar is shown: most take less.
const patience = 300 * time.Millisecond

// progressOn shows a bar for long loads where errOut is a terminal. The second
// value takes the bar away.
func progressOn(errOut io.Writer) (loader.Progress, func()) {
	if !isTerminal(errOut) {
		return nil, func() {}
	}
	return bars(errOut, patience)
}

func isTerminal(w io.Writer) bool {
	file, isFile := w.(*os.File)
	return isFile && term.IsTerminal(int(file.Fd()))
}

// bars draws one bar a stage, from when the load has taken longer than after.
func bars(w io.Writer, after time.Duration) (loader.Progress, func()) {
	begun := time.Now()
	var bar *progressbar.ProgressBar
	current := ""
	finish := func() {
		if bar != nil {
			_ = bar.Finish()
		}
	}
	return func(stage string, done, total int) {
		if time.Since(begun) < after {
			return
		}
		if stage != current {
			finish()
			current = stage
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(stage),
				progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
		}
		_ = bar.Set(done)
	}, finish
}
