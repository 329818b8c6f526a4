// Package report writes judgements onto log records: attributes on the record
// that was judged, and a separate record for every incident that opens,
// escalates or closes.
//
// Whatever the text came from, what is written is valid UTF-8 without control
// characters and of bounded length, so that one hostile record cannot break a
// backend or a terminal. No attribute's name is another's prefix at a dot:
// Elasticsearch and OpenSearch refuse records in which one is.
package report // import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/report"
