/** Forms that save themselves: what they are told. */
import { formatDateTime } from "@madoguchi/notation";
import type { FieldErrors, FormResult, FormValues } from "@madoguchi/platform";
import type { FastifyReply } from "fastify";
import type { Temporal } from "temporal-polyfill";

export type AutosaveAnswer =
  | {
      readonly kind: "saved";
      /** For the next save. */
      readonly version: number;
      /** 「令和8年11月22日（日） 10:32に保存しました」 */
      readonly words: string;
      /** Of what was answered already; questions that nobody came to yet are not wrong. */
      readonly errors: FieldErrors;
    }
  /** Somebody saved something newer: nothing was overwritten. */
  | { readonly kind: "conflict"; readonly words: string };

export function sendAutosaved(reply: FastifyReply, body: AutosaveAnswer): FastifyReply {
  return reply
    .code(body.kind === "saved" ? 200 : 409)
    .header("cache-control", "no-store")
    .send(body);
}

type Saved = {
  /** As it stands now. */
  readonly version: number;
  readonly updatedAt: Temporal.Instant;
};

export function sendSaved(
  reply: FastifyReply,
  { version, updatedAt }: Saved,
  form: FormResult<unknown>,
): FastifyReply {
  const errors = form.ok ? {} : answeredErrors(form);

  return sendAutosaved(reply, {
    kind: "saved",
    version,
    words: savedWords(updatedAt),
    errors,
  });
}

export const savedWords = (at: Temporal.Instant): string => `${formatDateTime(at)}に保存しました`;

/** Only what was answered can be wrong while somebody is still writing. */
function answeredErrors(form: FormResult<unknown> & { readonly ok: false }): FieldErrors {
  return Object.fromEntries(
    Object.entries(form.errors).filter(([name]) =>
      Object.entries(form.values).some(
        ([field, value]) => (field === name || field.startsWith(`${name}.`)) && value !== "",
      ),
    ),
  );
}

/** What was sent and not answered comes again, and is no conflict with itself. */
export function isSameForm(left: FormValues, right: FormValues): boolean {
  const names = Object.keys(left);

  return (
    names.length === Object.keys(right).length && names.every((name) => left[name] === right[name])
  );
}
