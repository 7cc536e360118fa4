/** From what was typed to what is asked of the center, or to words about what is wrong. */
import { recheckReasons, recheckRequestSchema } from "@madoguchi/contract";
import type { RecentChecksRequest, RecheckRequest } from "@madoguchi/contract";
import { dateMessage, parseDate } from "@madoguchi/notation";

export type TypedSearch = { readonly kana: string; readonly birthDate: string };

export type SearchReading =
  | { readonly ok: true; readonly request: RecentChecksRequest }
  | { readonly ok: false; readonly message: string };

/** Nothing typed: the latest. */
export function readSearch({ kana, birthDate }: TypedSearch): SearchReading {
  const reading = kana.trim() === "" ? {} : { kana: kana.trim() };
  if (birthDate.trim() === "") return { ok: true, request: reading };
  const day = parseDate(birthDate);

  return day.ok
    ? { ok: true, request: { ...reading, birthDate: day.value.toString() } }
    : { ok: false, message: dateMessage(day.reason) };
}

export type TypedReason = { readonly reason: string; readonly note: string };
export type ReasonErrors = { readonly reason?: string; readonly note?: string };

export type ReasonReading =
  | { readonly ok: true; readonly request: RecheckRequest }
  | { readonly ok: false; readonly errors: ReasonErrors };

export function readReason(checkId: string, { reason: typed, note }: TypedReason): ReasonReading {
  const reason = recheckReasons.find((each) => each === typed);
  if (!reason) return { ok: false, errors: { reason: "再照会の理由を選んでください。" } };
  const request = { checkId, reason, ...(note.trim() === "" ? {} : { note: note.trim() }) };
  const parsed = recheckRequestSchema.safeParse(request);

  return parsed.success
    ? { ok: true, request: parsed.data }
    : { ok: false, errors: { note: "「その他」の理由を、100文字までで入力してください。" } };
}
