/** The few parts of XML 1.0 that the eligibility file is made of: elements with text or with elements. */
import { REPLACEMENT_MARK } from "@madoguchi/notation";

/** What is null, empty or without a child is left out. */
export type XmlElement = readonly [
  name: string,
  content: string | null | undefined | readonly XmlElement[],
];

export function xmlDocument(encoding: "UTF-8" | "Shift_JIS", root: XmlElement): string {
  const declaration = `<?xml version="1.0" encoding="${encoding}" standalone="no"?>`;

  return [declaration, ...linesOf(root, ""), ""].join("\r\n");
}

function linesOf([name, content]: XmlElement, indent: string): string[] {
  if (content === null || content === undefined) return [];
  if (typeof content === "string") {
    const text = escaped(content);

    return text === "" ? [] : [`${indent}<${name}>${text}</${name}>`];
  }
  const children = content.flatMap((child) => linesOf(child, `${indent}  `));

  return children.length === 0 ? [] : [`${indent}<${name}>`, ...children, `${indent}</${name}>`];
}

/**
 * Whatever no XML 1.0 document may hold (https://www.w3.org/TR/xml/#charsets): controls, halves of a pair, U+FFFE, U+FFFF. The controls
 * from U+007F on it may hold, and should not.
 */
const FORBIDDEN = /[\p{Cc}\p{Cs}\u{fffe}\u{ffff}]/gu;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** A line break in a value would be a parser's to change, and a billing computer's to stumble over. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\t\r\n]+/gu, " ")
    .replaceAll(FORBIDDEN, REPLACEMENT_MARK)
    .replaceAll(/[&<>]/gu, (character) => ENTITIES[character] ?? character);
}
