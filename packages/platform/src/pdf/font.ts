/** The one font our papers need: it must know 髙, 﨑 and 𠮷 (U+20BB7), or a name would print as a box. */
import { existsSync } from "node:fs";

type Font = {
  readonly path: string;
  /** PostScript name inside a collection. */ readonly face?: string;
};

const inNoto = (face: string): readonly Font[] =>
  [
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
  ].map((path) => ({ path, face }));

const japanese: readonly Font[] = [
  ...inNoto("NotoSansCJKjp-Regular"),
  { path: "/System/Library/Fonts/ヒラギノ角ゴシック W3.ttc", face: "HiraginoSans-W3" },
  { path: "C:\\Windows\\Fonts\\YuGothM.ttc", face: "YuGothic-Medium" },
];

/** Chinese writes many characters otherwise than Japan does, and no Japanese font of a desktop knows Hangul. */
const byLanguage: Readonly<Record<string, readonly Font[]>> = {
  "zh-Hans": [
    ...inNoto("NotoSansCJKsc-Regular"),
    { path: "/System/Library/Fonts/Hiragino Sans GB.ttc", face: "HiraginoSansGB-W3" },
    { path: "C:\\Windows\\Fonts\\msyh.ttc", face: "MicrosoftYaHei" },
  ],
  ko: [
    ...inNoto("NotoSansCJKkr-Regular"),
    { path: "/System/Library/Fonts/AppleSDGothicNeo.ttc", face: "AppleSDGothicNeo-Regular" },
    { path: "C:\\Windows\\Fonts\\malgun.ttf" },
  ],
  // The Latin of Noto's and of Windows' Japanese fonts knows Vietnamese; Hiragino's does not.
  vi: [
    ...inNoto("NotoSansCJKjp-Regular"),
    { path: "/System/Library/Fonts/Supplemental/Arial Unicode.ttf" },
    { path: "C:\\Windows\\Fonts\\YuGothM.ttc", face: "YuGothic-Medium" },
  ],
};

/**
 * `MADOGUCHI_FONT` names another file. `null` when there is none; the launcher then says what to install.
 * @param lang of the text (BCP 47); of languages that we have no papers in, as Japanese
 */
export function findFont(lang = "ja"): Font | null {
  const chosen = process.env["MADOGUCHI_FONT"];
  const fonts = byLanguage[lang] ?? (chosen ? [{ path: chosen }, ...japanese] : japanese);

  return fonts.find(({ path }) => existsSync(path)) ?? null;
}
