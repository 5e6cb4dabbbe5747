package observe

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"unicode"
)

// The formats of a log.
const (
	FormatText = "text" // key=value, for people
	FormatJSON = "json" // an object a line, for programs
)

// NewLogger writes lines from a level on: debug, info, warn or error. Each is one line,
// whatever is in it, and says of which request it is where the context of the call knows.
func NewLogger(w io.Writer, format, level string) (*slog.Logger, error) {
	least, known := map[string]slog.Level{"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError}[level]
	if !known {
		return nil, fmt.Errorf("--log-level %q is no level; give debug, info, warn or error", level)
	}
	options := &slog.HandlerOptions{Level: least}
	switch format {
	case FormatText: // which quotes all that cannot be printed
		return slog.New(ofRequest{slog.NewTextHandler(w, options)}), nil
	case FormatJSON:
		options.ReplaceAttr = printable
		return slog.New(ofRequest{slog.NewJSONHandler(w, options)}), nil
	}
	return nil, fmt.Errorf("--log-format %q is no format; give %s or %s", format, FormatText, FormatJSON)
}

// ofRequest adds to each line of which request it is, and of which trace.
type ofRequest struct{ slog.Handler }

func (h ofRequest) Handle(ctx context.Context, line slog.Record) error {
	if e := exchangeOf(ctx); e != nil {
		line.AddAttrs(slog.String("request_id", e.id))
	}
	if id := traceID(ctx); id != "" {
		line.AddAttrs(slog.String("trace_id", id))
	}
	return h.Handler.Handle(ctx, line)
}

func (h ofRequest) WithAttrs(attrs []slog.Attr) slog.Handler {
	return ofRequest{h.Handler.WithAttrs(attrs)}
}

func (h ofRequest) WithGroup(name string) slog.Handler { return ofRequest{h.Handler.WithGroup(name)} }

// printable escapes what JSON leaves as it is and a terminal would obey or hide: the control
// characters from U+007F on, and those that turn the direction of a text.
func printable(_ []string, attr slog.Attr) slog.Attr {
	switch attr.Value.Kind() {
	case slog.KindString:
		if text := attr.Value.String(); strings.ContainsFunc(text, isHidden) {
			return slog.String(attr.Key, escape(text))
		}
	case slog.KindAny:
		if err, is := attr.Value.Any().(error); is && err != nil && strings.ContainsFunc(err.Error(), isHidden) {
			return slog.String(attr.Key, escape(err.Error()))
		}
	}
	return attr
}

func isHidden(r rune) bool { return r >= 0x7f && !unicode.IsPrint(r) && r != '\u3000' }

func escape(text string) string {
	var out strings.Builder
	for _, r := range text {
		if isHidden(r) {
			quoted := strconv.QuoteRuneToASCII(r)
			out.WriteString(quoted[1 : len(quoted)-1])
			continue
		}
		out.WriteRune(r)
	}
	return out.String()
}
