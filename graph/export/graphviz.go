package export

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
)

// graphviz is the program of Graphviz that lays graphs out and draws them.
const graphviz = "dot"

// drawing is how long Graphviz may take.
const drawing = 2 * time.Minute

// writeSVG draws the graph as SVG 1.1. The picture has no scripts; its links lead to
// its own nodes. One version of Graphviz draws the same graph alike.
func writeSVG(j *job) error { return j.draw("svg") }

// writePNG draws the graph as PNG, 96 dots an inch.
func writePNG(j *job) error { return j.draw("png") }

// draw lets Graphviz turn the DOT of the job into a picture. What it draws is passed on
// when it is complete.
func (j *job) draw(as string) error {
	program, err := exec.LookPath(graphviz)
	if err != nil {
		return &graph.Error{Code: graph.CodeUnavailable, Cause: err,
			Message: fmt.Sprintf("%s needs the program %s of Graphviz, which is not installed here; install the package graphviz, or choose the format dot, which needs nothing, and draw it elsewhere", as, graphviz)}
	}
	var text, picture, complaints bytes.Buffer
	if err := j.properties().dot(&text); err != nil {
		return err
	}
	if err := j.ended(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(j.ctx, drawing)
	defer cancel()
	command := exec.CommandContext(ctx, program, "-T"+as)
	command.Stdin, command.Stdout, command.Stderr = &text, &picture, &complaints
	command.WaitDelay = time.Second // for pipes that outlive a program that was killed
	if err := command.Run(); err != nil {
		if ended := j.ended(); ended != nil {
			return ended
		}
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return &graph.Error{Code: graph.CodeUnavailable, Cause: err,
				Message: fmt.Sprintf("Graphviz did not finish the picture within %s; choose less of the graph, or the format dot", drawing)}
		}
		return fmt.Errorf("%s -T%s: %w: %.500s", graphviz, as, err, strings.TrimSpace(complaints.String()))
	}
	w, err := j.create("")
	if err != nil {
		return err
	}
	_, err = w.Write(picture.Bytes())
	return err
}
