package loader

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// How a large text is read: by blocks of whole lines, each while the one before is parsed.
const (
	blockLength = 1 << 20
	blocksAhead = 4
	longestLine = 16 << 20  // bytes
	widestFrame = 128 << 20 // how far a text packed by zstd may refer back, in bytes

	mostSwelling = 500      // how many times as long a packed text may become
	swellingFree = 64 << 20 // bytes for which that does not count
)

// unpack reads a text as it is, or as gzip or zstd packed it, which its first bytes tell.
func unpack(text io.Reader) (io.ReadCloser, error) {
	packed := &passed{Reader: text}
	unpacked, err := unpackAny(packed)
	if err != nil {
		return nil, err
	}
	return &swelling{ReadCloser: unpacked, packed: packed}, nil
}

// swelling is a packed text that may become so many times as long, and no longer: one that
// was made to waste the time of who reads it does.
type swelling struct {
	io.ReadCloser
	packed *passed
	bytes  int64
}

func (s *swelling) Read(into []byte) (int, error) {
	n, err := s.ReadCloser.Read(into)
	if s.bytes += int64(n); s.bytes > swellingFree && s.bytes/mostSwelling > s.packed.bytes {
		return 0, fmt.Errorf("it becomes more than %d times as long when unpacked; unpack it, and see what it holds", mostSwelling)
	}
	return n, err
}

func unpackAny(text io.Reader) (io.ReadCloser, error) {
	buffered := bufio.NewReaderSize(text, blockLength)
	begin, err := buffered.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(begin, []byte{0x1f, 0x8b}):
		return gzip.NewReader(buffered)
	case bytes.Equal(begin, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		decoder, err := zstd.NewReader(buffered, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(widestFrame))
		if err != nil {
			return nil, err
		}
		return decoder.IOReadCloser(), nil
	}
	return io.NopCloser(buffered), nil
}

// inBlocks hands over the text by blocks of whole lines, which are good until the next one.
// The first error of the text or of the parser ends it.
func inBlocks(ctx context.Context, text io.Reader, parse func(block []byte) error) error {
	waiting := ctx
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	blocks, free := make(chan []byte, blocksAhead), make(chan []byte, blocksAhead+2)
	failed := make(chan error, 1)
	go func() {
		defer close(blocks)
		failed <- cut(ctx, text, blocks, free)
	}()
	for block := range blocks {
		err := waiting.Err()
		if err == nil {
			err = parse(block)
		}
		if err != nil {
			cancel()
			for range blocks { // until the reader has seen it
			}
			return err
		}
		select {
		case free <- block:
		default:
		}
	}
	return <-failed
}

// cut reads the text, and cuts it behind the last line that a block has whole.
func cut(ctx context.Context, text io.Reader, blocks chan<- []byte, free <-chan []byte) error {
	var rest []byte // of a line whose end has not been read
	for {
		var block []byte
		select {
		case block = <-free:
		default:
			block = make([]byte, 0, blockLength+blockLength/8)
		}
		block = append(block[:0], rest...)
		if cap(block)-len(block) < blockLength/2 {
			block = append(make([]byte, 0, 2*len(block)+blockLength), block...)
		}
		block, err := fill(text, block)
		ended := err == io.EOF // as it is: an error that wraps it is of a text that was cut off
		if err != nil && !ended {
			return fmt.Errorf("the text cannot be read further: %w", err)
		}
		end := bytes.LastIndexByte(block, '\n') + 1
		if ended {
			end = len(block)
		}
		if rest = append(rest[:0], block[end:]...); len(rest) > longestLine {
			return fmt.Errorf("a line is longer than %d bytes", longestLine)
		}
		if end > 0 {
			select {
			case blocks <- block[:end]:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if ended {
			return nil
		}
	}
}

// fill reads until the block is full or the text ends.
func fill(text io.Reader, block []byte) ([]byte, error) {
	for len(block) < cap(block) {
		n, err := text.Read(block[len(block):cap(block)])
		block = block[:len(block)+n]
		if err != nil {
			return block, err
		}
	}
	return block, nil
}
