/**
 * What somebody had typed when their session turned out to be over: kept for half an hour, for them and this browser alone.
 * It is sealed with a key that only the browser's cookie holds, so the database by itself tells nothing.
 */
import { allowAttempt, createSeal, newToken, sha256 } from "@madoguchi/platform";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Center } from "../../center.ts";
import { limits } from "../rules.ts";
import { deleteKeptForm, findKeptForm, insertKeptForm, setSentAt } from "../store/kept-forms.ts";
import { ownCookie } from "./own-cookie.ts";

export const KEPT_MINUTES = 30;
const USE = "kept-form";
const FILES_READ_PAST = 100;
/** Never kept, not even sealed. A code of a bank or of a place is no secret. */
const SECRET_FIELDS: readonly string[] = [
  "password",
  "passwordAgain",
  "current",
  "token",
  "response",
];

const formSchema = z.object({
  path: z.string(),
  fields: z.array(z.tuple([z.string(), z.string()])),
  /** The page behind reads it as a form with files, though they are gone. */
  multipart: z.boolean(),
});
export type KeptForm = z.infer<typeof formSchema>;

/** @returns whether there was something to keep, and it is kept */
export async function keepForm(
  center: Center,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const { db, clock } = center;
  if (!(await allowAttempt(db, clock, `kept-form:${request.ip}`, limits.keptForm))) {
    return false;
  }
  const multipart = request.isMultipart();
  const fields = multipart ? await fieldsBesideFiles(request) : fieldsOf(request.body);
  if (fields.length === 0) {
    return false;
  }
  const key = newToken();
  const form = { path: request.url, fields, multipart } satisfies KeptForm;
  await insertKeptForm(db, {
    keyHash: sha256(key),
    accountId: await center.sessions.lastAccountOf(request),
    sealed: createSeal(key).close(USE, new TextEncoder().encode(JSON.stringify(form))),
    expiresAt: clock.now().add({ minutes: KEPT_MINUTES }),
    sentAt: null,
  });
  const { name, options } = ownCookie(center, "form");
  reply.setCookie(name, key, { ...options, maxAge: KEPT_MINUTES * 60 });

  return true;
}

/** Null also for what somebody else had typed at this browser. */
export async function keptFormFor(
  center: Center,
  request: FastifyRequest,
  accountId: string,
): Promise<(KeptForm & { readonly sent: boolean }) | null> {
  const key = request.cookies[ownCookie(center, "form").name] ?? "";
  const row = await findKeptForm(center.db, sha256(key), center.clock.now());
  if (!row || (row.accountId !== null && row.accountId !== accountId)) {
    return null;
  }
  const plain = createSeal(key).open(USE, row.sealed);

  return (
    plain && {
      ...formSchema.parse(JSON.parse(new TextDecoder().decode(plain))),
      sent: row.sentAt !== null,
    }
  );
}

/** It is on its way, and may be sent again: nobody knows yet whether it arrives. */
export async function noteSending(center: Center, request: FastifyRequest): Promise<void> {
  const key = request.cookies[ownCookie(center, "form").name] ?? "";
  await setSentAt(center.db, sha256(key), center.clock.now());
}

/** Nobody wants it. */
export async function forgetKeptForm(
  center: Center,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { name, options } = ownCookie(center, "form");
  const key = request.cookies[name];
  if (key) {
    await deleteKeptForm(center.db, sha256(key));
    reply.clearCookie(name, options);
  }
}

function fieldsOf(body: unknown): [string, string][] {
  if (typeof body !== "object" || body === null) {
    return [];
  }

  return Object.entries(body).flatMap(([name, value]: [string, unknown]) =>
    SECRET_FIELDS.includes(name)
      ? []
      : [value]
          .flat()
          .flatMap((text): [string, string][] => (typeof text === "string" ? [[name, text]] : [])),
  );
}

/** Files are read past: there is nowhere to put what somebody unknown sends. */
async function fieldsBesideFiles(request: FastifyRequest): Promise<[string, string][]> {
  const fields: [string, string][] = [];
  // What is too much is for the page behind to say, when the person is in.
  const options = { limits: { files: FILES_READ_PAST }, throwFileSizeLimit: false };
  for await (const part of request.parts(options)) {
    if (part.type === "file") {
      part.file.resume();
    } else if (typeof part.value === "string" && !SECRET_FIELDS.includes(part.fieldname)) {
      fields.push([part.fieldname, part.value]);
    }
  }

  return fields;
}
