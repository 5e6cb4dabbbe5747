package export

import "errors"

var errMissing = errors.New("not yet written")


