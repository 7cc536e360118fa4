/**
 * The text form of ユーザー設定情報: what the QR code carries and what can be pasted into reception at once.
 * One item a line, label and value separated by a colon; full-width spellings and extra lines are tolerated.
 */
import { SETUP_FRAGMENT, setupInfoSchema } from "./api.ts";
import type { SetupInfo } from "./api.ts";

const labels = {
  facilityCode: "医療機関コード",
  userId: "ユーザーID",
  password: "パスワード",
  activationCode: "アクティベーションコード",
} as const satisfies Record<keyof SetupInfo, string>;

const CENTER_LABEL = "窓口の住所";

/** @param center where it was issued: an app that is installed by itself has to be told */
export function formatSetupInfo(info: SetupInfo, center?: string): string {
  return [
    "マイナ資格確認アプリ ユーザー設定情報",
    `${labels.facilityCode}: ${info.facilityCode}`,
    `${labels.userId}: ${info.userId}`,
    `${labels.password}: ${info.password}`,
    `${labels.activationCode}: ${info.activationCode}`,
    ...(center === undefined ? [] : [`${CENTER_LABEL}: ${center}`]),
  ].join("\n");
}

/** The center's address (an origin) in what was pasted: alone, in a link, or among the set-up information. `null` without one. */
export function readCenterAddress(text: string): string | null {
  const found = /https?:\/\/[^\s"'<>]+/iu.exec(text.normalize("NFKC"))?.[0] ?? "";

  return URL.canParse(found) ? new URL(found).origin : null;
}

/** `null` unless all four values are there in their right form. */
export function parseSetupInfo(text: string): SetupInfo | null {
  const values = new Map<string, string>();
  for (const line of text.normalize("NFKC").split(/\r?\n/)) {
    const [label, ...rest] = line.split(/[:\t]/);
    if (label && rest.length > 0) {
      values.set(label.trim().toUpperCase(), rest.join(":").trim());
    }
  }
  const parsed = setupInfoSchema.safeParse({
    facilityCode: values.get(labels.facilityCode),
    userId: values.get(labels.userId.toUpperCase()),
    password: values.get(labels.password),
    activationCode: values.get(labels.activationCode),
  });

  return parsed.success ? parsed.data : null;
}

const order = ["facilityCode", "userId", "password", "activationCode"] as const;

/** The part after an address that fills in reception's set-up screen. A fragment: no browser sends it to a server. */
export function setupFragment(info: SetupInfo): string {
  return SETUP_FRAGMENT + order.map((name) => encodeURIComponent(info[name])).join("~");
}

/** `null` unless all four values are there in their right form. */
export function readSetupFragment(fragment: string): SetupInfo | null {
  if (!fragment.startsWith(SETUP_FRAGMENT)) {
    return null;
  }
  try {
    const values = fragment.slice(SETUP_FRAGMENT.length).split("~").map(decodeURIComponent);
    const parsed = setupInfoSchema.safeParse(
      Object.fromEntries(order.map((name, place) => [name, values[place]])),
    );

    return parsed.success && values.length === order.length ? parsed.data : null;
  } catch {
    return null;
  }
}
