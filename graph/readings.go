package graph

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
)

// knownReadings are words in which a character is read in its rarer way. The
// library reads character by character (长春 as zhangchun, 重庆 as zhongqing), so
// these win over it; readings that are curated win over these.
var knownReadings = map[string]string{
	// Places.
	"长春": "chang chun", "长清": "chang qing", "长沙": "chang sha", "长治": "chang zhi", "长岛": "chang dao", "长江": "chang jiang",
	"长安": "chang an", "长垣": "chang yuan", "长兴": "chang xing", "长三角": "chang san jiao", "长白": "chang bai",
	"长城": "chang cheng", "重庆": "chong qing", "厦门": "xia men", "西藏": "xi zang", "六安": "lu an", "六合": "lu he",
	"蚌埠": "beng bu", "东阿": "dong e", "阿胶": "e jiao", "单县": "shan xian", "莘县": "shen xian", "费县": "fei xian",
	"牟平": "mu ping", "中牟": "zhong mu", "乐陵": "lao ling", "乐亭": "lao ting", "乐清": "yue qing", "成都": "cheng du",
	"首都": "shou du", "都市": "du shi", "都江堰": "du jiang yan", "朝阳": "chao yang", "番禺": "pan yu", "浚县": "xun xian",
	"洪洞": "hong tong", "涡阳": "guo yang", "铅山": "yan shan", "蔚县": "yu xian", "尉犁": "yu li", "柏林": "bo lin", "大埔": "da bu",
	"黄埔": "huang pu", "人参": "ren shen", "海参": "hai shen", "党参": "dang shen",
	// Industries, organisations, posts.
	"长客": "chang ke", "长期": "chang qi", "长途": "chang tu", "长效": "chang xiao", "专长": "zhuan chang", "特长": "te chang",
	"延长": "yan chang", "市长": "shi zhang", "区长": "qu zhang", "县长": "xian zhang", "省长": "sheng zhang", "局长": "ju zhang",
	"链长": "lian zhang", "增长": "zeng zhang", "部长": "bu zhang", "会长": "hui zhang", "院长": "yuan zhang", "重组": "chong zu",
	"重复": "chong fu", "重建": "chong jian", "重新": "chong xin", "重构": "chong gou", "重塑": "chong su", "双重": "shuang chong",
	"多重": "duo chong", "银行": "yin hang", "行业": "hang ye", "商行": "shang hang", "农行": "nong hang", "工行": "gong hang",
	"央行": "yang hang", "总行": "zong hang", "分行": "fen hang", "支行": "zhi hang", "会计": "kuai ji", "音乐": "yin yue",
	"乐器": "yue qi", "声乐": "sheng yue", "矿藏": "kuang cang", "宝藏": "bao zang", "藏族": "zang zu", "藏药": "zang yao",
	"朝鲜": "chao xian", "调度": "diao du", "调查": "diao cha", "调研": "diao yan", "差别": "cha bie", "畜牧": "xu mu",
	"效率": "xiao lu", "率先": "shuai xian", "率领": "shuai ling", "传统": "chuan tong", "传感": "chuan gan", "供给": "gong ji",
	"降落": "jiang luo", "模具": "mu ju", "模式": "mo shi", "规模": "gui mo", "血液": "xue ye", "薄膜": "bo mo", "卡车": "ka che",
	"尉迟": "yu chi", "成长": "cheng zhang", "参加": "can jia",
}

// doubtfulReadings are characters that no rule reads for certain: a name that is
// in no table is indexed under each.
var doubtfulReadings = map[rune][]string{
	'长': {"chang", "zhang"}, '重': {"zhong", "chong"}, '行': {"xing", "hang"}, '都': {"du", "dou"}, '乐': {"le", "yue", "lao"}, '参': {"can", "shen"},
	'藏': {"cang", "zang"}, '朝': {"chao", "zhao"}, '单': {"dan", "shan"}, '会': {"hui", "kuai"}, '厦': {"sha", "xia"}, '蚌': {"bang", "beng"}, '六': {"liu", "lu"},
	'莘': {"xin", "shen"}, '费': {"fei", "bi"}, '牟': {"mou", "mu"}, '阿': {"a", "e"}, '解': {"jie", "xie"}, '曾': {"zeng", "ceng"}, '仇': {"chou", "qiu"},
	'调': {"diao", "tiao"}, '率': {"lu", "shuai"}, '传': {"chuan", "zhuan"}, '差': {"cha", "chai"}, '畜': {"chu", "xu"}, '降': {"jiang", "xiang"}, '柏': {"bai", "bo"},
	'堡': {"bao", "bu", "pu"}, '埔': {"pu", "bu"}, '翟': {"zhai", "di"}, '盖': {"gai", "ge"}, '隗': {"wei", "kui"}, '洞': {"dong", "tong"},
	'薄': {"bo", "bao"}, '血': {"xue", "xie"}, '卡': {"ka", "qia"}, '给': {"ji", "gei"}, '模': {"mo", "mu"}, '宿': {"su", "xiu"}, '尉': {"wei", "yu"},
	'还': {"huan", "hai"}, '弹': {"dan", "tan"}, '盛': {"sheng", "cheng"},
}

// maxReadings bounds in how many ways one name is read.
const maxReadings = 4

// readings spells Chinese names in pinyin without tones.
type readings struct {
	words   map[string][]string // a syllable for each character
	longest int                 // characters of the longest of the words
	usual   sync.Map            // readings of single characters, once they were looked up
}

func newReadings() *readings {
	r := &readings{words: make(map[string][]string, len(knownReadings))}
	for word, syllables := range knownReadings {
		r.learn(word, strings.Fields(syllables))
	}
	return r
}

func (r *readings) learn(word string, syllables []string) {
	r.words[word] = syllables
	r.longest = max(r.longest, len(syllables))
}

// spell reads the words of a folded name, likelier readings first: a syllable for
// each character, words in other letters as they are.
func (r *readings) spell(words []string) [][]string {
	list := [][]string{nil}
	for at := 0; at < len(words); {
		if known, found := r.wordAt(words[at:]); found {
			for i := range list {
				list[i] = append(list[i], known...)
			}
			at += len(known)
			continue
		}
		list = branch(list, r.of(words[at]))
		at++
	}
	return list
}

// wordAt finds the longest known word with which the characters begin.
func (r *readings) wordAt(characters []string) ([]string, bool) {
	for length := min(r.longest, len(characters)); length > 1; length-- {
		if known, found := r.words[strings.Join(characters[:length], "")]; found {
			return known, true
		}
	}
	return nil, false
}

// branch lets every list go on in each of the ways, as far as there may be so many.
func branch(list [][]string, ways []string) [][]string {
	var longer [][]string
	for _, way := range ways {
		for _, syllables := range list {
			if len(longer) < maxReadings {
				longer = append(longer, append(slices.Clone(syllables), way))
			}
		}
	}
	return longer
}

// of are the usual readings of one character; a word of letters is read as it stands.
func (r *readings) of(word string) []string {
	if known, found := r.usual.Load(word); found {
		return known.([]string)
	}
	list := readingsOf(word)
	if hasHan(word) {
		r.usual.Store(word, list)
	}
	return list
}

func readingsOf(word string) []string {
	r, size := utf8.DecodeRuneInString(word)
	if size != len(word) || !isHan(r) {
		return []string{word}
	}
	if doubtful, found := doubtfulReadings[r]; found {
		return doubtful
	}
	if all := allReadings(r); len(all) > 0 {
		return all[:1]
	}
	return []string{word}
}

// allReadings are those that the library knows, rare ones too. Pinyin without
// tones writes u for ü.
func allReadings(r rune) []string {
	list := pinyin.SinglePinyin(r, pinyin.Args{Heteronym: true})
	for i, syllable := range list {
		list[i] = strings.ReplaceAll(syllable, "v", "u")
	}
	return list
}

// align divides a curated reading, written without tones and spaces, into a
// syllable for each of the words of the name; nil where it is no reading of it.
func align(words []string, sounds string) []string {
	syllables := make([]string, 0, len(words))
	astray := make(map[int]bool) // how many letters were left behind how many words where no way led on
	var follow func(words []string, sounds string) bool
	follow = func(words []string, sounds string) bool {
		left := len(words)<<32 | len(sounds)
		if len(words) == 0 || astray[left] {
			return len(words) == 0 && sounds == ""
		}
		ways := readingsOf(words[0])
		if r, size := utf8.DecodeRuneInString(words[0]); size == len(words[0]) && isHan(r) {
			ways = append(slices.Clone(ways), allReadings(r)...)
		}
		for _, way := range ways {
			if rest, found := strings.CutPrefix(sounds, way); found {
				syllables = append(syllables, way)
				if follow(words[1:], rest) {
					return true
				}
				syllables = syllables[:len(syllables)-1]
			}
		}
		astray[left] = true
		return false
	}
	if !follow(words, sounds) {
		return nil
	}
	return syllables
}

// initials are the first letters of syllables or words; what begins with no
// letter, such as 5G, stays whole.
func initials(words []string) string {
	var b strings.Builder
	for _, word := range words {
		if r, _ := utf8.DecodeRuneInString(word); r >= 'a' && r <= 'z' {
			b.WriteRune(r)
		} else {
			b.WriteString(word)
		}
	}
	return b.String()
}

// slurs write alike what many speakers do not keep apart, and u and i as English
// ears hear them.
var slurs = strings.NewReplacer(
	"zh", "z", "ch", "c", "sh", "s", "ang", "an", "eng", "en", "ing", "in", "hua", "ha", "huo", "ho", "f", "h", "l", "n", "oo", "u", "ee", "i",
)

func slur(sounds string) string { return slurs.Replace(sounds) }
