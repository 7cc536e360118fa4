/** One round of sending: the oldest entries, in their order, and what the center said to each. */
import { OFFLINE_ENTRIES, problemSlug } from "@madoguchi/contract";
import type { ContractClient, Problem, TerminalIdentity } from "@madoguchi/contract";
import { endingOf } from "./queue.ts";
import type { Ended, Queue, WaitingCheck } from "./queue.ts";

export type Round =
  | { readonly kind: "empty" }
  /** Some were answered; there may be more. */
  | { readonly kind: "sent"; readonly count: number }
  /** Nothing came of it, and nobody knows whether the center heard: the same is sent again. */
  | { readonly kind: "unreached" }
  /** The center answers, and takes nothing yet. */
  | { readonly kind: "held"; readonly problem: Problem };

type Sender = Pick<ContractClient, "sendOfflineChecks">;

export async function deliver(
  queue: Queue,
  client: Sender,
  identity: TerminalIdentity,
): Promise<Round> {
  const checks = await queue.oldest(OFFLINE_ENTRIES);
  return checks.length === 0 ? { kind: "empty" } : send(queue, client, identity, checks);
}

async function send(
  queue: Queue,
  client: Sender,
  identity: TerminalIdentity,
  checks: readonly WaitingCheck[],
): Promise<Round> {
  const called = await client.sendOfflineChecks(identity, {
    entries: checks.map(({ entry }) => entry),
  });
  if (!called.ok && called.kind === "offline") return { kind: "unreached" };
  if (!called.ok) {
    return refusedAsWhole(queue, client, identity, { checks, problem: called.problem });
  }
  const results = new Map(called.value.results.map((result) => [result.entryId, result]));
  const ended: Ended[] = [];
  let held: Problem | null = null;
  for (const check of checks) {
    const said = results.get(check.entry.entryId);
    const result = said && endingOf(said);
    if (result) ended.push({ check, result });
    else if (said?.kind === "later") held = said.problem;
  }
  if (ended.length > 0) {
    await queue.settle(ended);
    return { kind: "sent", count: ended.length };
  }

  return held === null ? { kind: "unreached" } : { kind: "held", problem: held };
}

/** One that cannot be read must not keep the others waiting: each is sent by itself, and that one is the counter's to see to. */
async function refusedAsWhole(
  queue: Queue,
  client: Sender,
  identity: TerminalIdentity,
  { checks, problem }: { readonly checks: readonly WaitingCheck[]; readonly problem: Problem },
): Promise<Round> {
  const [first, ...others] = checks;
  if (problemSlug(problem) !== "invalid-request" || first === undefined) {
    return { kind: "held", problem };
  }
  if (others.length > 0) return send(queue, client, identity, [first]);
  await queue.settle([{ check: first, result: { kind: "refused", problem } }]);

  return { kind: "sent", count: 1 };
}
