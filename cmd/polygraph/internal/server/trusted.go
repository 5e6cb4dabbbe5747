package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/polygraph-kg/polygraph/resolvers"
)

// documentIDKey is where the ID of a document travels among a request's extensions.
const documentIDKey = "documentId"

// Trusted are documents that the operator of the server knows: clients ask for them
// by ID. With Only, the server runs no others.
type Trusted struct {
	documents map[string]string // by ID and by hash
	only      bool
}

// ReadTrusted reads a manifest of documents: an object of texts by ID, as Relay and
// GraphQL Code Generator write it, or an operation manifest of Apollo. Each must be
// valid for the schema.
func ReadTrusted(manifest []byte, only bool) (*Trusted, error) {
	var apollo struct {
		Format     string `json:"format"`
		Operations []struct {
			ID   string `json:"id"`
			Body string `json:"body"`
		} `json:"operations"`
	}
	texts := make(map[string]string)
	if json.Unmarshal(manifest, &apollo) == nil && apollo.Format == "apollo-persisted-query-manifest" {
		for _, operation := range apollo.Operations {
			texts[operation.ID] = operation.Body
		}
	} else if err := json.Unmarshal(manifest, &texts); err != nil {
		return nil, fmt.Errorf("it is no manifest: write a JSON object of documents by their IDs, or Apollo's apollo-persisted-query-manifest")
	}
	if len(texts) == 0 {
		return nil, fmt.Errorf("it holds no documents")
	}
	trusted := &Trusted{documents: make(map[string]string), only: only}
	for id, text := range texts {
		if id == "" {
			return nil, fmt.Errorf("a document has no ID")
		}
		if _, errs := gqlparser.LoadQueryWithRules(resolvers.Schema().Schema(), text, rules.NewDefaultRules()); len(errs) > 0 {
			return nil, fmt.Errorf("the document %q is not valid: %s", id, errs[0].Message)
		}
		sum := sha256.Sum256([]byte(text))
		trusted.documents[strings.TrimPrefix(id, "sha256:")], trusted.documents[hex.EncodeToString(sum[:])] = text, text
	}
	return trusted, nil
}

var _ interface {
	graphql.OperationParameterMutator
	graphql.HandlerExtension
} = (*Trusted)(nil)

// ExtensionName names the executor's extension.
func (*Trusted) ExtensionName() string { return "trusted documents" }

// Validate has nothing to say.
func (*Trusted) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters puts the text in the place of an ID.
func (t *Trusted) MutateOperationParameters(_ context.Context, request *graphql.RawParams) *gqlerror.Error {
	id, named := request.Extensions[documentIDKey].(string)
	if text, known := t.document(id); named && known {
		request.Query = text
		return nil
	} else if named {
		return &gqlerror.Error{Message: "there is no document of that ID", Extensions: map[string]any{"code": "DOCUMENT_NOT_FOUND"}}
	}
	if persisted, ok := request.Extensions["persistedQuery"].(map[string]any); ok {
		if text, known := t.document(fmt.Sprint(persisted["sha256Hash"])); known && request.Query == "" {
			request.Query = text
			delete(request.Extensions, "persistedQuery") // it has been found; nothing is to be kept by this hash
		}
	}
	if t == nil || !t.only {
		return nil
	}
	sum := sha256.Sum256([]byte(request.Query))
	if _, known := t.document(hex.EncodeToString(sum[:])); !known {
		return &gqlerror.Error{Message: "this server runs trusted documents alone; ask for one by its documentId", Extensions: map[string]any{"code": "DOCUMENT_NOT_TRUSTED"}}
	}
	return nil
}

// digest tells what the documents are, and whether no others run.
func (t *Trusted) digest() string {
	if t == nil {
		return ""
	}
	known, _ := json.Marshal(t.documents) // in the order of IDs
	sum := sha256.Sum256(known)
	return fmt.Sprint(t.only) + " " + hex.EncodeToString(sum[:])
}

// document finds a text by ID or hash; a server without a manifest has none.
func (t *Trusted) document(id string) (string, bool) {
	if t == nil {
		return "", false
	}
	text, known := t.documents[strings.TrimPrefix(id, "sha256:")]
	return text, known
}
