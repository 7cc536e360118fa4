/** 必要書類: which papers a programme asks for, of whom and when; all of it its own data. */
import { formatYen } from "@madoguchi/notation";

export const paperKinds = {
  receipt: "領収書（写）",
  breakdown: "領収書内訳書",
  account: "口座確認書類",
  order: "注文確認書",
  delivery: "納品書",
  other: "その他の書類",
} as const;
export type PaperKind = keyof typeof paperKinds;

export function isPaperKind(text: string): text is PaperKind {
  return Object.hasOwn(paperKinds, text);
}

/** In the order in which they are asked for. */
export const paperOrder = Object.keys(paperKinds).filter(isPaperKind);

/** All but the 領収書内訳書, which the center draws from the lines. */
export const uploadedKinds = paperOrder.filter((kind) => kind !== "breakdown");

export const occasions = {
  always: "いつも必要",
  above: "対象経費が、定める額以上のとき",
  condition: "定める場合に当てはまるとき",
} as const;
export type Occasion = keyof typeof occasions;

export type PaperRule = {
  /** As the programme calls it. */
  readonly name: string;
  /** Of which kinds of facilities; empty: of all. */
  readonly facilityKinds: readonly string[];
} & (
  | { readonly when: "always" }
  | { readonly when: "above"; readonly fromYen: number }
  /** In words that people read: no machine can tell whether it holds. */
  | { readonly when: "condition"; readonly condition: string }
);

/** What is not in it is not asked for. */
export type Papers = { readonly [K in PaperKind]?: PaperRule | undefined };

/** What each programme has asked for so far. */
export const usualPapers = {
  receipt: { name: paperKinds.receipt, facilityKinds: [], when: "always" },
  breakdown: { name: paperKinds.breakdown, facilityKinds: [], when: "always" },
} as const satisfies Papers;

export type AskedPaper = PaperRule & { readonly kind: PaperKind };

/** Of a facility of this kind. */
export function askedOf(papers: Papers, facilityKind: string): readonly AskedPaper[] {
  return paperOrder.flatMap((kind) => {
    const rule = papers[kind];
    const isAsked =
      rule && (rule.facilityKinds.length === 0 || rule.facilityKinds.includes(facilityKind));

    return isAsked ? [{ kind, ...rule }] : [];
  });
}

type Present = {
  readonly facilityKind: string;
  /** 対象経費; null while it is not known. */
  readonly eligibleYen: number | null;
  /** What was uploaded. */
  readonly kinds: readonly PaperKind[];
};

/** What must be there and is not. What hangs on a condition in words is for people to judge. */
export function missingPapers(
  papers: Papers,
  { facilityKind, eligibleYen, kinds }: Present,
): readonly AskedPaper[] {
  return askedOf(papers, facilityKind).filter(
    (paper) =>
      paper.kind !== "breakdown" &&
      !kinds.includes(paper.kind) &&
      (paper.when === "always" ||
        (paper.when === "above" && eligibleYen !== null && eligibleYen >= paper.fromYen)),
  );
}

/** Those that hang on a condition in words and were not sent. */
export function conditionalPapers(
  papers: Papers,
  { facilityKind, kinds }: Omit<Present, "eligibleYen">,
): readonly AskedPaper[] {
  return askedOf(papers, facilityKind).filter(
    ({ kind, when }) => when === "condition" && kind !== "breakdown" && !kinds.includes(kind),
  );
}

/** 「対象経費が40,000円以上のとき」 */
export function occasionText(rule: PaperRule): string {
  switch (rule.when) {
    case "always":
      return "いつも必要";
    case "above":
      return `対象経費が${formatYen(rule.fromYen)}以上のとき`;
    case "condition":
      return rule.condition;
  }
}

/** 「領収書（写）」, 「口座確認書類（口座の名義が違うとき。施術所だけ）」 @param kindName how a kind of facility is called */
export function paperText(paper: AskedPaper, kindName: (facilityKind: string) => string): string {
  const notes = [
    ...(paper.when === "always" ? [] : [occasionText(paper)]),
    ...(paper.facilityKinds.length === 0
      ? []
      : [`${paper.facilityKinds.map(kindName).join("・")}だけ`]),
    ...(paper.kind === "breakdown" ? ["入力した内容から作ります"] : []),
  ];

  return `${paper.name}${notes.length === 0 ? "" : `（${notes.join("。")}）`}`;
}

/** All that the programme asks of anybody. */
export function paperTexts(
  papers: Papers,
  kindName: (facilityKind: string) => string,
): readonly string[] {
  const texts = paperOrder.flatMap((kind) => {
    const rule = papers[kind];

    return rule ? [paperText({ kind, ...rule }, kindName)] : [];
  });

  return texts.length === 0 ? ["なし"] : texts;
}
