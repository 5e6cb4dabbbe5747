package main

import (
	"context"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"
)

// changes make the data of the server alternate between two states.
type changes struct {
	folder string
	count  atomic.Int64
}

// The two states differ in one claim, which answers of several examples tell of.
const (
	stateless = `document:
  id: document/soak
  sourceFile: soak.txt
  title: {en: A note}
  language: en
  date: 2024-05
claims:
- {claim: place/jinan prioritises industry/hydrogen, line: 1, stance: GROW, mentions: [hydrogen]}
`
	more = "- {claim: place/gangcheng prioritises industry/steel, line: 2, stance: LEAD, mentions: [steel]}\n"
)

// make writes the state that is due. The file is there whole or not at all.
func (c *changes) make() error {
	text := stateless
	if c.count.Add(1)%2 == 0 {
		text += more
	}
	draft := filepath.Join(c.folder, ".soak.yaml")
	if err := os.WriteFile(draft, []byte(text), 0o644); err != nil {
		return err
	}
	return os.Rename(draft, filepath.Join(c.folder, "soak.yaml"))
}

// goOn changes the data every so often, until the context ends.
func (c *changes) goOn(ctx context.Context, every time.Duration) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			_ = c.make() // a disk that is full shows in the events that do not come
		}
	}
}

// done is how many changes there were.
func (c *changes) done() int { return int(c.count.Load()) }
