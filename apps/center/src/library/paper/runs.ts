/** A line of text for a paper: pieces of one look each. */
import type { Inline } from "../text/blocks.ts";

export type Run = { readonly text: string; readonly bold: boolean; readonly href: string | null };

/** @param publicUrl for links that begin at the root of the portal: paper leaves the portal */
export function runsOf(inlines: readonly Inline[], publicUrl: string): Run[] {
  const plain = { bold: false, href: null };
  const within = (inner: readonly Inline[], look: Partial<Run>): Run[] =>
    runsOf(inner, publicUrl).map((run) => ({ ...run, ...look }));

  return inlines.flatMap((inline): Run[] => {
    switch (inline.kind) {
      case "text":
      case "code":
        return [{ ...plain, text: inline.text }];
      case "term":
        return [{ ...plain, text: inline.word }];
      case "break":
        return [{ ...plain, text: "\n" }];
      case "strong":
        return within(inline.inlines, { bold: true });
      case "emphasis":
        return within(inline.inlines, {});
      case "link":
        return within(inline.inlines, { href: addressOf(inline.href, publicUrl) });
    }
  });
}

/** Links within the text lead nowhere on paper. */
function addressOf(href: string, publicUrl: string): string | null {
  if (href.startsWith("#")) return null;

  return href.startsWith("/") ? publicUrl + href : href;
}
