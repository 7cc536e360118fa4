/** Sessions of signed-in people: an opaque random cookie, its hash in the database, two clocks. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Temporal } from "temporal-polyfill";
import type { Db, Executor } from "../db/database.ts";
import type { Clock } from "@madoguchi/notation";
import { newToken, sha256 } from "../ids.ts";

declare module "../db/database.ts" {
  interface Tables {
    session: {
      tokenHash: Uint8Array;
      accountId: string;
      createdAt: Temporal.Instant;
      lastSeenAt: Temporal.Instant;
    };
  }
}

export const IDLE_MINUTES = 60;
const ABSOLUTE_HOURS = 12;
// Written at most once a minute, so that reading pages does not become writing rows.
const TOUCH_SECONDS = 60;

type SessionSetup = { readonly db: Db; readonly clock: Clock; readonly secure: boolean };

export type Sessions = ReturnType<typeof createSessions>;

export function createSessions({ db, clock, secure }: SessionSetup) {
  // `__Host-` binds the cookie to this host; browsers accept it over https only.
  const name = secure ? "__Host-madoguchi" : "madoguchi";

  return {
    /** Always a new token: a session never outlives a change of who is signed in. */
    async start(reply: FastifyReply, executor: Executor, accountId: string): Promise<void> {
      const token = newToken();
      const now = clock.now();
      await executor
        .insertInto("session")
        .values({ tokenHash: sha256(token), accountId, createdAt: now, lastSeenAt: now })
        .execute();
      reply.setCookie(name, token, { path: "/", httpOnly: true, sameSite: "lax", secure });
    },

    /** The signed-in account's id, or null. */
    async accountOf(request: FastifyRequest): Promise<string | null> {
      const token = request.cookies[name];
      if (!token) {
        return null;
      }
      const now = clock.now();
      const session = await db
        .selectFrom("session")
        .select(["accountId", "lastSeenAt"])
        .where("tokenHash", "=", sha256(token))
        .where("lastSeenAt", ">", now.subtract({ minutes: IDLE_MINUTES }))
        .where("createdAt", ">", now.subtract({ hours: ABSOLUTE_HOURS }))
        .executeTakeFirst();
      if (session && now.since(session.lastSeenAt).total("seconds") > TOUCH_SECONDS) {
        await db
          .updateTable("session")
          .set({ lastSeenAt: now })
          .where("tokenHash", "=", sha256(token))
          .execute();
      }

      return session?.accountId ?? null;
    },

    /** @returns whose session it was; null when there was none */
    async end(
      request: FastifyRequest,
      reply: FastifyReply,
      executor: Executor,
    ): Promise<string | null> {
      reply.clearCookie(name, { path: "/", httpOnly: true, sameSite: "lax", secure });
      const ended = await executor
        .deleteFrom("session")
        .where("tokenHash", "=", sha256(request.cookies[name] ?? ""))
        .returning("accountId")
        .executeTakeFirst();

      return ended?.accountId ?? null;
    },

    /** Those whose cookie opens nothing any more. @returns how many */
    async forgetEnded(executor: Executor): Promise<number> {
      const now = clock.now();
      const { numDeletedRows } = await executor
        .deleteFrom("session")
        .where(({ eb, or }) =>
          or([
            eb("lastSeenAt", "<=", now.subtract({ minutes: IDLE_MINUTES })),
            eb("createdAt", "<=", now.subtract({ hours: ABSOLUTE_HOURS })),
          ]),
        )
        .executeTakeFirst();

      return Number(numDeletedRows);
    },
  };
}
