package graph

// Stance is how a place treats an industry that it prioritises.
type Stance string

// The stances.
const (
	Lead     Stance = "LEAD"
	Grow     Stance = "GROW"
	Nurture  Stance = "NURTURE"
	Upgrade  Stance = "UPGRADE"
	Limit    Stance = "LIMIT"
	Unstated Stance = "UNSTATED"
)

// StanceInfo is a stance with the phrases that decide it, in the words that
// documents use.
type StanceInfo struct {
	Stance      Stance
	Label       string
	LabelZH     string
	Description string
	Phrases     []string
}

// Stances is the table of stances.
func Stances() []StanceInfo { return stances }

var stances = []StanceInfo{
	{Lead, "lead", "主导", "The industry is named as one that already carries the economy.",
		[]string{"leading", "pillar", "advantageous", "dominant", "主导", "支柱", "优势"}},
	{Grow, "grow", "做强", "The industry is to become larger or stronger.",
		[]string{"develop", "cultivate and strengthen", "accelerate", "expand", "build a cluster", "培育", "发展", "做大做强"}},
	{Nurture, "nurture", "育新", "The industry is to be created from little or nothing.",
		[]string{"future industry", "from nothing", "lay out ahead", "emerging", "无中生有", "超前布局", "未来产业"}},
	{Upgrade, "upgrade", "转型升级", "An existing, traditional industry is to be changed.",
		[]string{"transform", "upgrade", "traditional", "转型升级", "改造", "传统"}},
	{Limit, "limit", "压减", "The industry is to be capped, reduced or closed.",
		[]string{"cap", "reduce", "close", "压减", "限制", "淘汰"}},
	{Unstated, "unstated", "未说明", "The document names the industry without saying how it is treated.", nil},
}
