/** A browser's own words about itself, told so that a person recognises their device. */

export type Device = { readonly browser: string; readonly system: string };

/** The first that fits: each says the names of those it wants to be taken for. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgi?A?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, "Chrome"],
  [/\bVersion\/.*\bSafari\//, "Safari"],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPad\b/, "iPad"],
  [/\biPhone\b/, "iPhone"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMacintosh\b/, "Mac"],
  [/\bCrOS\b/, "Chromebook"],
  [/\bLinux\b/, "Linux"],
];

export function deviceOf(userAgent: string): Device {
  const named = (list: typeof browsers, otherwise: string) =>
    list.find(([pattern]) => pattern.test(userAgent))?.[1] ?? otherwise;

  return {
    browser: named(browsers, "不明なブラウザー"),
    system: named(systems, "不明な端末"),
  };
}

export function deviceWords({ browser, system }: Device): string {
  return `${system}の${browser}`;
}
