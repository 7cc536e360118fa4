/**
 * What stands beside the center: bare HTTP servers on the same database that decide nothing, check no input and refuse nobody.
 * `ceiling` does the least that any center must: the same signatures verified by keys imported long before, the same rows read and
 * durably written, all checks of one moment in one statement. `naive` does the center's own work in the way that comes to mind
 * first: keys and certificates read anew each time, by X509Certificate, and each check's statements one after the other in a
 * transaction of its own.
 */
import {
  X509Certificate,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from "node:crypto";
import type { KeyObject } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { gathering, newId, openDatabase, openPool } from "@madoguchi/platform";
import type { Executor } from "@madoguchi/platform";
export type BareCard = {
  readonly certificate: Uint8Array;
  /** SHA-256 of it. */
  readonly fingerprint: Uint8Array;
  readonly key: KeyObject;
  /** Over what the bare servers verify: `signBare`. */
  readonly signature: Uint8Array;
};

export type BareServer = AsyncDisposable & { readonly origin: string };

type Way = {
  /** Who signed the request. */
  readonly knowTerminal: () => Promise<void>;
  readonly challenge: () => Promise<unknown>;
  readonly check: (card: BareCard) => Promise<unknown>;
};

export type BareOptions = {
  readonly databaseUrl: string;
  readonly cards: readonly BareCard[];
  readonly root: KeyObject;
  readonly terminalId: string;
  /** As the center answers: the bare servers send as many bytes. */
  readonly samples: { readonly challenge: string; readonly answer: string };
};

export async function openCeiling(options: BareOptions): Promise<BareServer> {
  const statements = openStatements(options.databaseUrl);
  // The queue asks for a database; the statements go by the pool.
  const db = openDatabase(options.databaseUrl, { max: 1 });
  const together = <T>(run: (values: readonly T[]) => Promise<unknown>) => {
    const ask = gathering(async (_: Executor, values: readonly T[]) => {
      await run(values);
      return values.map(() => null);
    });
    return (value: T) => ask(db, value);
  };
  const insertChallenge = together((ids: readonly string[]) => statements.insertChallenges(ids));
  const lookUp = together((prints: readonly Uint8Array[]) => statements.lookUp(prints));
  const record = together((ids: readonly string[]) => statements.record(ids));

  return serve(options, {
    async knowTerminal() {
      expectTrue(verify("sha256", message, terminal.publicKey, terminalSignature));
    },
    challenge: () => insertChallenge(newId()),
    async check({ fingerprint, key, signature }) {
      expectTrue(verify("sha256", message, key, signature));
      await lookUp(fingerprint);
      await record(newId());
    },
    async close() {
      await statements.close();
      await db.destroy();
    },
  });
}

export async function openNaive(options: BareOptions): Promise<BareServer> {
  const pool = openPool({ connectionString: options.databaseUrl, max: 10 });
  const root = options.root.export({ format: "pem", type: "spki" });
  const key = terminal.publicKey.export({ format: "jwk" });
  const knowTerminal = async () => {
    await pool.query(
      `select t.*, a.user_id, f.code, f.name from terminal t
       join app_account a on a.id = t.app_account_id join facility f on f.id = t.facility_id
       where t.id = $1`,
      [options.terminalId],
    );
    const imported = createPublicKey({ key, format: "jwk" });
    expectTrue(verify("sha256", message, imported, terminalSignature));
  };

  return serve(options, {
    knowTerminal,
    challenge: () =>
      inTransaction(pool, async (ask) => {
        await ask(insertChallenges, [[newId()]]);
      }),
    check: ({ certificate, fingerprint, signature }) =>
      inTransaction(pool, async (ask) => {
        const id = newId();
        await ask("update challenge set used_at = now() where id = $1 and facility_id = $1", [id]);
        await ask("select revision from trust_revision", []);
        const parsed = new X509Certificate(certificate);
        expectTrue(parsed.verify(createPublicKey(root)));
        expectTrue(verify("sha256", message, parsed.publicKey, signature));
        await ask(lookUp, [[fingerprint]]);
        await ask(
          `insert into check_record (facility_id, id, terminal_id, challenge_id, purpose, outcome, as_of, checked_at)
           values ($1, $1, $1, $1, 'pinCheck', 'valid', current_date, now())`,
          [id],
        );
        await ask(
          `insert into audit_event (id, owner_id, at, action, actor_kind, actor_id, subject_kind, subject_id, detail)
           values ($1::uuid, $1, now(), 'check.answered', 'terminal', $1::uuid::text, 'check', $1::uuid::text, $2)`,
          [id, { purpose: "pinCheck", outcome: "valid" }],
        );
      }),
    close: () => pool.end(),
  });
}

type Ask = (text: string, values: readonly unknown[]) => Promise<unknown>;

async function inTransaction(
  pool: ReturnType<typeof openPool>,
  work: (ask: Ask) => Promise<void>,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await work((text, values) => client.query(text, [...values]));
    await client.query("commit");
  } finally {
    client.release();
  }
}

async function serve(
  { cards, samples }: BareOptions,
  way: Way & { close(): Promise<void> },
): Promise<BareServer> {
  let turn = 0;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    createHash("sha256").update(Buffer.concat(chunks)).digest();
    await way.knowTerminal();
    const isCheck = request.url === "/api/v1/checks";
    const card = cards[(turn += 1) % cards.length];
    if (!card) throw new RangeError("no cards");
    await (isCheck ? way.check(card) : way.challenge());
    const text = isCheck ? samples.answer : samples.challenge;
    response.setHeader("content-type", "application/json");
    response.setHeader("content-length", Buffer.byteLength(text));
    response.end(text);
  };
  const underWay = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const handled = handle(request, response).finally(() => underWay.delete(handled));
    underWay.add(handled);
  });
  // Between two rounds the others have theirs.
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();

  return {
    origin: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      // What was under way when the round failed comes to its end first, or its failure would hide the round's own.
      await Promise.allSettled(underWay);
      await way.close();
    },
  };
}

const insertChallenges = `
  insert into challenge (id, facility_id, terminal_id, purpose, nonce, issued_at, expires_at)
  select id, id, id, 'pinCheck', md5(id::text), now(), now() from unnest($1::uuid[]) id`;

const lookUp = `
  select p.*, (select json_agg(c) from coverage c where c.person_id = p.id) as coverages
  from unnest($1::bytea[]) f (fingerprint)
  join certificate_link l on l.fingerprint = f.fingerprint join person p on p.id = l.person_id`;

/** By name, so that the server plans each but once. */
function openStatements(connectionString: string) {
  const pool = openPool({ connectionString, max: 10 });
  const ask = (name: string, text: string) => (values: readonly unknown[]) =>
    pool.query({ name, text, values: [[...values]] });

  return {
    insertChallenges: ask("challenge", insertChallenges),
    lookUp: ask("look-up", lookUp),
    record: ask(
      "record",
      `with checks as (
         insert into check_record (facility_id, id, terminal_id, challenge_id, purpose, outcome, as_of, checked_at)
         select id, id, id, id, 'pinCheck', 'valid', current_date, now() from unnest($1::uuid[]) id
       )
       insert into audit_event (id, owner_id, at, action, actor_kind, actor_id, subject_kind, subject_id, detail)
       select id, id, now(), 'check.answered', 'terminal', id, 'check', id,
         '{"purpose": "pinCheck", "outcome": "valid"}' from unnest($1::uuid[]) id`,
    ),
    close: () => pool.end(),
  };
}

const message = new Uint8Array(300);
const terminal = generateKeyPairSync("ec", { namedCurve: "P-256" });
const terminalSignature = sign("sha256", message, terminal.privateKey);

/** @param key of the card, to sign what the bare servers verify. */
export function signBare(key: KeyObject): Uint8Array {
  return sign("sha256", message, key);
}

function expectTrue(holds: boolean): void {
  if (!holds) throw new Error("a signature of the bench does not hold");
}
