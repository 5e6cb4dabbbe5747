package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestALongLoadShowsItsStages(t *testing.T) {
	var screen bytes.Buffer
	progress, finish := bars(&screen, 0)
	progress("reading files", 1, 2)
	progress("reading files", 2, 2)
	progress("committing quads", 0, 500)
	progress("committing quads", 500, 500)
	finish()
	for _, want := range []string{"reading files", "(1/2)", "committing quads", "/500)"} {
		if !strings.Contains(screen.String(), want) {
			t.Errorf("%q is not shown: %q", want, screen.String())
		}
	}
}

func TestAShortLoadShowsNothing(t *testing.T) {
	var screen bytes.Buffer
	progress, finish := bars(&screen, time.Hour)
	progress("reading files", 1, 1)
	finish()
	if screen.Len() > 0 {
		t.Errorf("shown: %q", screen.String())
	}
}

func TestNoBarWhereNobodyLooks(t *testing.T) {
	progress, finish := progressOn(&bytes.Buffer{})
	finish()
	if progress != nil {
		t.Error("a bar is written to what is no terminal")
	}
}
