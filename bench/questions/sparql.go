package questions

// prefixes stand before each query. What d: names is reckoned beforehand, as tables of
// PostgreSQL and the View of polygraph have it too.
const prefixes = `PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX p: <https://polygraph.example/id/vocabulary#>
PREFIX d: <https://polygraph.example/derived#>`
