package policy

import (
	"github.com/polygraph-kg/polygraph/graph"
)

// metric is what targets and figures measure, with the values that are usual: a whole
// number from low to high, times step, divided by per.
type metric struct {
	term
	unit      graph.Unit
	low, high int
	step, per float64
	growth    bool
}

var metrics = []metric{
	{term{"output value", "产值"}, graph.CNY, 10, 5000, 1e8, 1, false},
	{term{"growth of output value", "产值增速"}, graph.Percent, 30, 200, 1, 10, true},
	{term{"regional product", "地区生产总值"}, graph.CNY, 40, 9000, 1e8, 1, false},
	{term{"growth of regional product", "地区生产总值增速"}, graph.Percent, 40, 110, 1, 10, true},
	{term{"value added", "增加值"}, graph.CNY, 5, 900, 1e8, 1, false},
	{term{"growth of value added", "增加值增速"}, graph.Percent, 30, 150, 1, 10, true},
	{term{"share of value added", "增加值占比"}, graph.Percent, 5, 60, 1, 1, false},
	{term{"investment", "投资额"}, graph.CNY, 1, 800, 1e8, 1, false},
	{term{"growth of investment", "投资增速"}, graph.Percent, 20, 250, 1, 10, true},
	{term{"main business income", "主营业务收入"}, graph.CNY, 5, 3000, 1e8, 1, false},
	{term{"tax revenue", "税收"}, graph.CNY, 1, 400, 1e8, 1, false},
	{term{"fund size", "基金规模"}, graph.CNY, 5, 200, 1e8, 1, false},
	{term{"enterprises", "企业数"}, graph.Count, 3, 3000, 1, 1, false},
	{term{"high-tech enterprises", "高新技术企业数"}, graph.Count, 2, 600, 1, 1, false},
	{term{"listed companies", "上市公司数"}, graph.Count, 1, 40, 1, 1, false},
	{term{"key projects", "重点项目数"}, graph.Count, 5, 400, 1, 1, false},
	{term{"research platforms", "研发平台数"}, graph.Count, 1, 120, 1, 1, false},
	{term{"jobs created", "新增就业"}, graph.Count, 2, 900, 100, 1, false},
	{term{"research intensity", "研发投入强度"}, graph.Percent, 10, 50, 1, 10, false},
	{term{"capacity", "产能"}, graph.TonnesPerYear, 1, 900, 1e4, 1, false},
	{term{"output", "产量"}, graph.Tonne, 1, 900, 1e4, 1, false},
	{term{"installed power", "装机容量"}, graph.Megawatt, 5, 900, 10, 1, false},
	{term{"planned area", "规划面积"}, graph.SquareKm, 5, 900, 1, 10, false},
	{term{"cold storage", "冷库容积"}, graph.CubicMetre, 1, 90, 1e4, 1, false},
	{term{"road length", "道路里程"}, graph.Kilometre, 3, 600, 1, 1, false},
	{term{"multiple of investment", "投资倍数"}, graph.Ratio, 2, 12, 1, 1, false},
	{term{"rank in the province", "全省位次"}, graph.Rank, 1, 16, 1, 1, false},
}

func (m metric) id() graph.ID { return graph.ID("metric/" + slug(m.english)) }

func metricThings() []*graph.Thing {
	var things []*graph.Thing
	for _, m := range metrics {
		things = append(things, &graph.Thing{ID: m.id(), Kind: graph.Metric, Labels: m.name().labels(), Unit: m.unit})
	}
	return things
}

// amount is a value of the metric.
func (m metric) amount(d *dice) *graph.Quantity {
	low := d.between(m.low, m.high)
	q := &graph.Quantity{Comparator: graph.Equal, Value: float64(low) * m.step / m.per, Unit: m.unit}
	switch n := d.below(100); {
	case n < 5 && low < m.high && m.unit != graph.Rank:
		upper := float64(d.between(low+1, m.high)) * m.step / m.per
		q.ValueMax = &upper
	case n < 15:
		q.Comparator = graph.MoreThan
	case n < 35:
		q.Comparator = graph.AtLeast
	case n < 38:
		q.Comparator = graph.AtMost
	case n < 46:
		q.Comparator = graph.Approximately
	}
	return q
}

// scales are the classes of scale that documents promise, often ones first.
var scales = []graph.Quantity{
	{Comparator: graph.Approximately, Value: 1e10, Unit: graph.CNY, ScaleClass: "ten-billion-yuan"},
	{Comparator: graph.Approximately, Value: 1e11, Unit: graph.CNY, ScaleClass: "hundred-billion-yuan"},
	{Comparator: graph.Approximately, Value: 1e9, Unit: graph.CNY, ScaleClass: "billion-yuan"},
	{Comparator: graph.Approximately, Value: 1e12, Unit: graph.CNY, ScaleClass: "trillion-yuan"},
}

// post is an office, for the levels of places where it is held.
type post struct {
	term
	levels string
	single bool
}

var posts = []post{
	{term{"Premier", "总理"}, "country", true},
	{term{"Minister", "部长"}, "country", false},
	{term{"Governor", "省长"}, "province", true},
	{term{"Deputy Governor", "副省长"}, "province", false},
	{term{"Mayor", "市长"}, "city", true},
	{term{"Deputy Mayor", "副市长"}, "city", false},
	{term{"County Head", "县长"}, "county", true},
	{term{"District Mayor", "区长"}, "district", true},
	{term{"Deputy County Head", "副县长"}, "county", false},
	{term{"Deputy District Mayor", "副区长"}, "district", false},
	{term{"Town Head", "镇长"}, "township", true},
	{term{"Party Secretary", "党委书记"}, "province city county district township", true},
	{term{"Deputy Party Secretary", "党委副书记"}, "province city county district township", false},
	{term{"Director of Development and Reform", "发展和改革局局长"}, "province city county district", true},
}

func (p post) id() graph.ID { return graph.ID("post/" + slug(p.english)) }

func postThings() []*graph.Thing {
	var things []*graph.Thing
	for _, p := range posts {
		things = append(things, &graph.Thing{ID: p.id(), Kind: graph.Post, Labels: p.name().labels(), Single: p.single})
	}
	return things
}
