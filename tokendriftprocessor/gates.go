package tokendriftprocessor

import (
	"go.opentelemetry.io/collector/featuregate"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/incident"
)

// gates leave out one part of the judgement each. They are for measuring what
// it earns (make evaluate ROW=ablation), and nothing that a deployment should use.
var gates = func() map[incident.Without]*featuregate.Gate {
	list := map[incident.Without]*featuregate.Gate{}
	for name, part := range incident.Parts {
		list[part] = featuregate.GlobalRegistry().MustRegister(
			"processor.tokendrift.without"+name, featuregate.StageAlpha,
			featuregate.WithRegisterDescription("Leaves out a part of token_drift's judgement, to measure what it earns. For measurement only."),
		)
	}
	return list
}()

// without is what the feature gates leave out.
func without() (w incident.Without) {
	for part, gate := range gates {
		if gate.IsEnabled() {
			w |= part
		}
	}
	return w
}
