package export

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
)

// maxLinks is how many hyperlinks a sheet may have, by "Excel specifications and
// limits" of Microsoft's support pages; with more, Excel calls the file broken.
const maxLinks = 65_530

// sheetEnd is what comes after the hyperlinks of a sheet, when it has nothing of what
// ECMA-376 lets stand between them: no margins, no drawings, no tables.
const sheetEnd = "</worksheet>"

// links are the hyperlinks of a sheet, as they stand in its XML. They are collected
// here, and not given to excelize, which looks through all of them before it adds one:
// a sheet with as many as Excel allows would take half a minute.
type links struct {
	xml bytes.Buffer
	n   int
	cut bool // whether there would have been more of them than Excel allows
}

// add makes a cell lead to a place in the workbook; it tells whether there was room.
func (l *links) add(cell, to string) bool {
	if l.n == maxLinks {
		l.cut = true
		return false
	}
	if l.n++; l.n == 1 {
		l.xml.WriteString("<hyperlinks>")
	}
	fmt.Fprintf(&l.xml, `<hyperlink ref="%s" location="`, cell)
	_ = xml.EscapeText(&l.xml, []byte(to)) // a buffer takes all
	l.xml.WriteString(`"/>`)
	return true
}

// element is the element of the sheet's XML, once all links are in it; empty without
// links.
func (l *links) element() []byte {
	if l.n == 0 {
		return nil
	}
	l.xml.WriteString("</hyperlinks>")
	return l.xml.Bytes()
}

// linkingZip is the archive into which excelize writes its parts; it puts the links
// into those that are sheets.
type linkingZip struct {
	*zip.Writer
	links map[string]*links // by the name of the part
	open  *beforeEnd        // the sheet being written
}

func (z *linkingZip) Create(name string) (io.Writer, error) {
	if err := z.finish(); err != nil {
		return nil, err
	}
	part, err := z.Writer.Create(name)
	if err != nil || z.links[name] == nil {
		return part, err
	}
	z.open = &beforeEnd{part: part, name: name, added: z.links[name].element()}
	delete(z.links, name)
	return z.open, nil
}

func (z *linkingZip) Close() error {
	if err := z.finish(); err != nil {
		return err
	}
	for name := range z.links {
		return fmt.Errorf("there is no part %s for its links", name)
	}
	return z.Writer.Close()
}

func (z *linkingZip) finish() error {
	if z.open == nil {
		return nil
	}
	done := z.open
	z.open = nil
	return done.finish()
}

// beforeEnd passes on what is written but its end, before which something is added.
type beforeEnd struct {
	part  io.Writer
	name  string
	added []byte
	held  []byte
}

func (b *beforeEnd) Write(p []byte) (int, error) {
	b.held = append(b.held, p...)
	if passed := len(b.held) - len(sheetEnd); passed > 0 {
		if _, err := b.part.Write(b.held[:passed]); err != nil {
			return 0, err
		}
		b.held = append(b.held[:0], b.held[passed:]...)
	}
	return len(p), nil
}

func (b *beforeEnd) finish() error {
	if string(b.held) != sheetEnd {
		return fmt.Errorf("%s ends with %q, where %s was expected", b.name, b.held, sheetEnd)
	}
	if _, err := b.part.Write(b.added); err != nil {
		return err
	}
	_, err := b.part.Write(b.held)
	return err
}
