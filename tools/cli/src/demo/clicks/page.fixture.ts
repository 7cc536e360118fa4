/** A page as a browser without a script takes it: where its links lead, what its forms send, and what is wrong with it at sight. */
import { mayHoldIndividualNumber } from "@madoguchi/notation";

type Attributes = Readonly<Record<string, string>>;
type Token = {
  readonly name: string;
  readonly closes: boolean;
  readonly at: Attributes;
  readonly end: number;
};

export type Control = {
  readonly name: string;
  readonly type: string;
  readonly values: readonly string[];
};
export type PageButton = { readonly name: string; readonly value: string; readonly words: string };
export type PageForm = {
  readonly action: string;
  readonly method: "GET" | "POST";
  readonly hasFiles: boolean;
  readonly controls: readonly Control[];
  readonly buttons: readonly PageButton[];
};
export type PageRead = {
  readonly title: string;
  readonly links: readonly string[];
  readonly forms: readonly PageForm[];
  readonly findings: readonly string[];
};

const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>/giu;
const ATTRIBUTE = /([^\s=]+)(?:="([^"]*)")?/gu;
const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', "#x27": "'", nbsp: " " } as const;

export function plain(text: string): string {
  return text.replaceAll(/&(lt|gt|amp|quot|#x27|nbsp);/gu, (whole, name: string) =>
    name in ENTITIES
      ? (Object.entries(ENTITIES).find(([key]) => key === name)?.[1] ?? whole)
      : whole,
  );
}

function tokensOf(html: string): Token[] {
  return [...html.matchAll(TAG)].map((match) => {
    const [whole, slash = "", name = "", attributes = ""] = match;
    const at = Object.fromEntries(
      [...attributes.matchAll(ATTRIBUTE)].map(([, key = "", value = ""]) => [
        key.toLowerCase(),
        plain(value),
      ]),
    );

    return { name: name.toLowerCase(), closes: slash === "/", at, end: match.index + whole.length };
  });
}

const textFrom = (html: string, from: number, tag: string) => {
  const until = html.indexOf(`</${tag}>`, from);

  return plain(html.slice(from, until).replaceAll(/<[^>]*>/gu, "")).trim();
};

type Draft = { form: Attributes; controls: Control[]; buttons: PageButton[] };

/** @param leads whether there is a route for the method and the path */
export function readPage(
  html: string,
  path: string,
  leads: (method: string, path: string) => boolean,
): PageRead {
  const tokens = tokensOf(html);
  const drafts: Draft[] = [];
  const findings: string[] = [];
  const links: string[] = [];
  const ids = new Set(tokens.flatMap(({ at }) => at["id"] ?? []));
  let open: Draft | null = null;
  const byId = new Map<string, Draft>();
  for (const { name, closes, at } of tokens) {
    if (name !== "form" || closes) continue;
    const draft = { form: at, controls: [], buttons: [] };
    drafts.push(draft);
    if (at["id"]) byId.set(at["id"], draft);
  }
  let nth = 0;
  let select: { owner: Draft | null; name: string; chosen: string[]; first: string[] } | null =
    null;
  for (const { name, closes, at, end } of tokens) {
    if (name === "form") {
      open = closes ? null : (drafts[nth++] ?? null);
      continue;
    }
    if (name === "select" && closes && select) {
      const values = select.chosen.length > 0 ? select.chosen : select.first;
      select.owner?.controls.push({ name: select.name, type: "select", values });
      select = null;
    }
    if (closes) continue;
    const owner: Draft | null = at["form"] ? (byId.get(at["form"]) ?? null) : open;
    switch (name) {
      case "a":
        if (at["href"] !== undefined) links.push(at["href"]);
        else findings.push(`a link without an address: ${textFrom(html, end, "a")}`);
        break;
      case "input":
        readInput(at, owner, findings);
        break;
      case "textarea":
        owner?.controls.push({
          name: at["name"] ?? "",
          type: "textarea",
          values: [textFrom(html, end, "textarea")],
        });
        break;
      case "select":
        select = { owner, name: at["name"] ?? "", chosen: [], first: [] };
        break;
      case "option":
        if (!select || "disabled" in at) break;
        if ("selected" in at) select.chosen.push(at["value"] ?? "");
        if (select.first.length === 0 && at["value"]) select.first.push(at["value"]);
        break;
      case "button": {
        const words = textFrom(html, end, "button");
        if (words === "" && !at["aria-label"]) findings.push("a button without words");
        if (at["type"] === "button") {
          if (!at["popovertarget"] && !("data-copy" in at) && !("data-do" in at)) {
            findings.push(`a dead button: ${words}`);
          }
        } else if (owner) {
          owner.buttons.push({ name: at["name"] ?? "", value: at["value"] ?? "", words });
        } else findings.push(`a button of no form: ${words}`);
        break;
      }
    }
  }
  const forms = drafts.map(({ form, controls, buttons }): PageForm => ({
    action: new URL(form["action"] ?? path, `http://x${path}`).href.slice("http://x".length),
    method: form["method"] === "post" ? "POST" : "GET",
    hasFiles: form["enctype"] === "multipart/form-data",
    controls,
    buttons,
  }));
  for (const { action, method, buttons } of forms) {
    if (!leads(method, pathOf(action))) findings.push(`a form to nowhere: ${method} ${action}`);
    if (buttons.length === 0) findings.push(`a form without a button: ${action}`);
  }
  for (const href of links) {
    if (href === "" || href === "#" || /^javascript:/iu.test(href)) {
      findings.push(`a link to nowhere: ${href}`);
    } else if (href.startsWith("#") && !ids.has(href.slice(1))) {
      findings.push(`a link to a place that is not there: ${href}`);
    } else if (href.startsWith("/") && !leads("GET", pathOf(href))) {
      findings.push(`a link to no page: ${href}`);
    }
  }
  const title = plain(/<title>([^<]*)<\/title>/u.exec(html)?.[1] ?? "");

  return { title, links, forms, findings: [...findings, ...looks(html, title)] };
}

function readInput(at: Attributes, owner: Draft | null, findings: string[]): void {
  const { type = "text", name = "", value = "" } = at;
  if (!owner) {
    findings.push(`a field of no form: ${name}`);
    return;
  }
  if (type === "submit") owner.buttons.push({ name, value, words: value });
  else if (type === "checkbox" || type === "radio") {
    const known = owner.controls.find((each) => each.name === name);
    const isNew = "checked" in at ? [value || "on"] : [];
    if (known) owner.controls.splice(owner.controls.indexOf(known), 1);
    const values = [...(known?.values ?? []), ...isNew];
    // Of a group that nobody has chosen from, the first: a person would choose one.
    const first = known?.type.split(" ")[1] ?? (value || "on");
    owner.controls.push({ name, type: `${type} ${first}`, values });
  } else owner.controls.push({ name, type, values: [value] });
}

export const pathOf = (href: string): string => href.split(/[?#]/u, 1)[0] ?? "";

const BLOCK =
  /<\/?(?:address|article|aside|blockquote|button|caption|dd|details|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|label|legend|li|main|nav|ol|option|p|section|select|span class="mg-hidden"|summary|table|tbody|td|textarea|th|thead|time|tr|ul)\b[^>]*>|<br\/?>/gu;

/** What people read, line by line. */
export function linesIn(html: string): string[] {
  const [, body = ""] = /<body\b[^>]*>([\s\S]*)<\/body>/u.exec(html) ?? [];

  return body
    .replaceAll(/<(script|style|svg|template|textarea|pre|code)\b[\s\S]*?<\/\1>/gu, "\n")
    .replaceAll(BLOCK, "\n")
    .replaceAll(/<[^>]*>/gu, "")
    .split("\n")
    .map((line) => plain(line).trim())
    .filter((line) => line !== "");
}

const ERA =
  /(?:明治|大正|昭和|平成|令和)(?:元|\d{1,2})年\d{1,2}月\d{1,2}日(?:（[月火水木金土日]）)?/gu;
/** How a form shows what is typed, and times that are hours of a day and no moment. */
const NO_MOMENT =
  /例：[^。]*|ただいま受付中です（\d{1,2}:\d{2}まで）|ただいま受付[^。]*。[^。]*から受け付けます|\d{1,2}:\d{2}(?:〜|から|～)\d{1,2}:\d{2}(?:まで)?|毎(?:日|朝|晩)\S*?\d{1,2}:\d{2}/gu;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu;
const ZONE = "日本時間";

function looks(html: string, title: string): string[] {
  const lines = linesIn(html);
  const found: string[] = [];
  if (title.split("｜", 1)[0]?.trim() === "") found.push("no title");
  const headings = [...html.matchAll(/<h1\b/gu)].length;
  if (headings !== 1) found.push(`${headings} headings of the first order`);
  if (/\sstyle="|\son[a-z]+="|<style\b|<script(?![^>]*\bsrc=)/u.test(html)) {
    found.push("a script or a style that stands in the page");
  }
  let hasTime = false;
  for (const line of lines) {
    if (/\b(?:undefined|null|NaN|Infinity)\b|\[object |function \(/u.test(line)) {
      found.push(`a word of the machine: ${line}`);
    }
    // The last part of an id may be digits alone.
    if (mayHoldIndividualNumber(line.replaceAll(UUID, "〔id〕")))
      found.push(`it may be a 個人番号: ${line}`);
    const rest = line.replaceAll(NO_MOMENT, "").replaceAll(ERA, "〔日〕");
    if (/\d{4}年|\d{4}-\d{2}-\d{2}|\d{4}\/\d{1,2}\/\d{1,2}/u.test(rest)) {
      found.push(`a day without its era: ${line}`);
    }
    const bare = rest.replaceAll(/〔日〕\s?\d{1,2}:\d{2}/gu, () => {
      hasTime = true;

      return "";
    });
    if (/(?<![\d:])\d{1,2}:\d{2}(?![\d:])/u.test(bare))
      found.push(`a time without its day: ${line}`);
  }
  if (hasTime && !lines.some((line) => line.includes(ZONE))) found.push("times without their zone");

  return found;
}
