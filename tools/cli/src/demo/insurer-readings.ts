/** The readings of the demo's insurers, put together from those of their names' parts. */

const readings = new Map(
  pairs(
    "全国健康保険協会 ゼンコクケンコウホケンキョウカイ 後期高齢者医療広域連合 コウキコウレイシャイリョウコウイキレンゴウ " +
      "国民健康保険組合 コクミンケンコウホケンクミアイ 健康保険組合 ケンコウホケンクミアイ 共済組合 キョウサイクミアイ " +
      "共済 キョウサイ 船員保険部 センインホケンブ 日雇特例 ヒヤトイトクレイ 一般療養 イッパンリョウヨウ " +
      "特別療養費 トクベツリョウヨウヒ 自衛官診療証 ジエイカンシンリョウショウ 退職者医療 タイショクシャイリョウ " +
      "特例退職 トクレイタイショク 公立学校 コウリツガッコウ 私立学校 シリツガッコウ 職員 ショクイン 警察 ケイサツ 部隊 ブタイ " +
      "支部 シブ 電機 デンキ 自動車 ジドウシャ 製薬 セイヤク 鉄道 テツドウ 銀行 ギンコウ 食品 ショクヒン 情報 ジョウホウ " +
      "建設 ケンセツ 百貨店 ヒャッカテン 運輸 ウンユ 新聞 シンブン 紡績 ボウセキ 医師 イシ 美容 ビヨウ 料理 リョウリ " +
      "北海道 ホッカイドウ 青森 アオモリ 岩手 イワテ 宮城 ミヤギ 秋田 アキタ 山形 ヤマガタ 福島 フクシマ 茨城 イバラキ " +
      "栃木 トチギ 群馬 グンマ 埼玉 サイタマ 千葉 チバ 東京 トウキョウ 神奈川 カナガワ 新潟 ニイガタ 富山 トヤマ " +
      "石川 イシカワ 福井 フクイ 山梨 ヤマナシ 長野 ナガノ 岐阜 ギフ 静岡 シズオカ 愛知 アイチ 三重 ミエ 滋賀 シガ " +
      "京都 キョウト 大阪 オオサカ 兵庫 ヒョウゴ 奈良 ナラ 和歌山 ワカヤマ 鳥取 トットリ 島根 シマネ 岡山 オカヤマ " +
      "広島 ヒロシマ 山口 ヤマグチ 徳島 トクシマ 香川 カガワ 愛媛 エヒメ 高知 コウチ 福岡 フクオカ 佐賀 サガ 長崎 ナガサキ " +
      "熊本 クマモト 大分 オオイタ 宮崎 ミヤザキ 鹿児島 カゴシマ 沖縄 オキナワ " +
      "架空 カクウ 見本 ミホン 窓口 マドグチ 例題 レイダイ 試験 シケン 仮名 カメイ 模擬 モギ " +
      "都 ト 府 フ 県 ケン 省 ショウ 庁 チョウ 市 シ 区 ク 町 マチ 村 ムラ の ノ",
  ),
);

const parts = new RegExp([...readings.keys()].join("|"), "gu");

/** The part that is listed first, where several fit; what stands between the parts becomes a space. */
export function readingOf(name: string): string {
  return name
    .replaceAll(parts, (part) => readings.get(part) ?? "")
    .replaceAll(/[（）・\s]+/gu, "　")
    .trim();
}

function pairs(text: string): readonly (readonly [string, string])[] {
  const words = text.split(" ");
  return words.flatMap((word, index) =>
    index % 2 === 0 ? [[word, words[index + 1] ?? ""] as const] : [],
  );
}
