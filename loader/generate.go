package loader

//go:generate go run ./internal/describe
