/**
 * What one check costs at the very least: a bare HTTP server that verifies the same signatures with node:crypto and makes the
 * same number of round trips to the same database, with statements compiled once. It decides nothing and checks no input.
 */
import { createHash, generateKeyPairSync, randomBytes, sign, verify } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { newId, openDatabase, systemClock, transaction } from "@madoguchi/platform";
import type { Db, Tx } from "@madoguchi/platform";

export type Ceiling = AsyncDisposable & { readonly origin: string };

export async function openCeiling(
  databaseUrl: string,
  sample: { answer: string },
): Promise<Ceiling> {
  const db = openDatabase(databaseUrl);
  const statements = compile(db);
  const challengeAnswer = JSON.stringify({ challenge: "x".repeat(500) });

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    createHash("sha256").update(Buffer.concat(chunks)).digest();
    terminal.verify();
    await db.executeQuery(statements.lookUp());
    const isCheck = request.url === "/api/v1/checks";
    if (isCheck) card.verify();
    await transaction(db, async (tx) => {
      if (isCheck) await writeCheck(tx);
      else await tx.executeQuery(statements.write());
    });
    response.setHeader("content-type", "application/json");
    response.end(isCheck ? sample.answer : challengeAnswer);
  };
  const writeCheck = async (tx: Tx): Promise<void> => {
    await tx.executeQuery(statements.write());
    await tx.executeQuery(statements.lookUp());
    await tx.executeQuery(statements.write());
    await tx.executeQuery(statements.write());
  };
  const server = createServer((request, response) => void handle(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();

  return {
    origin: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await db.destroy();
    },
  };
}

/** One look-up by a primary key, and one small row written. */
function compile(db: Db) {
  const lookUp = db.selectFrom("person").selectAll().where("id", "=", newId()).compile();
  const linkedAt = systemClock.now();
  const write = db
    .insertInto("certificateLink")
    .values({ fingerprint: new Uint8Array(32), personId: newId(), linkedAt })
    .compile();

  return {
    lookUp: () => ({ ...lookUp, parameters: [newId()] }),
    write: () => ({ ...write, parameters: [randomBytes(32), newId(), linkedAt] }),
  };
}

const message = new Uint8Array(300);

const terminalKeys = generateKeyPairSync("ec", { namedCurve: "P-256" });
const terminalSignature = sign("sha256", message, terminalKeys.privateKey);
const terminal = {
  verify: () => verify("sha256", message, terminalKeys.publicKey, terminalSignature),
};

const cardKeys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const cardSignature = sign("sha256", message, cardKeys.privateKey);
const card = { verify: () => verify("sha256", message, cardKeys.publicKey, cardSignature) };
