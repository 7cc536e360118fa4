/** What a terminal calls to become known and to learn what it is known as. */
import { activationRequestSchema, deviceReportSchema, endpoints } from "@madoguchi/contract";
import type { Reported, UpdateNotice } from "@madoguchi/contract";
import { ProblemError, parseBody } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Center } from "../center.ts";
import { activate } from "./actions/activate.ts";
import { takeReport } from "./actions/take-report.ts";
import { updateFor } from "./minimum/judge.ts";
import { importTerminalKey, isSignedBy, readSignature } from "./signature.ts";
import { findKnownTerminal } from "./store/terminals.ts";
import type { KnownTerminal } from "./store/terminals.ts";
import { knownTerminalOf, refuseSigner } from "./verify.ts";

export function registerTerminalApi(app: FastifyInstance, center: Center): void {
  app.post(endpoints.activate.path, async (request, reply) => {
    await requireOwnKey(center, request);
    const result = await activate(
      center,
      parseBody(activationRequestSchema, request.body),
      request.ip,
    );
    if (result.kind === "refused") {
      throw new ProblemError(result.reason);
    }
    const terminal = await findKnownTerminal(center.db, result.terminalId);
    if (!terminal) {
      throw new ProblemError("terminal-unknown");
    }

    return sendTerminal(reply.code(201), terminal);
  });

  app.post(endpoints.report.path, async (request, reply) => {
    const terminal = await knownTerminalOf(center, request);
    const report = parseBody(deviceReportSchema, request.body);
    await takeReport(center, terminal.id, report);
    const update = updateFor(center, terminal, report.appVersion);

    return sendTerminal(reply, terminal, update);
  });

  app.get(endpoints.self.path, async (request, reply) =>
    sendTerminal(reply, await knownTerminalOf(center, request)),
  );
}

/** Proof of possession: the request that brings a key is signed with that key, under the id `new`. */
async function requireOwnKey(center: Center, request: FastifyRequest): Promise<void> {
  const reading = readSignature(request, center.clock);
  if (!reading.ok) {
    return refuseSigner(center, reading.reason);
  }
  const { key } = parseBody(activationRequestSchema, request.body);
  const imported = importTerminalKey(key);
  if (reading.parts.keyId !== "new" || !imported || !isSignedBy(imported, reading.parts, request)) {
    return refuseSigner(center, "signature-invalid");
  }
}

function sendTerminal(
  reply: FastifyReply,
  terminal: KnownTerminal,
  update?: UpdateNotice,
): FastifyReply {
  const answer: Reported = {
    terminalId: terminal.id,
    terminalName: terminal.name,
    facilityCode: terminal.facilityCode,
    facilityName: terminal.facilityName,
    userId: terminal.userId,
    goLiveOn: terminal.goLiveOn?.toString() ?? null,
    update,
  };

  return reply.header("cache-control", "no-store").send(answer);
}
