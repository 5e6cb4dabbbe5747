package resolvers

//go:generate go run ./internal/relationsgen
//go:generate go run ./internal/executorgen
//go:generate go run ./internal/snapshot
