/** The five questions and their outcomes in words: each with its reason, where it is written, and what to do. */
import type { AnswerTo, NonTarget, Outcome, Question, Target } from "./eligible.ts";

export type QuestionWords<Q extends Question = Question> = {
  readonly title: string;
  readonly help: string;
  readonly options: Readonly<
    Record<AnswerTo<Q>, { readonly label: string; readonly help?: string }>
  >;
};

const grace = (label: string, help: string) => ({ label: `猶予届を出した（${label}）`, help });

export const questionWords: { readonly [Q in Question]: QuestionWords<Q> } = {
  kind: {
    title: "どの種類の施設ですか",
    help: "保険の取扱いで使う施設の種類を選びます。",
    options: {
      medical: { label: "病院・医科診療所" },
      dental: { label: "歯科診療所" },
      pharmacy: { label: "薬局" },
      treatment: {
        label: "施術所",
        help: "柔道整復、あん摩マッサージ指圧、はり、きゅうの施術所です。",
      },
      midwifery: { label: "助産所" },
      checkup: {
        label: "健診・保健指導だけを行う機関",
        help: "保険診療をせず、特定健診や特定保健指導を行う機関です。",
      },
      visitingNursing: { label: "訪問看護ステーション" },
      other: { label: "そのほかの事業所", help: "介護サービスの事業所などです。" },
    },
  },
  claims: {
    title: "保険の費用を、どのように受け取っていますか",
    help: "ふだんの請求の方法を1つ選びます。",
    options: {
      paper: { label: "紙のレセプトで請求している" },
      electronic: { label: "オンラインか電子媒体（CDなど）で請求している" },
      delegated: {
        label: "受領委任の取扱いをしている",
        help: "施術所が患者さんに代わって、療養費を保険者に請求する方法です。",
      },
      direct: {
        label: "出産育児一時金の直接支払制度を使っている",
        help: "助産所が妊婦さんに代わって、一時金を保険者に請求する制度です。",
      },
      none: {
        label: "どの方法も使っていない",
        help: "自由診療だけ、または償還払いだけの施設です。",
      },
    },
  },
  fullType: {
    title: "通常のオンライン資格確認の準備は、どうなっていますか",
    help: "顔認証付きカードリーダーを使う仕組みのことです。届の控えに類型が書かれています。",
    options: {
      introduced: { label: "導入している" },
      grace1: grace("類型1", "契約は済んだが、システムの整備が終わっていない。"),
      grace2: grace("類型2", "ネットワーク環境の整備が間に合わない。"),
      grace3: grace("類型3", "訪問診療だけを行っている。"),
      grace4: grace("類型4", "改装工事中、または臨時の施設である。"),
      grace5: grace("類型5", "廃止または休止を予定している。"),
      grace6: grace("類型6", "そのほか、特に困難な事情がある。"),
      none: { label: "導入も届出もしていない" },
    },
  },
  place: {
    title: "どこで資格を確認したいですか",
    help: "主なものを1つ選びます。",
    options: {
      counter: { label: "受付の窓口" },
      visit: { label: "訪問先（患者さんの家など）" },
      otherFlow: {
        label: "窓口とは別の動線",
        help: "発熱外来や駐車場など、受付を通らない場所です。",
      },
    },
  },
  checkups: {
    title: "特定健診や特定保健指導などを行っていますか",
    help: "保険者との契約によって、受診券や利用券で行うものです。",
    options: { yes: { label: "行っている" }, no: { label: "行っていない" } },
  },
};

/** Whose claims are made how: a question shows only what this kind of facility can answer. */
export function optionsFor<Q extends Question>(
  question: Q,
  kind: AnswerTo<"kind"> | undefined,
): readonly AnswerTo<Q>[];
export function optionsFor(
  question: Question,
  kind: AnswerTo<"kind"> | undefined,
): readonly string[] {
  const all = Object.keys(questionWords[question].options);
  if (question !== "claims") {
    return all;
  }
  switch (kind) {
    case "treatment":
      return ["delegated", "none"];
    case "midwifery":
      return ["direct", "none"];
    default:
      return ["paper", "electronic", "none"];
  }
}

export type OutcomeWords = {
  readonly title: string;
  /** Why. */
  readonly reasons: readonly string[];
  /** Where this is laid down. */
  readonly source: string;
  /** What to do now. */
  readonly next: readonly string[];
};

const GUIDE =
  "厚生労働省保険局「オンライン資格確認（資格確認限定型）導入に向けた準備作業の手引き」";
const FAQ = "医療機関等向け総合ポータルサイトの「資格確認限定型の対象」の案内";
const RULE =
  "保険医療機関及び保険医療養担当規則等（令和5年4月1日施行の改正）と、その経過措置（猶予届の6つの類型）";

const register = "新規ユーザー登録をしてから、利用申請をしてください。";

const graceWords = (type: string, what: string): OutcomeWords => ({
  title: `対象です：猶予届の類型${type}`,
  reasons: [`通常の仕組みの導入が猶予されている理由が「${what}」にあたります。`],
  source: `${RULE}。${FAQ}`,
  next: [register, "利用申請では、猶予届の控えをお手元にご用意ください。"],
});

const targetWords = {
  treatment: {
    title: "対象です：施術所",
    reasons: [
      "受領委任の取扱いをしている施術所は、資格確認限定型を使います。",
      "令和6年12月2日から、導入が義務になっています。",
    ],
    source: `受領委任の取扱規程（療養費の支給の基準）。${FAQ}`,
    next: [register, "登録には、受領委任の登録記号番号を使います。"],
  },
  paperClaims: {
    title: "対象です：紙レセプト等の医療機関・薬局",
    reasons: [
      "紙のレセプトで請求している施設は、通常の仕組みの義務の対象外です。",
      "そのため、資格確認限定型を使えます。",
    ],
    source: `${RULE}。${GUIDE}`,
    next: [register, "登録には、10桁の医療機関コードを使います。"],
  },
  grace2: graceWords("2", "ネットワーク環境の整備が間に合わない"),
  grace4: graceWords("4", "改装工事中、または臨時の施設"),
  grace6: graceWords("6", "そのほか、特に困難な事情"),
  checkup: {
    title: "対象です：健診等実施機関",
    reasons: [
      "特定健診や特定保健指導を行う機関は、資格確認限定型を使えます。",
      "使うかどうかは、機関が選べます（令和6年4月から）。",
      "通常の仕組みがある機関は、それを使うこともできます。",
    ],
    source: FAQ,
    next: [register, "契約している保険者の番号をお手元にご用意ください。"],
  },
  midwifery: {
    title: "対象です：助産所",
    reasons: ["出産育児一時金の直接支払制度を使う助産所は、資格確認限定型を使えます。"],
    source: GUIDE,
    next: [register],
  },
} as const satisfies Record<Target, OutcomeWords>;

const nonTargetWords = {
  fullType: {
    title: "対象ではありません：通常のオンライン資格確認を導入してください",
    reasons: ["電子請求をしている施設は、通常の仕組みの導入が義務です。"],
    source: RULE,
    next: [
      "顔認証付きカードリーダーを使う仕組みを、システム事業者に依頼してください。",
      "導入が難しい事情があるときは、地方厚生局に猶予届の相談をしてください。",
    ],
  },
  preparing: {
    title: "対象ではありません：通常のオンライン資格確認の整備を続けてください",
    reasons: ["猶予届の類型1は、契約が済み、通常の仕組みの整備を待つ施設のものです。"],
    source: RULE,
    next: ["整備の予定を、契約したシステム事業者に確かめてください。"],
  },
  visitsOnly: {
    title: "対象ではありません：居宅同意取得型を使ってください",
    reasons: [
      "訪問診療だけの施設には、訪問先で確認する居宅同意取得型があります。",
      "居宅同意取得型では、資格のほかに薬剤などの情報も見られます。",
    ],
    source: `${RULE}。居宅同意取得型は令和6年10月から訪問診療等で使えます`,
    next: ["通常の仕組みを導入し、訪問診療等の機能を有効にしてください。"],
  },
  closing: {
    title: "対象ではありません：廃止・休止までは、いまの方法を続けてください",
    reasons: ["猶予届の類型5は、廃止や休止を予定している施設のものです。"],
    source: RULE,
    next: [
      "予定が変わり、施設を続けるときは、通常の仕組みを導入してください。",
      "資格は、資格確認書かマイナポータルの画面で確かめてください。",
    ],
  },
  fullTypeThenHome: {
    title: "対象ではありません：通常の仕組みを導入し、居宅同意取得型を使ってください",
    reasons: [
      "電子請求をしている施設は、通常の仕組みの導入が義務です。",
      "訪問先で使う居宅同意取得型は、その導入のあとで使えます。",
    ],
    source: RULE,
    next: ["通常の仕組みと訪問診療等の機能を、あわせてシステム事業者に依頼してください。"],
  },
  hasFullType: {
    title: "申請はいりません：通常のオンライン資格確認で確認できます",
    reasons: ["通常の仕組みで、資格のほかに薬剤や健診の情報も確認できます。"],
    source: `${RULE}。${GUIDE}`,
    next: ["受付では、いまの顔認証付きカードリーダーをお使いください。"],
  },
  homeVisit: {
    title: "対象ではありません：居宅同意取得型を使ってください",
    reasons: ["通常の仕組みがある施設には、訪問先で使う居宅同意取得型があります。"],
    source: "居宅同意取得型は令和6年10月から訪問診療等で使えます",
    next: ["資格確認端末の環境設定で、訪問診療等の機能を有効にしてください。"],
  },
  otherFlow: {
    title: "対象ではありません：「通常とは異なる動線」の機能を使ってください",
    reasons: ["通常の仕組みがある施設は、発熱外来などでも同じアプリを使えます。"],
    source: "外来診療等において通常とは異なる動線で確認する仕組みの案内",
    next: ["資格確認端末の環境設定で、この機能を有効にしてください。"],
  },
  noInsuredCare: {
    title: "対象ではありません：保険の資格を確認する必要がない施設です",
    reasons: ["保険の費用を請求せず、健診も行わない施設は、資格を確認できません。"],
    source: GUIDE,
    next: ["保険診療や特定健診を始めるときに、もう一度お確かめください。"],
  },
  noDelegation: {
    title: "対象ではありません：受領委任の取扱いがありません",
    reasons: ["償還払いでは、患者さんが自分で保険者に請求します。"],
    source: `受領委任の取扱規程（療養費の支給の基準）。${FAQ}`,
    next: ["受領委任を始めるときは、地方厚生局に申し出てから登録してください。"],
  },
  noDirectPayment: {
    title: "対象ではありません：直接支払制度を使っていません",
    reasons: ["直接支払制度を使う助産所だけが、資格を確認できます。"],
    source: FAQ,
    next: ["直接支払制度を使い始めてから、登録してください。"],
  },
  noCheckups: {
    title: "対象ではありません：保険者との契約による健診がありません",
    reasons: ["受診券や利用券による健診・保健指導が、資格の確認の対象です。"],
    source: GUIDE,
    next: ["保険者と契約してから、登録してください。"],
  },
  visitingNursing: {
    title: "対象ではありません：訪問看護には別の仕組みがあります",
    reasons: [
      "訪問看護ステーションは、令和6年12月2日から導入が義務です。",
      "訪問先では、居宅同意取得型で確認します。",
    ],
    source: "指定訪問看護の事業の人員及び運営に関する基準",
    next: ["オンライン請求の準備とあわせて、システム事業者に相談してください。"],
  },
  notMedical: {
    title: "対象ではありません：医療保険の資格を確認する事業所ではありません",
    reasons: ["介護サービスの事業所には、介護保険の資格を確認する別の仕組みがあります。"],
    source: `介護情報基盤の「介護保険資格確認等WEBサービス」の案内。${GUIDE}`,
    next: ["介護保険の資格は、市区町村か介護情報基盤の案内をご覧ください。"],
  },
} as const satisfies Record<NonTarget, OutcomeWords>;

export const outcomeWords: Readonly<Record<Outcome, OutcomeWords>> = {
  ...targetWords,
  ...nonTargetWords,
};

/** The stated reason, where only its name is needed. */
export const targetNames = {
  treatment: "施術所（受領委任）",
  paperClaims: "紙レセプト等",
  grace2: "猶予届の類型2",
  grace4: "猶予届の類型4",
  grace6: "猶予届の類型6",
  checkup: "健診等実施機関",
  midwifery: "助産所（直接支払制度）",
} as const satisfies Record<Target, string>;
