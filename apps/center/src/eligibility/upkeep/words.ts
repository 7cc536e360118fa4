/** What became of a list and of each attempt to fetch it, in the words of the office's page. */
import { formatDateTime } from "@madoguchi/notation";
import { JPKI_AUTHENTICATION } from "@madoguchi/trust";
import type { Freshness } from "@madoguchi/trust";
import type { Temporal } from "temporal-polyfill";
import { DOWNLOAD_LIMITS } from "./download.ts";
import type { FetchOutcome } from "./due.ts";

type Tone = "success" | "neutral" | "warning" | "error";

export const freshnessBadges = {
  fresh: { tone: "success", word: "期限内" },
  late: { tone: "warning", word: "期限を過ぎています" },
  stale: { tone: "error", word: "期限切れ" },
  "not-yet": { tone: "error", word: "未来のリスト" },
} as const satisfies Record<Freshness, { tone: Tone; word: string }>;

/** What it means for the counters, and what to do. */
export function freshnessWords(freshness: Freshness, nextUpdate: Temporal.Instant): string {
  switch (freshness) {
    case "fresh":
      return "このリストで、カードの失効を確かめています。";
    case "late": {
      const end = nextUpdate.add({ hours: JPKI_AUTHENTICATION.revocationGraceHours });
      return `${formatDateTime(end)}までは、このリストで確認を続けます。それまでに新しいリストが必要です。`;
    }
    case "stale":
      return "この範囲のカードは、いま確認できません。新しいリストが入ると、次の確認から使えます。";
    case "not-yet":
      return "作られた時刻が未来のため、使っていません。この機械の時計を確かめてください。";
  }
}

export const outcomeBadges = {
  swapped: { tone: "success", word: "入れ替え" },
  same: { tone: "neutral", word: "変わりなし" },
  refused: { tone: "error", word: "見送り" },
  unreachable: { tone: "warning", word: "届かず" },
} as const satisfies Record<FetchOutcome, { tone: Tone; word: string }>;

type ReasonWords = { readonly cause: string; readonly todo: string };

const UNREADABLE: ReasonWords = {
  cause: "失効リストとして読み取れませんでした。",
  todo: "住所が失効リストのものか、発行元に確かめてください。",
};

const REASONS: Readonly<Record<string, ReasonWords>> = {
  connection: {
    cause: "相手につながりませんでした。",
    todo: "自動で取り直します。続くときは、住所と、外への通信を確かめてください。",
  },
  timeout: {
    cause: `${DOWNLOAD_LIMITS.seconds / 60}分たっても届き終わりませんでした。`,
    todo: "自動で取り直します。続くときは、回線を確かめてください。",
  },
  "too-large": {
    cause: `${DOWNLOAD_LIMITS.bytes / 1024 / 1024}MBを超えるため、途中でやめました。`,
    todo: "住所が失効リストのものか確かめてください。",
  },
  redirect: {
    cause: "使えない住所へ転送されました。",
    todo: "新しい住所を発行元に確かめ、設定（MADOGUCHI_CRL_URLS）を直してください。",
  },
  older: {
    cause: "今のリストより前に作られたものでした。",
    todo: "することはありません。今のリストを使い続けます。",
  },
  number: {
    cause: "番号が、今のリストより進んでいませんでした。",
    todo: "今のリストを使い続けます。続くときは、発行元に確かめてください。",
  },
  "not-yet": {
    cause: "作られた時刻が未来でした。",
    todo: "この機械の時計を確かめてください。",
  },
  "crl-issuer": {
    cause: "信頼する認証局の署名がありませんでした。",
    todo: "住所と、入れてある認証局を確かめてください。",
  },
  "crl-scope": {
    cause: "失効の一部だけを載せたリストでした。",
    todo: "すべてを載せたリストの住所を、発行元に確かめてください。",
  },
};

export function reasonWords(reason: string): ReasonWords {
  const status = /^http-(\d{3})$/.exec(reason)?.[1];
  if (status === undefined) {
    return REASONS[reason] ?? UNREADABLE;
  }

  return {
    cause: `相手のサーバーが、HTTPの${status}番で断りました。`,
    todo: status.startsWith("5")
      ? "相手の障害です。自動で取り直します。"
      : "住所が変わっていないか、発行元の案内を確かめてください。",
  };
}
