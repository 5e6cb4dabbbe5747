package resolvers

//go:generate go run ./internal/relationsgen
//go:generate go tool gqlgen generate
//go:generate sh -c "go run ../cmd/polygraph schema >../schema/snapshot.graphql"
