/** 「--encoding」: of a file that does not say what it is written in. */
import type { TableEncoding } from "@madoguchi/platform";
import { Refusal } from "./refusal.ts";

/** @throws Refusal */
export function readEncoding(text: string | undefined): TableEncoding | undefined {
  if (text === undefined || text === "utf-8" || text === "shift_jis") return text;
  throw new Refusal("--encoding に指定できるのは utf-8、shift_jis です。");
}
