package mcp

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// ServeStream answers one client that writes to in and reads from out, a message a line, until
// in ends or the context does. Nothing but messages of the protocol is written to out.
func ServeStream(ctx context.Context, server *sdk.Server, in io.Reader, out io.Writer) error {
	answers := &answerLines{out: out}
	read, write := io.Pipe()
	go func() { _ = write.CloseWithError(passOn(in, write, answers)) }()
	err := server.Run(ctx, &sdk.IOTransport{Reader: read, Writer: answers})
	if ctx.Err() != nil {
		return nil // it was told to end
	}
	return err
}

// passOn passes messages on to the SDK, which would end with the first that it cannot read, and
// answers those that it may not see.
func passOn(in io.Reader, messages, answers io.Writer) error {
	lines := bufio.NewReaderSize(in, longestMessage+1)
	for {
		line, err := lines.ReadSlice('\n')
		var message []byte
		var why *refusal
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			why = &refusal{[]byte("null"), jsonrpc.CodeInvalidRequest, fmt.Sprintf("a message may hold %d bytes at most", longestMessage)}
			for errors.Is(err, bufio.ErrBufferFull) {
				_, err = lines.ReadSlice('\n')
			}
		case len(bytes.TrimSpace(line)) > 0:
			message, why = accepted(line)
		}
		to := messages
		if why != nil {
			message, to = why.inJSON(), answers
		}
		if message != nil {
			if _, err := to.Write(append(message, '\n')); err != nil {
				return err
			}
		}
		if err != nil {
			return err
		}
	}
}

// answerLines writes answers of the SDK, and others between them.
type answerLines struct {
	mu  sync.Mutex
	out io.Writer
}

func (a *answerLines) Write(line []byte) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	_, err := a.out.Write(told(line))
	return len(line), err
}

// Close leaves out open, which is not ours.
func (*answerLines) Close() error { return nil }
