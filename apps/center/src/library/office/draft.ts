/** Reading a notice's form: its fields, and then its text as readers would see it. */
import { readForm } from "@madoguchi/platform";
import type { FormResult } from "@madoguchi/platform";
import type { z } from "zod";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { longSentences } from "../text/plain.ts";
import { readMarkdown } from "../text/markdown.ts";
import { htmlOf } from "../text/show.tsx";

export type Preview = { readonly title: string; readonly html: string };

export type ReadDraft<T> = FormResult<T> & { readonly preview: Preview | null };

export function readDraft<S extends z.ZodType<{ title: string; body: string }>>(
  schema: S,
  body: unknown,
  catalogue: Catalogue,
): ReadDraft<z.infer<S>> {
  const form = readForm(schema, body);
  if (!form.ok) return { ...form, preview: null };
  const text = drawText(form.value.body, catalogue);

  return text.ok
    ? { ...form, preview: { title: form.value.title, html: text.html } }
    : { ok: false, errors: { body: text.problem }, values: form.values, preview: null };
}

type DrawnText =
  | { readonly ok: true; readonly html: string }
  | { readonly ok: false; readonly problem: string };

/** The text alone, as readers would see it, or the first thing that is wrong with it. */
export function drawText(body: string, { context, glossary }: Catalogue): DrawnText {
  const { blocks, problems } = readMarkdown(body, context);
  const [wrong] = [
    ...problems.map(({ line, message }) => `${line}行目：${message}`),
    ...longSentences(blocks).map((sentence) => `60文字を超える文を分けてください：「${sentence}」`),
  ];

  return wrong === undefined
    ? { ok: true, html: htmlOf(blocks, (word) => glossary.get(word) ?? "") }
    : { ok: false, problem: wrong };
}
