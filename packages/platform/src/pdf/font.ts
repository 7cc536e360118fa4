/** The one font our papers need: it must know 髙, 﨑 and 𠮷 (U+20BB7), or a name would print as a box. */
import { existsSync } from "node:fs";

type Font = {
  readonly path: string;
  /** PostScript name inside a collection. */ readonly face?: string;
};

const candidates: readonly Font[] = [
  { path: "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", face: "NotoSansCJKjp-Regular" },
  { path: "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", face: "NotoSansCJKjp-Regular" },
  { path: "/System/Library/Fonts/ヒラギノ角ゴシック W3.ttc", face: "HiraginoSans-W3" },
  { path: "C:\\Windows\\Fonts\\YuGothM.ttc", face: "YuGothic-Medium" },
];

/** `MADOGUCHI_FONT` names another file. `null` when there is none; the launcher then says what to install. */
export function findFont(): Font | null {
  const chosen = process.env["MADOGUCHI_FONT"];
  const fonts = chosen ? [{ path: chosen }, ...candidates] : candidates;

  return fonts.find(({ path }) => existsSync(path)) ?? null;
}
