package export

// The bounds of formats that are held in memory while they are written, or that what
// opens them holds in memory: sizes at which the programs named still work well.
var (
	drawn     = Limit{Nodes: 5_000, Edges: 20_000}    // DOT and SVG: such a graph takes Graphviz 2.43 19 seconds of one core, and 12 MB of SVG
	painted   = Limit{Nodes: 2_000, Edges: 8_000}     // PNG: larger pictures, of 16,000 pixels and more a side, take Graphviz half a gigabyte of memory
	sketched  = Limit{Nodes: 300, Edges: 500}         // Mermaid draws no more than 500 edges, and reads 50,000 characters: about 250 edges of one claim
	paged     = Limit{Nodes: 25_000, Edges: 60_000}   // Cytoscape.js 3.34 reads and styles such a graph, without drawing it, in 16 seconds and 0.9 GB; one four times as large in 107 seconds and 4.3 GB
	displayed = Limit{Nodes: 100_000, Edges: 500_000} // one JSON document that a program reads whole, 0.6 KB an edge
	framed    = Limit{Nodes: 50_000, Edges: 250_000}  // likewise
	sheets    = Limit{Rows: maxRows}
)

var formats = []Format{
	{Name: "nquads", Title: "N-Quads", For: "RDF stores; loads back into polygraph", MediaType: "application/n-quads", Extension: ".nq", Claims: true, write: writeNQuads},
	{Name: "trig", Title: "TriG", For: "RDF stores, people who read RDF", MediaType: "application/trig", Extension: ".trig", Claims: true, write: writeTriG},
	{Name: "turtle", Title: "Turtle", For: "RDF tools without named graphs, SHACL", MediaType: "text/turtle", Extension: ".ttl", Claims: true, write: writeTurtle},
	{Name: "jsonld", Title: "JSON-LD", For: "web programs, RDF stores; loads back into polygraph", MediaType: "application/ld+json", Extension: ".jsonld", Claims: true, write: writeJSONLD},
	{Name: "jsonld-framed", Title: "JSON-LD, framed", For: "programs that want one tree a thing", MediaType: "application/ld+json", Extension: ".jsonld", Claims: true, Limit: framed, write: writeFramed},
	{Name: "gexf", Title: "GEXF 1.3", For: "Gephi, Gephi Lite, graphology", MediaType: "application/gexf+xml", Extension: ".gexf", write: writeGEXF},
	{Name: "gexf12", Title: "GEXF 1.2draft", For: "NetworkX", MediaType: "application/gexf+xml", Extension: ".gexf", write: writeGEXF12},
	{Name: "graphml", Title: "GraphML", For: "yEd, Gephi, NetworkX, igraph", MediaType: "application/graphml+xml", Extension: ".graphml", write: writeGraphML},
	{Name: "cytoscape", Title: "Cytoscape.js JSON", For: "web pages with cytoscape.js, Cytoscape", MediaType: "application/json", Extension: ".cyjs", Limit: paged, write: writeCytoscape},
	{Name: "cx2", Title: "CX2", For: "Cytoscape 3.10, NDEx", MediaType: "application/json", Extension: ".cx2", Limit: displayed, write: writeCX2},
	{Name: "jgf", Title: "JSON Graph Format", For: "programs of your own", MediaType: "application/vnd.jgf+json", Extension: ".jgf.json", Limit: displayed, write: writeJGF},
	{Name: "dot", Title: "DOT", For: "Graphviz", MediaType: "text/vnd.graphviz", Extension: ".dot", Limit: drawn, write: writeDOT},
	{Name: "svg", Title: "SVG", For: "browsers, reports", MediaType: "image/svg+xml", Extension: ".svg", Limit: drawn, Needs: graphviz, write: writeSVG},
	{Name: "png", Title: "PNG", For: "slides", MediaType: "image/png", Extension: ".png", Limit: painted, Needs: graphviz, write: writePNG},
	{Name: "mermaid", Title: "Mermaid", For: "Markdown on GitHub and GitLab", MediaType: "text/vnd.mermaid", Extension: ".mmd", Limit: sketched, write: writeMermaid},
	{Name: "csv", Title: "CSV", For: "Gephi, spreadsheets, pandas, DuckDB", MediaType: "text/csv", Extension: ".csv", Files: []string{"nodes.csv", "edges.csv"}, write: writeCSV},
	{Name: "neo4j", Title: "CSV for Neo4j", For: "neo4j-admin database import", MediaType: "text/csv", Extension: ".csv", Files: []string{"nodes.csv", "relationships.csv"}, write: writeNeo4j},
	{Name: "parquet", Title: "Parquet", For: "DuckDB, pandas, Spark", MediaType: "application/vnd.apache.parquet", Extension: ".parquet", Files: []string{"nodes.parquet", "edges.parquet"}, write: writeParquet},
	{Name: "xlsx", Title: "Excel workbook", For: "Excel, LibreOffice", MediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Extension: ".xlsx", Claims: true, Limit: sheets, write: writeXLSX},
}

// maxRows is how many rows a sheet of Excel has.
const maxRows = 1_048_576
