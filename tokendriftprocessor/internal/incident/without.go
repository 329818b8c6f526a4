package incident

// Without are parts of the judgement that are left out, to measure what each
// of them earns. Nothing is left out in use.
type Without uint16

// The parts.
const (
	WithoutRules          Without = 1 << iota // lifecycle, session and registry signals ask for nothing
	WithoutPooling                            // rates rest on the shipped prior and the token's own history
	WithoutLending                            // values are not lent between the tokens of one app
	WithoutJointTail                          // a product is not held above the rate of real episodes
	WithoutMultiplication                     // of several families the strongest alone counts
	WithoutSettling                           // the same evidence again is as new as the first time
	WithoutProbation                          // flagged values are learned at once
	WithoutSuccession                         // a rotated token begins without its predecessor's baseline
	AllWithout            = 1<<iota - 1
)

// names are those of the feature gates, after "without".
var withoutNames = [...]string{"Rules", "Pooling", "Lending", "JointTail", "Multiplication", "Settling", "Probation"}

// Parts names every part with its bit. Who builds succession adds it here.
func Parts(yield func(name string, bit Without) bool) {
	for i, name := range withoutNames {
		if !yield(name, 1<<i) {
			return
		}
	}
}

// Has is whether a part is left out.
func (w Without) Has(part Without) bool { return w&part != 0 }
