package main

import "github.com/tokendrift/tokendrift/examples/internal/rawjson"

// The records keep the vendor's order of fields; see package rawjson.
type (
	object = rawjson.Object
	list   = rawjson.List
)
