package export

import "errors"

var errMissing = errors.New("not yet written")

const graphviz = "dot"

func writeTriG(*job) error      { return errMissing }
func writeTurtle(*job) error    { return errMissing }
func writeJSONLD(*job) error    { return errMissing }
func writeFramed(*job) error    { return errMissing }
func writeGEXF(*job) error      { return errMissing }
func writeGEXF12(*job) error    { return errMissing }
func writeGraphML(*job) error   { return errMissing }
func writeCytoscape(*job) error { return errMissing }
func writeCX2(*job) error       { return errMissing }
func writeJGF(*job) error       { return errMissing }
func writeDOT(*job) error       { return errMissing }
func writeSVG(*job) error       { return errMissing }
func writePNG(*job) error       { return errMissing }
func writeMermaid(*job) error   { return errMissing }
func writeCSV(*job) error       { return errMissing }
func writeNeo4j(*job) error     { return errMissing }
func writeParquet(*job) error   { return errMissing }
func writeXLSX(*job) error      { return errMissing }
