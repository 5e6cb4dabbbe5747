// Package web embeds the pages that its npm projects build, so that the binary
// serves them with no internet at all.
package web

import (
	"embed"
	"io/fs"
)

// A bare clone holds only .keep in each dist, so that it compiles before npm has run.
//
//go:embed all:graphiql/dist all:explorer/dist
var built embed.FS

// GraphiQL is the built GraphiQL page; ok is false where it has not been built.
func GraphiQL() (files fs.FS, ok bool) { return page("graphiql/dist") }

// Explorer is the built page that shows the graph; ok is false where it has not been built.
func Explorer() (files fs.FS, ok bool) { return page("explorer/dist") }

func page(folder string) (files fs.FS, ok bool) {
	files, err := fs.Sub(built, folder)
	if err != nil {
		return nil, false
	}
	_, err = fs.Stat(files, "index.html")
	return files, err == nil
}
