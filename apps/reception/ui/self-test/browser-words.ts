const systems = [
  [/Windows NT 10\.0/, "Windows 10/11"],
  [/Android (\d+)/, "Android"],
  [/iPhone|iPad/, "iPhone・iPad"],
  [/Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
] as const;

/** In the order in which one browser names itself after another. */
const browsers = [
  [/Edg[A-Za-z]*\/(\d+)/, "Edge"],
  [/(?:Firefox|FxiOS)\/(\d+)/, "Firefox"],
  [/(?:Chrome|CriOS)\/(\d+)/, "Chrome"],
  [/Version\/(\d+).*Safari/, "Safari"],
] as const;

/** 「Windows 10/11、Edge 141」. */
export function describeBrowser(userAgent: string): string {
  const words = [named(systems, userAgent) ?? "分からないOS"];
  return [...words, named(browsers, userAgent) ?? "分からないブラウザー"].join("、");
}

function named(
  names: readonly (readonly [RegExp, string])[],
  userAgent: string,
): string | undefined {
  for (const [pattern, name] of names) {
    const match = pattern.exec(userAgent);
    if (match) return [name, ...match.slice(1)].join(" ");
  }
  return undefined;
}
