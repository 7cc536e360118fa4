/** Sessions of signed-in people: an opaque random cookie, its hash in the database, two clocks. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Temporal } from "temporal-polyfill";
import type { Db, Executor } from "../db/database.ts";
import type { Clock } from "@madoguchi/notation";
import { newId, newToken, sha256 } from "../ids.ts";

type SessionTable = {
  tokenHash: Uint8Array;
  /** Names the session without opening it. */
  id: string;
  accountId: string;
  createdAt: Temporal.Instant;
  lastSeenAt: Temporal.Instant;
  /** For which of several the person acts: chosen on the way, and of no meaning here. */
  actingFor: string | null;
  /** When the person last gave a second factor; null when the password was all. */
  provenAt: Temporal.Instant | null;
  userAgent: string;
};

declare module "../db/database.ts" {
  interface Tables {
    session: SessionTable;
  }
}

export type Session = Omit<SessionTable, "tokenHash">;

export const IDLE_MINUTES = 60;
const ABSOLUTE_HOURS = 12;
// Written at most once in five minutes, so that reading pages does not become writing rows.
const TOUCH_SECONDS = 5 * 60;
const USER_AGENT_LENGTH = 300;

type SessionSetup = { readonly db: Db; readonly clock: Clock; readonly secure: boolean };

export type Sessions = ReturnType<typeof createSessions>;

export function createSessions({ db, clock, secure }: SessionSetup) {
  // `__Host-` binds the cookie to this host; browsers accept it over https only.
  const name = secure ? "__Host-madoguchi" : "madoguchi";
  const cookie = { path: "/", httpOnly: true, sameSite: "lax", secure } as const;

  const openSince = () => {
    const now = clock.now();

    return {
      seen: now.subtract({ minutes: IDLE_MINUTES }),
      started: now.subtract({ hours: ABSOLUTE_HOURS }),
    };
  };
  const open = (executor: Executor) => {
    const { seen, started } = openSince();

    return executor
      .selectFrom("session")
      .select(columns)
      .where("lastSeenAt", ">", seen)
      .where("createdAt", ">", started);
  };

  return {
    /**
     * Always a new token: a session never outlives a change of who is signed in. One that this browser had goes.
     * @param options.proven whether the person has given a second factor with it
     */
    async start(
      request: FastifyRequest,
      reply: FastifyReply,
      executor: Executor,
      accountId: string,
      { proven, actingFor = null }: { proven: boolean; actingFor?: string | null },
    ): Promise<void> {
      const token = newToken();
      const now = clock.now();
      await executor
        .deleteFrom("session")
        .where("tokenHash", "=", sha256(request.cookies[name] ?? ""))
        .execute();
      await executor
        .insertInto("session")
        .values({
          tokenHash: sha256(token),
          id: newId(),
          accountId,
          createdAt: now,
          lastSeenAt: now,
          actingFor,
          provenAt: proven ? now : null,
          userAgent: (request.headers["user-agent"] ?? "").slice(0, USER_AGENT_LENGTH),
        })
        .execute();
      reply.setCookie(name, token, cookie);
    },

    async find(request: FastifyRequest): Promise<Session | null> {
      const token = request.cookies[name];
      if (!token) {
        return null;
      }
      const session = await open(db).where("tokenHash", "=", sha256(token)).executeTakeFirst();
      const now = clock.now();
      if (session && now.since(session.lastSeenAt).total("seconds") > TOUCH_SECONDS) {
        await db
          .updateTable("session")
          .set({ lastSeenAt: now })
          .where("id", "=", session.id)
          .execute();
      }

      return session ?? null;
    },

    /** Whose session this browser has, or had until it ended by itself. */
    async lastAccountOf(request: FastifyRequest): Promise<string | null> {
      const session = await db
        .selectFrom("session")
        .select("accountId")
        .where("tokenHash", "=", sha256(request.cookies[name] ?? ""))
        .executeTakeFirst();

      return session?.accountId ?? null;
    },

    /** Those that are open, the last used first. */
    async openOf(executor: Executor, accountId: string): Promise<Session[]> {
      return open(executor)
        .where("accountId", "=", accountId)
        .orderBy("lastSeenAt", "desc")
        .execute();
    },

    /** The person has just given a second factor. The token changes with what it opens. */
    async prove(reply: FastifyReply, executor: Executor, sessionId: string): Promise<void> {
      const token = newToken();
      await executor
        .updateTable("session")
        .set({ provenAt: clock.now(), tokenHash: sha256(token) })
        .where("id", "=", sessionId)
        .execute();
      reply.setCookie(name, token, cookie);
    },

    async actFor(executor: Executor, sessionId: string, actingFor: string): Promise<void> {
      await executor
        .updateTable("session")
        .set({ actingFor })
        .where("id", "=", sessionId)
        .execute();
    },

    /** @returns whose session it was; null when there was none */
    async end(
      request: FastifyRequest,
      reply: FastifyReply,
      executor: Executor,
    ): Promise<string | null> {
      reply.clearCookie(name, cookie);
      const ended = await executor
        .deleteFrom("session")
        .where("tokenHash", "=", sha256(request.cookies[name] ?? ""))
        .returning("accountId")
        .executeTakeFirst();

      return ended?.accountId ?? null;
    },

    /** @returns false when this account has no such session */
    async endOne(executor: Executor, accountId: string, sessionId: string): Promise<boolean> {
      const { numDeletedRows } = await executor
        .deleteFrom("session")
        .where("accountId", "=", accountId)
        .where("id", "=", sessionId)
        .executeTakeFirst();

      return numDeletedRows === 1n;
    },

    /** @param except the one that stays; null ends them all. @returns how many ended */
    async endAll(executor: Executor, accountId: string, except: string | null): Promise<number> {
      const { numDeletedRows } = await executor
        .deleteFrom("session")
        .where("accountId", "=", accountId)
        .$if(except !== null, (query) => query.where("id", "<>", except ?? ""))
        .executeTakeFirst();

      return Number(numDeletedRows);
    },

    /** Those whose cookie opens nothing any more. @returns how many */
    async forgetEnded(executor: Executor): Promise<number> {
      const { seen, started } = openSince();
      const { numDeletedRows } = await executor
        .deleteFrom("session")
        .where(({ eb, or }) => or([eb("lastSeenAt", "<=", seen), eb("createdAt", "<=", started)]))
        .executeTakeFirst();

      return Number(numDeletedRows);
    },
  };
}

const columns = [
  "id",
  "accountId",
  "createdAt",
  "lastSeenAt",
  "actingFor",
  "provenAt",
  "userAgent",
] as const;
