/** お知らせ: whom they concern, how they are numbered and named, and when they are shown. */
import { tokyoDate } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import type { OfficialActor } from "../../accounts/index.ts";

export const weights = { important: "重要", information: "お知らせ" } as const;
export type Weight = keyof typeof weights;

/** The two digits that a 管理番号 begins with. */
export const categories = {
  "00": "すべてのサービス",
  "01": "オンライン資格確認・オンライン請求",
  "02": "電子処方箋管理サービス",
  "03": "電子カルテ情報共有サービス",
  "07": "資格確認限定型",
  "08": "補助金",
} as const;
export type Category = keyof typeof categories;

export function isCategory(text: string): text is Category {
  return Object.hasOwn(categories, text);
}

export function numberOf(category: Category, count: number): string {
  return `${category}-${String(count).padStart(4, "0")}`;
}

export type Audience = {
  /** Empty: all kinds. */
  readonly audienceKinds: readonly string[];
  /** Codes; empty: the whole country. */
  readonly audiencePrefectures: readonly string[];
  /** One of `conditions`; empty: none. */
  readonly audienceCondition: string;
};

export type Notice = Audience & {
  readonly id: string;
  readonly number: string;
  readonly weight: Weight;
  readonly title: string;
  readonly body: string;
  readonly publishedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant | null;
  readonly revisedAt: Temporal.Instant | null;
  readonly withdrawnAt: Temporal.Instant | null;
  readonly withdrawnBecause: string | null;
  /** The number of what is read instead of a withdrawn one. */
  readonly replacedBy: string | null;
  readonly version: number;
};

export type NoticeState = "scheduled" | "published" | "expired" | "withdrawn";

export function noticeState(notice: Notice, now: Temporal.Instant): NoticeState {
  if (notice.withdrawnAt !== null) return "withdrawn";
  if (isBefore(now, notice.publishedAt)) return "scheduled";

  return notice.expiresAt !== null && !isBefore(now, notice.expiresAt) ? "expired" : "published";
}

/** 「【重要】（更新）…」 as lists and feeds write it. */
export function noticeTitle({
  weight,
  revisedAt,
  title,
}: Pick<Notice, "weight" | "revisedAt" | "title">): string {
  return `${revisedAt === null ? "" : "（更新）"}【${weights[weight]}】${title}`;
}

export function noticeHref({ number }: Pick<Notice, "number">): string {
  return `/notices/${number}`;
}

/** 一部機関 */
export function isForSome(audience: Audience): boolean {
  const { audienceKinds, audiencePrefectures, audienceCondition } = audience;

  return audienceKinds.length > 0 || audiencePrefectures.length > 0 || audienceCondition !== "";
}

/** By kind and prefecture; whether the condition holds only the database knows. */
export function concerns(
  { audienceKinds, audiencePrefectures }: Pick<Audience, "audienceKinds" | "audiencePrefectures">,
  facility: { readonly kind: string; readonly prefectureCode: string },
): boolean {
  return (
    (audienceKinds.length === 0 || audienceKinds.includes(facility.kind)) &&
    (audiencePrefectures.length === 0 || audiencePrefectures.includes(facility.prefectureCode))
  );
}

/** When it last said something new. */
export function newsAt({ publishedAt, revisedAt }: Notice): Temporal.Instant {
  return revisedAt ?? publishedAt;
}

/** The newest first. */
export function byNews(left: Notice, right: Notice): number {
  return (
    newsAt(right).epochMilliseconds - newsAt(left).epochMilliseconds ||
    (left.number < right.number ? -1 : 1)
  );
}

/** 「本日」「14日前」「約1か月前」: whole days in Tokyo, then months, then years. */
export function ageWords(at: Temporal.Instant, now: Temporal.Instant): string {
  const { days } = tokyoDate(at).until(tokyoDate(now), { largestUnit: "days" });
  if (days <= 0) return "本日";
  if (days === 1) return "昨日";
  if (days < 30) return `${days}日前`;
  if (days < 365) return `約${Math.max(1, Math.round(days / 30.44))}か月前`;

  return `約${Math.floor(days / 365.25) || 1}年前`;
}

export const can = {
  /** Publish, change and withdraw. */
  publish: ({ rights }: OfficialActor): true | "role" =>
    rights.includes("notices.publish") || "role",
  change: (actor: OfficialActor, notice: Notice): true | "role" | "withdrawn" =>
    can.publish(actor) !== true ? "role" : notice.withdrawnAt === null ? true : "withdrawn",
};

function isBefore(left: Temporal.Instant, right: Temporal.Instant): boolean {
  return Temporal.Instant.compare(left, right) < 0;
}
