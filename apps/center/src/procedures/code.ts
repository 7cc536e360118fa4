/** The code that a facility is to have next. */
import { comparable } from "@madoguchi/notation";
import type { Executor } from "@madoguchi/platform";
import { isCodeRegistered, isFacilityKind, readFacilityCode } from "../facilities/index.ts";
import type { Facility } from "../facilities/index.ts";

/** As it is kept; the text itself where it cannot be read. */
export function foldNewCode({ kind }: Pick<Facility, "kind">, text: string): string {
  const reading = isFacilityKind(kind) ? readFacilityCode(kind, text) : null;

  return reading?.ok ? reading.code : text;
}

/** @returns what is wrong with it, in words, or null */
export async function codeProblem(
  executor: Executor,
  { kind, code: current }: Pick<Facility, "kind" | "code">,
  text: string,
): Promise<string | null> {
  const reading = isFacilityKind(kind) ? readFacilityCode(kind, text) : null;
  if (!reading?.ok) {
    return reading?.message ?? "施設の種類が分かりません。";
  }
  if (comparable(reading.code) === comparable(current)) {
    return "いまのコードと同じです。新しいコードを入力してください。";
  }

  return (await isCodeRegistered(executor, kind, reading.code))
    ? "このコードの施設は、すでに登録されています。コードを確かめてください。"
    : null;
}
