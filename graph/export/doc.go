// Package export writes a View in the formats that other tools read: one small
// file a format, each from a View to an io.Writer.
package export
