import { findFont } from "@madoguchi/platform";
import { ensureDebianPackages } from "../debian.ts";

/** Papers need a font that knows 髙, 﨑 and 𠮷; without one, names would print as boxes. @throws Refusal */
export function ensureFont(): void {
  if (findFont() === null)
    ensureDebianPackages(["fonts-noto-cjk"], "決定通知などの PDF を作るため");
}
