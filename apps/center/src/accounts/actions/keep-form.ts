/**
 * What somebody had typed when their session turned out to be over: kept for half an hour, for them and this browser alone.
 * It is sealed with a key that only the browser's cookie holds, so the database by itself tells nothing.
 */
import { allowAttempt, createSeal, newToken, sha256 } from "@madoguchi/platform";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Center } from "../../center.ts";
import { limits } from "../rules.ts";
import { deleteKeptForm, findKeptForm, insertKeptForm } from "../store/kept-forms.ts";

export const KEPT_MINUTES = 30;
const USE = "kept-form";
/** Never kept, not even sealed. */
const SECRET_FIELD = /password|code|token/i;
/** The `code` of a facility is none; the one that proves a person is typed on pages of their account. */
const isSecret = (path: string, name: string): boolean =>
  SECRET_FIELD.test(name) && (name !== "code" || path.includes("/account/"));

const formSchema = z.object({
  path: z.string(),
  fields: z.array(z.tuple([z.string(), z.string()])),
});
export type KeptForm = z.infer<typeof formSchema>;

/** @returns whether there was something to keep, and it is kept */
export async function keepForm(
  center: Center,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const { db, clock } = center;
  const fields = fieldsOf(request.url, request.body);
  const mayKeep =
    request.method === "POST" &&
    fields.length > 0 &&
    (await allowAttempt(db, clock, `kept-form:${request.ip}`, limits.keptForm));
  if (!mayKeep) {
    return false;
  }
  const key = newToken();
  const form = { path: request.url, fields } satisfies KeptForm;
  await insertKeptForm(db, {
    keyHash: sha256(key),
    accountId: await center.sessions.lastAccountOf(request),
    sealed: createSeal(key).close(USE, new TextEncoder().encode(JSON.stringify(form))),
    expiresAt: clock.now().add({ minutes: KEPT_MINUTES }),
  });
  reply.setCookie(cookieName(center), key, { ...cookieOptions(center), maxAge: KEPT_MINUTES * 60 });

  return true;
}

/** Null also for what somebody else had typed at this browser. */
export async function keptFormFor(
  center: Center,
  request: FastifyRequest,
  accountId: string,
): Promise<KeptForm | null> {
  const key = request.cookies[cookieName(center)] ?? "";
  const row = await findKeptForm(center.db, sha256(key), center.clock.now());
  if (!row || (row.accountId !== null && row.accountId !== accountId)) {
    return null;
  }
  const plain = createSeal(key).open(USE, row.sealed);

  return plain && formSchema.parse(JSON.parse(new TextDecoder().decode(plain)));
}

/** Once it is sent, or nobody wants it. */
export async function forgetKeptForm(
  center: Center,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const key = request.cookies[cookieName(center)];
  if (key) {
    await deleteKeptForm(center.db, sha256(key));
    reply.clearCookie(cookieName(center), cookieOptions(center));
  }
}

function fieldsOf(path: string, body: unknown): [string, string][] {
  if (typeof body !== "object" || body === null) {
    return [];
  }

  return Object.entries(body).flatMap(([name, value]: [string, unknown]) =>
    isSecret(path, name)
      ? []
      : [value]
          .flat()
          .flatMap((text): [string, string][] => (typeof text === "string" ? [[name, text]] : [])),
  );
}

function isSecure({ config }: Center): boolean {
  return config.publicUrl.startsWith("https:");
}

function cookieName(center: Center): string {
  return isSecure(center) ? "__Host-madoguchi-form" : "madoguchi-form";
}

function cookieOptions(center: Center) {
  return { path: "/", httpOnly: true, sameSite: "lax", secure: isSecure(center) } as const;
}
