package export

import (
	"archive/zip"
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/xuri/excelize/v2"
)

// writePackage writes the workbook with its parts in a fixed order, without times:
// excelize has sheets in the order of a map. It waits in a temporary file, for excelize
// would hold all of it in memory. [Content_Types].xml is first, as programs expect that
// tell files by their first bytes.
func writePackage(workbook *excelize.File, found map[string]*links, pausing func(io.Writer) io.Writer, out io.Writer) error {
	spool, err := os.CreateTemp("", "polygraph-*.xlsx")
	if err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	defer os.Remove(spool.Name())
	defer spool.Close()
	workbook.SetZipWriter(func(io.Writer) excelize.ZipWriter {
		return &linkingZip{Writer: zip.NewWriter(pausing(spool)), links: found}
	})
	if err := workbook.Write(io.Discard); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	size, err := spool.Seek(0, io.SeekEnd)
	if err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	parts, err := zip.NewReader(spool, size)
	if err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	slices.SortFunc(parts.File, func(a, b *zip.File) int {
		return cmp.Or(cmp.Compare(rank(a.Name), rank(b.Name)), cmp.Compare(a.Name, b.Name))
	})
	packed := zip.NewWriter(out)
	for _, part := range parts.File {
		if err := packed.Copy(part); err != nil {
			return fmt.Errorf("xlsx: %s: %w", part.Name, err)
		}
	}
	return packed.Close()
}

// leading are the parts that come before all others.
var leading = []string{"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"}

func rank(part string) int {
	if i := slices.Index(leading, part); i >= 0 {
		return i
	}
	return len(leading)
}
