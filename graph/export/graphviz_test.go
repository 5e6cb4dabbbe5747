package export

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
)

// draw writes a format of Graphviz, with the shell script as the program if there is one.
func draw(ctx context.Context, t *testing.T, name, script string) (string, error) {
	t.Helper()
	if script != "" {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, graphviz), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
			t.Fatal(err)
		}
		t.Setenv("PATH", folder)
	}
	format, err := LookupFormat(name)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	err = format.Write(ctx, &out, awkward(t).All().WithClaims(false), Options{})
	return out.String(), err
}

func TestPictures(t *testing.T) {
	for name, begin := range map[string]string{"svg": "<?xml", "png": "\x89PNG\r\n"} {
		format, err := LookupFormat(name)
		if err != nil {
			t.Fatal(err)
		}
		if !format.Available() {
			t.Skipf("%s is not installed", format.Needs)
		}
		picture, err := draw(context.Background(), t, name, "")
		if err != nil || !strings.HasPrefix(picture, begin) {
			t.Errorf("%s begins with %.20q, %v", name, picture, err)
		}
	}
}

func TestWithoutGraphviz(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := draw(context.Background(), t, "svg", "")
	var known *graph.Error
	if !errors.As(err, &known) || known.Code != graph.CodeUnavailable || !strings.Contains(known.Message, "install the package graphviz") || !strings.Contains(known.Message, "format dot") {
		t.Errorf("the error is %v", err)
	}
}

func TestWhatGraphvizSaysIsPassedOn(t *testing.T) {
	picture, err := draw(context.Background(), t, "svg", "echo half a picture\necho 'syntax error in line 7' >&2\nexit 3\n")
	if err == nil || !strings.Contains(err.Error(), "syntax error in line 7") || !strings.Contains(err.Error(), "exit status 3") {
		t.Errorf("the error is %v", err)
	}
	if picture != "" {
		t.Errorf("%q is written of a picture that failed", picture)
	}
}

func TestGraphvizEndsWithWhoWaits(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	_, err := draw(ctx, t, "svg", "exec /bin/sleep 600\n")
	var known *graph.Error
	if !errors.As(err, &known) || known.Code != graph.CodeUnavailable || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the error is %v", err)
	}
}
