package policy

import "strings"

// syllable is a character of a name, with how it is read.
type syllable struct{ plain, pinyin, hans string }

func syllables(list string) []syllable {
	var all []syllable
	for entry := range strings.FieldsSeq(list) {
		parts := strings.Split(entry, ":")
		all = append(all, syllable{parts[0], parts[1], parts[2]})
	}
	return all
}

// Names of places are one of the first and one of the second. No two pairs read the
// same without their tones, as a pair is part of IDs.
var (
	firstOfPlace = syllables(`lin:lín:临 he:hé:河 dong:dōng:东 nan:nán:南 bei:běi:北 qing:qīng:青 ping:píng:平 an:ān:安
		chang:cháng:长 yong:yǒng:永 fu:fú:福 jin:jīn:金 yun:yún:云 long:lóng:龙 hai:hǎi:海 jiang:jiāng:江 shan:shān:山
		shi:shí:石 tai:tài:泰 wen:wén:文 wu:wǔ:武 xin:xīn:新 gu:gǔ:古 gao:gāo:高 guang:guǎng:广 hong:hóng:洪 hua:huà:化
		huang:huáng:黄 hui:huì:惠 ji:jí:吉 jia:jiā:嘉 jing:jìng:靖 kai:kāi:开 kang:kāng:康 lai:lái:莱 lan:lán:兰 le:lè:乐
		li:lì:利 liang:liáng:梁 lu:lǔ:鲁 luo:luò:洛 meng:méng:蒙 mu:mù:穆 ning:níng:宁 pu:pǔ:浦 qi:qí:齐 qu:qǔ:曲
		ren:rén:仁 rong:róng:荣 rui:ruì:瑞 san:sān:三 sha:shā:沙 shang:shàng:上 shen:shēn:深 shou:shòu:寿 shui:shuǐ:水
		song:sōng:松 su:sù:宿 tang:táng:唐 tian:tiān:天 tong:tōng:通 wan:wàn:万 wei:wèi:渭 xian:xián:咸 xiang:xiáng:祥
		xing:xīng:兴 xu:xú:徐 yan:yán:延 yang:yáng:阳 yi:yí:宜 ying:yíng:盈 yu:yù:玉 yuan:yuán:元 ze:zé:泽 zhang:zhāng:漳
		zhao:zhāo:昭 zhen:zhèn:镇 zheng:zhèng:正 zhong:zhōng:中 zhou:zhōu:周 zi:zī:资`)
	secondOfPlace = syllables(`zhou:zhōu:州 yang:yáng:阳 cheng:chéng:城 shan:shān:山 he:hé:河 jiang:jiāng:江 hai:hǎi:海 hu:hú:湖
		quan:quán:泉 kou:kǒu:口 men:mén:门 xi:xī:溪 chuan:chuān:川 ling:líng:陵 yuan:yuán:源 ping:píng:平 de:dé:德
		qing:qìng:庆 feng:fēng:丰 tai:tái:台 lin:lín:林 tan:tán:潭 gang:gǎng:港 wan:wān:湾 dao:dǎo:岛 guan:guān:关
		qiao:qiáo:桥 pu:pǔ:浦 ze:zé:泽 ye:yě:野 du:dū:都 zhuang:zhuāng:庄 jin:jīn:津 cun:cūn:村 xing:xīng:兴 chang:chāng:昌
		shui:shuǐ:水 liu:liǔ:柳 bo:bó:泊 wei:wēi:威 tong:tóng:同 fu:fǔ:府 kang:kāng:康 tian:tián:田 zhai:zhài:寨 dian:diàn:店
		ying:yíng:营 bao:bǎo:堡 ji:jí:集 lou:lóu:楼 jing:jǐng:井 tun:tún:屯 po:pō:坡 gou:gōu:沟 mu:mù:木 rong:róng:荣
		hua:huá:华 ren:rén:仁 yi:yì:义 li:lǐ:里 bin:bīn:滨 tou:tóu:头 wu:wù:坞 lu:lù:路 shi:shí:石 dong:dōng:洞`)
	secondOfBrand = syllables(`tai:tài:泰 da:dá:达 sheng:shèng:盛 hua:huá:华 xin:xīn:鑫 yuan:yuán:源 ke:kē:科 tong:tōng:通
		long:lóng:隆 feng:fēng:丰 rui:ruì:锐 bang:bāng:邦 li:lì:力 chuang:chuàng:创 lian:lián:联 hong:hóng:宏 teng:téng:腾
		yu:yù:裕 sen:sēn:森 jing:jīng:晶 ming:míng:明 kai:kǎi:凯 bo:bó:博 jia:jiā:佳`)
	surnames = syllables(`wang:wáng:王 li:lǐ:李 zhang:zhāng:张 liu:liú:刘 chen:chén:陈 yang:yáng:杨 zhao:zhào:赵 huang:huáng:黄
		zhou:zhōu:周 wu:wú:吴 xu:xú:徐 sun:sūn:孙 hu:hú:胡 zhu:zhū:朱 gao:gāo:高 lin:lín:林 he:hé:何 guo:guō:郭 ma:mǎ:马
		luo:luó:罗 liang:liáng:梁 song:sòng:宋 zheng:zhèng:郑 xie:xiè:谢 han:hán:韩 tang:táng:唐 feng:féng:冯 yu:yú:余
		dong:dǒng:董 xiao:xiāo:萧 cheng:chéng:程 cao:cáo:曹 yuan:yuán:袁 deng:dèng:邓 fu:fù:傅 shen:shěn:沈 zeng:zēng:曾
		peng:péng:彭 su:sū:苏 jiang:jiǎng:蒋 cai:cài:蔡 jia:jiǎ:贾 ding:dīng:丁 wei:wèi:魏 xue:xuē:薛 ye:yè:叶 yan:yán:阎
		pan:pān:潘 du:dù:杜 dai:dài:戴 xia:xià:夏 zhong:zhōng:钟 tian:tián:田 ren:rén:任 fan:fàn:范 fang:fāng:方 shi:shí:石
		yao:yáo:姚 tan:tán:谭 liao:liào:廖`)
	given = syllables(`wei:wěi:伟 min:mǐn:敏 jing:jìng:静 qiang:qiáng:强 lei:lěi:磊 jun:jūn:军 yang:yáng:洋 yong:yǒng:勇
		yan:yàn:艳 jie:jié:杰 tao:tāo:涛 ming:míng:明 chao:chāo:超 xia:xiá:霞 ping:píng:平 gang:gāng:刚 hua:huá:华
		hong:hóng:红 bo:bō:波 hui:huī:辉 ning:níng:宁 peng:péng:鹏 xin:xīn:欣 yu:yǔ:宇 hao:hào:浩 kai:kǎi:凯 xiu:xiù:秀
		mei:méi:梅 lin:lín:琳 feng:fēng:峰 guo:guó:国 jian:jiàn:建 zhi:zhì:志 wen:wén:文 hai:hǎi:海 chun:chūn:春
		dong:dōng:东 sheng:shēng:生 liang:liàng:亮 rui:ruì:瑞 qing:qīng:清 yun:yún:云 long:lóng:龙 fei:fēi:飞 bin:bīn:斌
		cheng:chéng:成 ting:tíng:婷 song:sōng:松 yi:yì:毅 xue:xuě:雪`)
)

// traditional writes the simplified characters that stand in names here as Hong Kong
// and Taiwan do.
var traditional = strings.NewReplacer(append([]string{"制造", "製造"}, pairs(`华華 产產 业業 装裝 备備 电電 费費 农農 运運 输輸 现現 务務 环環 钢鋼 铁鐵 铝鋁 铜銅 纤纖 维維 机機 床牀 轴軸 铸鑄 锻鍛 压壓 矿礦 轨軌 车車
	辆輛 风風 氢氫 储儲 网網 设設 显顯 传傳 软軟 数數 据據 云雲 计計 盐鹽 涂塗 胶膠 纺紡 织織 纸紙 饮飲 粮糧 种種 医醫 药藥 疗療 养養 术術 会會
	检檢 测測 游遊 体體 视視 处處 废廢 绿綠 进進 轻輕 态態 链鏈 区區 总總 占佔 资資 额額 营營 税稅 规規 点點 项項 发發 台臺 强強 划劃 积積 库庫
	里裏 长長 县縣 镇鎮 党黨 书書 记記 经經 济濟 开開 园園 东東 群羣 临臨 龙龍 广廣 黄黃 莱萊 兰蘭 乐樂 鲁魯 宁寧 齐齊 荣榮 寿壽 万萬 咸鹹 兴興
	阳陽 泽澤 门門 庆慶 丰豐 湾灣 岛島 关關 桥橋 庄莊 楼樓 沟溝 义義 滨濱 头頭 坞塢 达達 锐銳 创創 联聯 腾騰 凯凱 张張 刘劉 陈陳 杨楊 赵趙 吴吳
	孙孫 马馬 罗羅 郑鄭 谢謝 韩韓 冯馮 萧蕭 邓鄧 苏蘇 蒋蔣 贾賈 叶葉 阎閻 钟鍾 范範 谭譚 伟偉 静靜 军軍 艳豔 杰傑 涛濤 刚剛 红紅 辉輝 鹏鵬
	峰峯 国國 飞飛 员員 学學 职職 团團 厂廠 实實 线線 试試 验驗 场場 览覽 旧舊 动動 转轉 换換 双雙 乡鄉 驱驅 对對 统統 来來 蓝藍 卫衛 专專 质質
	亩畝 论論 稳穩 贸貿 战戰 标標 则則 号號 报報 访訪 闻聞 见見 预預 导導 级級 减減 拥擁 盖蓋 绍紹 准準 从從 担擔`)...)...)

// pairs are the characters one by one, each with its replacement.
func pairs(list string) []string {
	var all []string
	for entry := range strings.FieldsSeq(list) {
		r := []rune(entry)
		all = append(all, string(r[:1]), string(r[1:]))
	}
	return all
}
