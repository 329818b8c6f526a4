package baseline

// Trace is by what a use shows which system made it: hashes as in a [Query], 0
// where the use does not say. Network is 0 too where it is no more than the
// prefix, for want of a database.
type Trace struct{ Family, Network, Prefix, Action uint32 }

// Tells is whether there is anything to go by.
func (t Trace) Tells() bool { return t.Family != 0 || t.Network != 0 || t.Prefix != 0 }

const (
	clusterPrefixes   = 6
	clusterOperations = 8
)

// Cluster is uses of one token that belong together: the same client family
// and network, and among those what prefixes and operations tie together. Times
// are seconds of Unix time.
type Cluster struct {
	Family, Network uint32
	First, Last     uint32
	Uses            uint32
	Days            uint16 // UTC days it was used on
	today           uint16
	Prefixes        [clusterPrefixes]uint32
	Operations      [clusterOperations]uint32
	counts          [clusterOperations]uint16 // of the operations
	turn            uint8                     // which prefix is written over next
	roams           bool                      // it had more prefixes than there is room for
}

// What makes a cluster a consumer. A day's migration, a test and a thief who was
// not flagged are none.
const (
	consumerUses = 20
	consumerDays = 5
	consumerGone = 30 * 86400 // not used for so long, seconds
)

// Settled is whether a cluster is a consumer, and still one.
func (c *Cluster) Settled(at uint32) bool {
	return c.Uses >= consumerUses && c.Days >= consumerDays && c.Last+consumerGone > at
}

func (c *Cluster) from(prefix uint32) bool {
	for _, p := range c.Prefixes {
		if p == prefix {
			return true
		}
	}
	return c.roams && c.Network != 0
}

// Does is whether the cluster has an operation among its usual ones.
func (c *Cluster) Does(action uint32) bool {
	for _, o := range c.Operations {
		if o == action {
			return true
		}
	}
	return false
}

// akin is whether a use belongs to the cluster: the same client in the same
// network, tied to it by where it comes from or by what it does.
func (c *Cluster) akin(t Trace) bool {
	return c.Family == t.Family && c.Network == t.Network &&
		(t.Prefix == 0 || c.from(t.Prefix) || t.Action != 0 && c.Does(t.Action))
}

func (c *Cluster) add(t Trace, at uint32) {
	c.Uses++
	if d := day(at); d > c.today {
		c.today = d
		c.Days++
	}
	c.First, c.Last = min(c.First, at), max(c.Last, at)
	c.addPrefix(t.Prefix)
	c.addOperation(t.Action, 1)
}

func (c *Cluster) addPrefix(prefix uint32) {
	if prefix == 0 {
		return
	}
	for i, p := range c.Prefixes {
		if p == prefix {
			return
		}
		if p == 0 {
			c.Prefixes[i] = prefix
			return
		}
	}
	c.roams = true
	c.Prefixes[c.turn%clusterPrefixes] = prefix
	c.turn = (c.turn + 1) % clusterPrefixes
}

// addOperation counts one; when there is no room the rarest goes. When a count
// is full all are halved, which keeps their shares and lets old ones fade.
func (c *Cluster) addOperation(action uint32, times uint16) {
	if action == 0 {
		return
	}
	at := 0
	for i, o := range c.Operations {
		if o == action {
			at = i
			break
		}
		if c.counts[i] < c.counts[at] {
			at = i
		}
	}
	if c.Operations[at] != action {
		c.Operations[at], c.counts[at] = action, 0
	}
	if c.counts[at] > 1<<15-1 {
		for i := range c.counts {
			c.counts[i] /= 2
		}
	}
	c.counts[at] += min(times, 1<<15)
}

// merge takes another cluster in, which a use has tied to this one.
func (c *Cluster) merge(o *Cluster) {
	c.First, c.Last = min(c.First, o.First), max(c.Last, o.Last)
	c.Uses += o.Uses
	c.Days, c.today = max(c.Days, o.Days), max(c.today, o.today)
	for _, p := range o.Prefixes {
		c.addPrefix(p)
	}
	for i, action := range o.Operations {
		c.addOperation(action, o.counts[i])
	}
	c.roams = c.roams || o.roams
}
