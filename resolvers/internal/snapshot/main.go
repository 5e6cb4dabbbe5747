// Command snapshot writes down the schema that clients see, so that each change of it
// shows. It runs from the resolvers folder.
package main

import (
	"log"
	"os"

	"github.com/polygraph-kg/polygraph/resolvers"
)

func main() {
	if err := os.WriteFile("../schema/snapshot.graphql", []byte(resolvers.ClientSDL()), 0o644); err != nil {
		log.Fatal(err)
	}
}
