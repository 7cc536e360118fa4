/** 用語集: `## 語` and one paragraph each. */
export type Glossary = ReadonlyMap<string, string>;

/** @throws Error for a word that is explained twice or not at all */
export function readGlossary(text: string): Glossary {
  const glossary = new Map<string, string>();
  for (const part of text.replaceAll("\r\n", "\n").split(/^## /m).slice(1)) {
    const [word = "", ...lines] = part.split("\n");
    const meaning = lines.map((line) => line.trim()).join("");
    if (meaning === "" || glossary.has(word.trim())) {
      throw new Error(`the glossary explains ${word.trim()} twice or not at all`);
    }
    glossary.set(word.trim(), meaning);
  }

  return glossary;
}
