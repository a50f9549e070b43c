"""Traditional script, folded so that its documents are recognised by the same words."""

from medinsure_budget.lexicon import Shape

# Each character beside its simplified form. Characters that simplified texts print too (乾, 著, 昇) are no part of it.
_PAIRS = """
預预 決决 財财 經经 費费 項项 單单 萬万 億亿 圓圆 總总 計计 類类 別别 級级 門门 醫医 療疗 險险 務务 員员 資资 產产 業业 購购 車车 運运 護护
養养 維维 會会 議议 辦办 錄录 華华 國国 際际 環环 節节 約约 來来 電电 話话 網网 絡络 氣气 圖图 書书 與与 據据 數数 額额 減减 變变 動动 補补
貼贴 撥拨 轉转 結结 餘余 調调 規规 劃划 執执 達达 標标 準准 則则 條条 區区 縣县 鎮镇 鄉乡 廳厅 處处 隊队 學学 館馆 團团 體体 個个 戶户 離离
職职 撫抚 遺遗 屬属 獎奖 績绩 傷伤 衛卫 藥药 監监 關关 機机 構构 對对 為为 無无 從从 開开 閉闭 發发 佈布 說说 請请 論论 證证 認认 訂订 記记
設设 許许 訪访 評评 診诊 詞词 試试 詢询 該该 詳详 語语 誤误 講讲 謝谢 識识 讀读 讓让 歲岁 稅税 徵征 繳缴 納纳 貸贷 賬账 帳账 債债 償偿 還还
勞劳 報报 賓宾 飯饭 舊旧 備备 軟软 專专 綜综 協协 組组 織织 領领 導导 幹干 參参 賽赛 審审 壓压 縮缩 緊紧 紀纪 檢检 舉举 辭辞 時时 間间 長长
應应 當当 後后 兩两 雙双 東东 雲云 龍龙 寧宁 慶庆 廣广 陝陕 蘇苏 贛赣 閩闽 滬沪 臺台 灣湾 島岛 陽阳 陰阴 頭头 縱纵 橫横 幾几 殘残 將将 屆届
於于 爾尔 這这 裡里 裏里 過过 進进 連连 適适 選选 遷迁 邊边 邏逻 鄰邻 釋释 鈔钞 銀银 銷销 鋼钢 錢钱 鐵铁 鑒鉴 鑑鉴 閱阅 闊阔 陳陈 陸陆 隨随
隱隐 雜杂 難难 靈灵 靜静 響响 頁页 順顺 須须 頒颁 題题 顏颜 願愿 顧顾 顯显 風风 飛飞 飲饮 馬马 駐驻 駕驾 驗验 驟骤 魚鱼 鮮鲜 鳥鸟 麗丽 麥麦
黃黄 點点 黨党 齊齐 齡龄 龐庞 龜龟 壽寿 夢梦 奪夺 奮奋 婦妇 嬰婴 孫孙 寶宝 實实 寫写 寬宽 尋寻 層层 嶺岭 帶带 幣币 幫帮 庫库 廢废 廠厂 彈弹
彙汇 匯汇 徑径 復复 複复 愛爱 慮虑 憑凭 憲宪 懷怀 戰战 擁拥 擇择 擊击 擔担 擬拟 擴扩 攝摄 敗败 敵敌 斷断 暫暂 術术 樣样 樓楼 樹树 橋桥 檔档
欄栏 權权 歡欢 歷历 歸归 殺杀 殼壳 毀毁 毆殴 汙污 沒没 況况 淚泪 淨净 淺浅 渦涡 測测 湊凑 滅灭 滿满 漢汉 漲涨 潔洁 潛潜 澤泽 濟济 濤涛 濱滨
瀏浏 災灾 煙烟 熱热 燈灯 燒烧 營营 爭争 牆墙 獨独 獲获 現现 瑪玛 畢毕 畫画 異异 疊叠 瘡疮 盜盗 盡尽 盤盘 睏困 矯矫 碼码 確确 礎础 禮礼 禍祸
種种 稱称 穀谷 積积 穩稳 窮穷 窩窝 競竞 筆笔 範范 築筑 簡简 簽签 籌筹 糧粮 糾纠 紅红 純纯 紙纸 細细 終终 統统 絲丝 給给 絕绝 綠绿 綱纲 緒绪
線线 編编 緩缓 練练 繪绘 繼继 續续 罰罚 羅罗 聖圣 聞闻 聯联 聲声 聽听 腦脑 膽胆 臨临 興兴 艙舱 艦舰 艱艰 莊庄 葉叶 薦荐 薩萨 藍蓝 藝艺 蘭兰
虛虚 號号 蟲虫 衝冲 製制 褲裤 見见 視视 親亲 覺觉 覽览 觀观 觸触 訓训 訊讯 託托 訴诉 詐诈 誠诚 誌志 誰谁 課课 談谈 諮咨 諸诸 諾诺 謀谋 譯译
譽誉 豐丰 貝贝 負负 貢贡 貨货 販贩 責责 貯贮 貴贵 買买 賀贺 賃赁 賞赏 賠赔 質质 贈赠 贏赢 趕赶 趨趋 躍跃 軍军 軌轨 較较 載载 輔辅 輕轻 輛辆
輪轮 輯辑 輸输 農农 遞递 遠远 遲迟 郵邮 鄭郑 鄧邓 釐厘 鍵键 鎖锁 鏈链 鏡镜 閒闲 闢辟 陣阵 隻只 雞鸡 雖虽 霧雾 韓韩 頂顶 頓顿 頻频 驅驱 鬆松
鬥斗 鹽盐 麼么 傳传 傑杰 僅仅 價价 儀仪 優优 儲储 內内 凈净 凍冻 剛刚 創创 劇剧 劍剑 劑剂 勁劲 勝胜 勢势 勵励 勸劝 匱匮 卻却 厭厌 厲厉 問问
啟启 喪丧 喬乔 嚴严 囑嘱 圍围 園园 堅坚 場场 塊块 塵尘 墊垫 墾垦 壇坛 壞坏 壯壮 夾夹 奧奥 妝妆 媽妈 孿孪 尷尴 岡冈 峽峡 師师 幀帧 幟帜 並并
併并 佔占 週周 僱雇 捨舍 係系 傭佣 側侧 偉伟 們们 倉仓 倫伦
採采 儉俭 眾众 衆众 張张 強强 徹彻 恆恒 極极 狀状 裝装 貿贸 違违 階阶 溫温 轄辖 亂乱 冊册 刪删 兒儿 勳勋 夠够 彥彦 懸悬 戲戏 擾扰 晉晋 槍枪
歐欧 湯汤 溝沟 潤润 瀋沈 煩烦 爐炉 爲为 碩硕 籤签 義义 肅肃 脫脱 腳脚 膚肤 討讨 趙赵 跡迹 針针 銅铜 錯错 鐘钟 牽牵 貧贫 卹恤 註注 遊游 鬱郁
嚮向 禦御 迴回 貳贰 叄叁 僑侨 擋挡 瓊琼 遼辽 隴陇 蕭萧 紹绍 滙汇 鋪铺 榮荣 亞亚 凱凯 劉刘 吳吴 呂吕 墳坟 楊杨 齒齿 髮发 曆历 漁渔 礦矿 廈厦
騎骑 樂乐
"""
TABLE = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
TRADITIONAL = frozenset(map(chr, TABLE))
_PATTERN = Shape(f"[{''.join(map(chr, TABLE))}]")
# To make the pattern takes about as long as to look up so many characters.
_MANY = 20_000


def traditional_in(text: str) -> set[str]:
    """The different characters of traditional script in a text."""
    return set(_PATTERN.findall(text)) if len(text) > _MANY else {*TRADITIONAL.intersection(text)}


def simplified(text: str) -> str:
    """Fold the characters of traditional script.

    >>> simplified("2024年部門預算收支總表（單位：萬元）")
    '2024年部门预算收支总表（单位：万元）'
    """
    # Looking is much faster than folding, and hardly a text needs it.
    return text if TRADITIONAL.isdisjoint(text) else text.translate(TABLE)
