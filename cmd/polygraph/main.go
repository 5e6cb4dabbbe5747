package main

import (
	"context"
	"fmt"
	"os"

	"github.com/polygraph-kg/polygraph/data"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

func main() {
	s, _ := graph.OpenStore("memory:")
	r, err := loader.Load(context.Background(), s, []loader.Source{{Name: "data", Files: data.Files}}, nil)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Printf("%+v\n", *r)
	ver, err := loader.Verify(context.Background(), s.View(), os.DirFS("../shared/sources"))
	for _, d := range ver.Discrepancies {
		fmt.Println(d)
	}
	fmt.Println(ver.Claims, ver.Mentions, err)
	for _, c := range s.View().Conflicts() {
		fmt.Printf("%+v\n", c)
	}
}
