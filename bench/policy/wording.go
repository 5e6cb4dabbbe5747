package policy

import "github.com/polygraph-kg/polygraph/graph"

var (
	bodies = terms(`Government:人民政府,Party Committee:委员会,Development and Reform Bureau:发展和改革局,Bureau of Industry:工业和信息化局,
		Science and Technology Bureau:科学技术局,Bureau of Commerce:商务局,Vocational College:职业学院,Industrial Research Institute:产业研究院`)
	companyKinds  = terms("Group:集团,Technology:科技,Holdings:控股,Works:厂,Company:公司,Industries:实业")
	projectKinds  = terms("base:基地,production line:生产线,demonstration line:示范线,upgrade:改造项目,test field:试验场,logistics port:物流港,phase two:二期,industrial town:特色小镇")
	platformKinds = terms("innovation centre:创新中心,alliance:产业联盟,fund:产业基金,laboratory:实验室,academician workstation:院士工作站,fair:博览会,data centre:大数据中心")
	themes        = terms(`strong industry:工业强区,new growth drivers:新旧动能转换,double recruitment:双招双引,green development:绿色发展,
		digital economy:数字经济,chain leaders:链长制,advanced manufacturing:先进制造业,talent attraction:招才引智,investment attraction:招商引资,
		business environment:营商环境,rural revival:乡村振兴,innovation drive:创新驱动,open ports:对外开放,traditional industries:传统产业改造,
		future industries:未来产业,clean air:蓝天保卫,specialised firms:专精特新,smart factories:智能工厂,marine economy:海洋经济,
		modern services:现代服务业,energy transition:能源转型,food safety:食品安全,water network:水网建设,project construction:项目建设,
		quality and brands:质量品牌,park reform:园区改革,private firms:民营经济,service delivery:放管服,industrial land:亩均论英雄,export growth:稳外贸`)
)

// programmeForms are the forms with the words by which names tell them.
var programmeForms = []struct {
	term
	form string
}{
	{term{"strategy", "战略"}, "STRATEGY"},
	{term{"plan", "规划"}, "PLAN"},
	{term{"campaign", "行动"}, "CAMPAIGN"},
	{term{"project", "工程"}, "CAMPAIGN"},
	{term{"goal", "目标"}, "GOAL"},
	{term{"principle", "原则"}, "PRINCIPLE"},
	{term{"slogan", "口号"}, "SLOGAN"},
	{term{"measures", "措施"}, "MEASURE"},
}

// publications are the sorts of documents that a place writes.
var publications = terms(`industrial plan:产业规划,work report:政府工作报告,five year plan:五年规划,action plan:行动方案,interview:专访,press report:新闻报道,
	cluster opinions:集群培育意见,budget report:预算报告`)

var publishers = []string{"Government office", "Daily", "Evening News", "Bureau of Statistics", "Industry Observer"}

// stanceWords are the phrases by which documents tell how an industry is treated.
var stanceWords = map[graph.Stance]term{
	graph.Lead:    {"leading", "主导"},
	graph.Grow:    {"develop", "做大做强"},
	graph.Nurture: {"lay out ahead", "超前布局"},
	graph.Upgrade: {"upgrade", "转型升级"},
	graph.Limit:   {"reduce", "压减"},
}

// verbs are the words of documents that stand for the predicates.
var verbs = map[string]term{
	"builds": {"build", "打造"}, "plans": {"plan", "规划"}, "hosts": {"has", "拥有"}, "runs": {"implement", "实施"}, "contains": {"including", "包括"},
	"covers": {"covering", "涵盖"}, "anchors": {"led by", "龙头"}, "supports": {"support", "支持"}, "supplies": {"supply", "配套"},
	"cooperatesWith": {"cooperation", "合作"}, "callsFor": {"demand", "要求"}, "presents": {"introduce", "介绍"}, "approves": {"approved", "批准"},
	"inIndustry": {"engaged in", "从事"}, "hasTarget": {"reach", "达到"}, "hasFigure": {"reached", "实现"}, "holds": {"serve as", "担任"},
}
