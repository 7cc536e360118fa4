/** 記事, FAQ and 手順書: what an article is and how the shelves are named. */
import type { Temporal } from "temporal-polyfill";
import type { FacilityKind } from "../../facilities/index.ts";
import type { Block, Heading } from "../text/blocks.ts";

export const articleKinds = {
  article: "記事",
  faq: "よくある質問",
  manual: "手順書",
} as const;
export type ArticleKind = keyof typeof articleKinds;

/** In the order in which a facility meets them. */
export const topics = {
  start: "はじめに",
  apply: "登録と申請",
  device: "端末とカードリーダー",
  reception: "受付と資格確認",
  trouble: "困ったとき",
  grant: "補助金",
  patient: "患者さんへの案内",
  rules: "制度",
} as const;
export type Topic = keyof typeof topics;

export const systems = { windows: "Windows", android: "Android", ios: "iOS" } as const;
export type System = keyof typeof systems;

export type Revision = {
  readonly version: string;
  readonly on: Temporal.PlainDate;
  readonly what: string;
};

export type Article = {
  /** 「KB0010157」: never given to another article. */
  readonly number: string;
  readonly title: string;
  readonly kind: ArticleKind;
  readonly topic: Topic;
  /** Whom it concerns; empty: everybody. */
  readonly facilityKinds: readonly FacilityKind[];
  readonly systems: readonly System[];
  /** The letter of a manual in the guide's table. */
  readonly code: string | null;
  readonly version: string | null;
  readonly updated: Temporal.PlainDate;
  /** The newest first. */
  readonly history: readonly Revision[];
  readonly related: readonly string[];
  readonly blocks: readonly Block[];
  /** Those of the table of contents. */
  readonly headings: readonly Heading[];
  /** The body as it stands in the page. */
  readonly html: string;
  /** The body in words alone, for searching. */
  readonly words: string;
};

export function articleHref({ number }: Pick<Article, "number">): string {
  return `/help/${number}`;
}

/** Manuals with a letter first, in the order of the letters; then by number. */
export function compareArticles(left: Article, right: Article): number {
  const [a, b] = [left, right].map(({ code, number }) => `${code ?? "~"} ${number}`);

  return (a ?? "") < (b ?? "") ? -1 : 1;
}
