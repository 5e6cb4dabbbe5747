package policy

import (
	"fmt"

	"github.com/polygraph-kg/polygraph/graph"
)

// industry is a branch of the economy; its place in the list is its rank.
type industry struct {
	id graph.ID
	name
}

// Industries lie in sectors, and finer ones in industries: intelligent equipment in
// equipment.
var (
	sectors = terms(`materials:材料产业,equipment:装备产业,energy:能源产业,electronics:电子信息产业,chemicals:化工产业,
		consumer goods:消费品产业,agriculture:农业,health:健康产业,transport:交通运输业,services:现代服务业,culture and tourism:文旅产业,environment:环保产业`)
	branches = []struct {
		sector int
		terms  []term
	}{
		{0, terms("steel:钢铁,aluminium:铝业,copper:铜业,rare earths:稀土,ceramics:陶瓷,glass:玻璃,cement:水泥,carbon fibre:碳纤维,magnets:磁材,alloys:合金")},
		{1, terms("machine tools:机床,robots:机器人,bearings:轴承,castings:铸造,forgings:锻压,mining machines:矿山机械,farm machines:农机,ships:船舶,aircraft:航空,rail vehicles:轨道车辆,cars:汽车,car parts:汽车零部件")},
		{2, terms("wind power:风电,solar power:光伏,hydrogen:氢能,energy storage:储能,nuclear power:核电,coal:煤炭,grid equipment:电网设备")},
		{3, terms("integrated circuits:集成电路,displays:显示,sensors:传感器,software:软件,big data:大数据,cloud computing:云计算,servers:服务器,optics:光电")},
		{4, terms("petrochemicals:石化,salt chemistry:盐化工,coatings:涂料,rubber:橡胶,plastics:塑料,fertilisers:化肥")},
		{5, terms("textiles:纺织,clothing:服装,furniture:家居,paper:造纸,appliances:家电,beverages:饮料,food:食品")},
		{6, terms("grain:粮食,vegetables:蔬菜,fruit:果业,seeds:种业,livestock:畜牧,aquaculture:水产")},
		{7, terms("medicines:医药,medical devices:医疗器械,care:康养,biotechnology:生物技术")},
		{8, terms("logistics:物流,ports:港口,aviation services:航空服务")},
		{9, terms("finance:金融,e-commerce:电商,exhibitions:会展,design:设计,testing:检测")},
		{10, terms("tourism:旅游,sports:体育,film:影视")},
		{11, terms("recycling:循环利用,water treatment:水处理,waste treatment:固废处理")},
	}
	sorts = terms(`intelligent:智能,high-end:高端,green:绿色,advanced:先进,precision:精密,digital:数字,new:新型,modern:现代,special:特种,
		low-carbon:低碳,marine:海洋,industrial:工业,light:轻型,functional:功能性,fine:精品,ecological:生态`)
)

// newIndustries is the tree with about so many industries, and their order by how often they
// are named.
func newIndustries(d *dice, count int) (things []*graph.Thing, ranked []industry) {
	add := func(n name, code string, broader ...graph.ID) graph.ID {
		id := graph.ID("industry/" + n.slug)
		thing := &graph.Thing{ID: id, Kind: graph.Industry, Labels: n.labels(), Broader: broader}
		if d.chance(40) {
			thing.Labels[graph.Traditional] = n.in(graph.Traditional)
		}
		if d.chance(40) {
			thing.Aliases = map[string][]string{graph.English: {n.english + " industry"}, graph.Simplified: {n.hans + "产业链"}}
		}
		if code != "" {
			thing.Codes = []graph.DatedTag{{Value: code}}
			thing.Note = "The code is that of the division in its sector."
		}
		things = append(things, thing)
		ranked = append(ranked, industry{id, n})
		return id
	}
	full := func() bool { return len(things) >= count }
	var broader []graph.ID // by sector
	for i, sector := range sectors {
		broader = append(broader, add(sector.name(), string(rune('A'+i))))
	}
	var products []struct {
		term
		id graph.ID
	}
	for i := 0; i < 12; i++ { // one of each sector, then the second of each
		for _, branch := range branches {
			if i < len(branch.terms) && !full() {
				product := branch.terms[i]
				id := add(product.name(), fmt.Sprintf("%c%02d", 'A'+branch.sector, 10+i), broader[branch.sector])
				products = append(products, struct {
					term
					id graph.ID
				}{product, id})
			}
		}
	}
	intelligent := 0
	for _, sort := range sorts {
		for _, product := range products {
			if full() {
				break
			}
			if d.chance(55) {
				above := []graph.ID{product.id}
				if sort.english == "intelligent" && product.id != "industry/software" && intelligent < 20 {
					intelligent++
					above = append(above, "industry/software")
				}
				add(term{sort.english + " " + product.english, sort.hans + product.hans}.name(), "", above...)
			}
		}
	}
	for i := len(ranked) - 1; i > 0; i-- {
		j := d.below(i + 1)
		ranked[i], ranked[j] = ranked[j], ranked[i]
	}
	return things, ranked
}
