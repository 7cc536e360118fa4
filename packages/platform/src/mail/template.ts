/**
 * Every kind of mail is made here, once: with when it goes out, to whom, and examples. A letter comes from nowhere
 * else, so that whoever looks at all of them has missed none.
 */
import { Temporal } from "temporal-polyfill";

declare const made: unique symbol;
/** The name of a kind of mail; only `mailTemplate` gives one. */
export type MailTemplateName = string & { readonly [made]: true };

export type Written = {
  readonly subject: string;
  /** Plain text; lines are not wrapped by us. The HTML is drawn from it. */
  readonly text: string;
  /** For mail that is not an answer: a POST to it ends such mail without signing in (RFC 8058). */
  readonly unsubscribeUrl?: string;
};

/** One line each, an empty one between paragraphs. */
export function letter(subject: string, lines: readonly string[]): Written {
  return { subject, text: lines.join("\n") };
}

export type Letter = Written & { readonly template: MailTemplateName };

/** Made-up facts for examples, the same in all. */
export type MailExample = {
  readonly publicUrl: string;
  readonly facilityName: string;
  readonly person: string;
  readonly colleague: string;
  readonly mail: string;
  readonly token: string;
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly day: Temporal.PlainDate;
};

const example: MailExample = {
  publicUrl: "https://madoguchi.example.jp",
  facilityName: "みほん診療所",
  person: "見本 花子",
  colleague: "見本 太郎",
  mail: "hanako@example.jp",
  token: "mihon",
  id: "0199a000-0000-7000-8000-000000000000",
  at: Temporal.Instant.from("2026-11-20T01:30:00Z"),
  day: Temporal.PlainDate.from("2026-12-04"),
};

type TemplateOf<About extends readonly unknown[]> = {
  /** `noun.event`; stands with each mail that was sent. */
  readonly name: string;
  readonly when: string;
  readonly to: string;
  readonly write: (...about: About) => Written;
  /** One for each way in which it can be worded. */
  readonly examples: (
    example: MailExample,
    write: (...about: About) => Letter,
  ) => readonly Letter[];
};

export type MailTemplate = Pick<TemplateOf<never>, "name" | "when" | "to"> & {
  readonly examples: () => readonly Letter[];
};

const templates = new Map<string, MailTemplate>();

/** @returns what writes such a mail */
export function mailTemplate<About extends readonly unknown[]>(
  template: TemplateOf<About>,
): (...about: About) => Letter {
  const { name, when, to, write, examples } = template;
  if (templates.has(name)) throw new Error(`two kinds of mail are called ${name}`);
  const written = (...about: About): Letter => ({ ...write(...about), template: named(name) });
  templates.set(name, {
    name,
    when,
    to,
    examples: () => examples(example, written),
  });

  return written;
}

/** All that were made, by name. */
export function mailTemplates(): readonly MailTemplate[] {
  return [...templates.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

export function isMailTemplate(name: string): name is MailTemplateName {
  return templates.has(name);
}

function named(name: string): MailTemplateName {
  if (!isMailTemplate(name)) throw new Error(`no kind of mail is called ${name}`);

  return name;
}
