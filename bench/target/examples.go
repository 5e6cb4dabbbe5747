package target

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

// Examples are the questions of the examples folder that are answered in one piece.
func Examples(folder string) ([]string, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*.graphql"))
	if err != nil {
		return nil, err
	}
	var list []string
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if !strings.Contains(string(text), "subscription ") {
			list = append(list, string(text))
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("there is no question in %s; run this in the folder of the repository", folder)
	}
	return list, nil
}

// Question is a request of GraphQL by POST.
func Question(base, query string, variables map[string]any) *http.Request {
	body, _ := json.Marshal(map[string]any{"query": query, "variables": variables}) // texts and numbers cannot fail
	request, _ := http.NewRequest(http.MethodPost, base+"/graphql", bytes.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	return request
}

// Warm asks each question a few times, so that what is made when it is first asked for is
// there.
func (s *Server) Warm(questions []string) error {
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: visitTime}
	for range 3 {
		for _, question := range questions {
			if err := Ask(client, Question(s.URL, question, nil), Answered); err != nil {
				return fmt.Errorf("%w: %.200s", err, question)
			}
		}
	}
	return nil
}
