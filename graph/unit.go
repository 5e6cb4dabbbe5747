package graph

import "strings"

// Unit is a base unit: every value in the graph is stored in one of these.
type Unit string

// The units. Names follow ISO 4217 and UCUM where these have one.
const (
	CNY           Unit = "CNY"
	Percent       Unit = "percent"
	Ratio         Unit = "ratio"
	Count         Unit = "count"
	Rank          Unit = "rank"
	Tonne         Unit = "t"
	TonnesPerYear Unit = "t/a"
	CubicMetre    Unit = "m3"
	Kilometre     Unit = "km"
	SquareKm      Unit = "km2"
	Hectare       Unit = "ha"
	Megawatt      Unit = "MW"
	KilowattHour  Unit = "kWh"
	Hour          Unit = "h"
)

// UnitInfo is a unit with the spellings that amounts may use for it.
type UnitInfo struct {
	Unit        Unit
	Constant    string // in capitals, for places that allow no signs
	Description string
	Spellings   []string
}

// Units is the table of units.
func Units() []UnitInfo { return units }

var units = []UnitInfo{
	{CNY, "CNY", "yuan of the People's Republic of China", []string{"CNY", "yuan", "元", "RMB"}},
	{Percent, "PERCENT", "hundredths: 6 % is 6", []string{"percent", "%"}},
	{Ratio, "RATIO", "a bare quotient or multiple: one twelfth is 0.0833, 63 times is 63", []string{"ratio", "times", "倍"}},
	{Count, "COUNT", "a number of things or people; the metric says of which", []string{"count", "个", "個", "家", "户", "戶", "名", "人", "辆", "輛", "项", "項"}},
	{Rank, "RANK", "a place in an order, 1 being the first", []string{"rank"}},
	{Tonne, "TONNE", "tonnes", []string{"t", "tonnes", "tonne", "tons", "吨", "噸"}},
	{TonnesPerYear, "TONNES_PER_YEAR", "tonnes a year", []string{"t/a", "tonnes/year", "tons/year", "tonnes a year", "tons a year", "吨/年", "噸/年"}},
	{CubicMetre, "CUBIC_METRE", "cubic metres", []string{"m3", "cubic metres", "立方米"}},
	{Kilometre, "KILOMETRE", "kilometres", []string{"km", "kilometres", "公里"}},
	{SquareKm, "SQUARE_KILOMETRE", "square kilometres", []string{"km2", "square kilometres", "平方公里"}},
	{Hectare, "HECTARE", "hectares", []string{"ha", "hectares", "公顷", "公頃"}},
	{Megawatt, "MEGAWATT", "megawatts", []string{"MW", "megawatts", "兆瓦"}},
	{KilowattHour, "KILOWATT_HOUR", "kilowatt-hours", []string{"kWh", "千瓦时", "千瓦時"}},
	{Hour, "HOUR", "hours", []string{"h", "hours", "小时", "小時"}},
}

// ParseUnit finds a unit by any of its spellings.
func ParseUnit(text string) (Unit, bool) {
	for _, u := range units {
		for _, spelling := range u.Spellings {
			if spelling == text {
				return u.Unit, true
			}
		}
	}
	return "", false
}

func unitNames() string {
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = string(u.Unit)
	}
	return strings.Join(names, ", ")
}

// UnitConstant is the unit's name where only capitals, digits and underscores
// may stand, as in a GraphQL enum: CUBIC_METRE for m3.
func UnitConstant(u Unit) string {
	for _, info := range units {
		if info.Unit == u {
			return info.Constant
		}
	}
	return ""
}
