// Package app is what the tokens of one app in one tenant share. A value that
// several of them show by themselves is lent to the others, so that a vendor's
// release is news once and not forty times; while one of them is under
// incident nothing new is lent, since the theft of an app's tokens looks the
// same on all of them.
//
// What is asked is as of the last full hour of the asking source's watermark,
// so that verdicts do not depend on the order of tokens within an hour.
package app // import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/app"
