package resolvers

//go:generate go run ./internal/relationsgen
//go:generate go tool gqlgen generate
//go:generate go run ./internal/snapshot
