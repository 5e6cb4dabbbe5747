// Package loader turns data files into the graph: it reads YAML, CSV, N-Quads and
// JSON-LD, checks every rule of the vocabulary, mints the nodes that claims imply,
// and commits the difference to what the graph holds already. A load is whole or
// not at all; all faults of a run are reported together, each with its place and
// remedy. It also compares claims with the texts of their documents (Verify, Cover,
// Locate), and scaffolds entries (NewEntity, NewClaim).
//
// # The files
//
// A data folder holds any number of .yaml, .yml, .csv, .nq, .nquads and .jsonld
// files, in folders of any depth; those with other endings and hidden ones are passed
// over, and links to folders are refused. What a file costs and says is bounded
// (bounds.go), as it may be anybody's. Rows of a table and nodes of RDF become what the
// same entry in YAML would be. A YAML file is a mapping with up to three keys:
//
//	entities:                       # who and what there is
//	- id: place/gangcheng
//	  labels: {en: Gangcheng District, zh-Hans: 钢城区}
//	  level: district
//	  partOf: [{id: place/jinan, from: 2019-01}]
//
//	document:                       # at most one: whose claims follow
//	  id: document/gangcheng-east
//	  sourceFile: 003_3a8f504408d92bd7.txt
//	  language: zh-Hant
//
//	claims:                         # what that document says
//	- claim: place/gangcheng prioritises industry/hydrogen
//	  line: 6
//	  stance: NURTURE
//	  mentions: [氫能源產業]
//	- claim: place/gangcheng hasTarget metric/output-value
//	  line: 16
//	  amount: "> 2000亿元"
//	  by: 2025
//	  mentions: [突破2000億元]
package loader
