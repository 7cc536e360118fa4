/** One check, as straight as it can be read: challenge, card, answer. */
import {
  checkPin,
  LinkError,
  refuseCancelled,
  VerifyInterruptedError,
  within,
} from "@madoguchi/card";
import type { AuthenticateResult, ReaderPort } from "@madoguchi/card";
import { problem, toBase64Url } from "@madoguchi/contract";
import type {
  Answer,
  CallResult,
  ContractClient,
  StatedCoverage,
  Terminal,
  TerminalIdentity,
} from "@madoguchi/contract";
import type { OfflineCheck } from "../offline/check-offline.ts";
import type { ReadingStep } from "../state/screen.ts";
import type { TroubleReason } from "../trouble/reason.ts";
import { readContext } from "./context.ts";

/** What this device is to the center. The key never leaves the browser's key store. */
export type Registration = { readonly terminal: Terminal; readonly privateKey: CryptoKey };

export function identityOf({ terminal, privateKey }: Registration): TerminalIdentity {
  return { terminalId: terminal.terminalId, privateKey };
}

export type CheckParts = {
  readonly port: ReaderPort;
  readonly readerId: string;
  readonly client: Pick<ContractClient, "challenge" | "check" | "firstUse">;
  readonly registration: Registration;
  /** Four ASCII digits. Wiped, whatever happens. */
  readonly pin: Uint8Array;
  readonly insistOnLastTry: boolean;
  /** 保険証利用登録, agreed to: the card signs the consent, and the answer follows. */
  readonly stated: StatedCoverage | null;
  readonly onStep: (step: ReadingStep) => void;
  /** The center was away a moment ago. It is asked all the same, and then the card alone. */
  readonly whenAway?: ((parts: OfflineParts) => Promise<CheckEnd>) | undefined;
  /** An answer came for this certificate. */
  readonly onAnswered?: (certificate: Uint8Array, answer: Answer) => void;
  readonly signal: AbortSignal;
  /** In practice no card is asked. */
  readonly askCard?: typeof checkPin | undefined;
};

export type OfflineParts = Pick<
  CheckParts,
  "port" | "readerId" | "registration" | "pin" | "insistOnLastTry" | "onStep" | "signal"
>;

export type CheckEnd =
  | { readonly kind: "answered"; readonly answer: Answer }
  /** Without the center, as far as card and terminal go. */
  | { readonly kind: "checked-offline"; readonly check: OfflineCheck }
  | {
      readonly kind: "card-declined";
      readonly result: Exclude<AuthenticateResult, { kind: "signed" }>;
    }
  | { readonly kind: "failed"; readonly reason: TroubleReason };

/**
 * The card is touched only after the center has answered, so that a broken line costs no try; it may have answered up to a minute
 * before, while the PIN was typed. When the counter has gone on
 * to another card nothing is waited for any more, and what the center still answers is for nobody.
 */
export async function runCheck(parts: CheckParts): Promise<CheckEnd> {
  const { client, registration, stated, onStep, askCard = checkPin } = parts;
  const identity = identityOf(registration);
  const purpose = stated === null ? "pinCheck" : "firstUse";
  try {
    refuseCancelled(parts.signal);
    onStep("connecting");
    const asked = client.challenge(identity, purpose);
    const { whenAway } = parts;
    const challenge = await within(whenAway ? Promise.race([asked, soonAway()]) : asked, parts);
    if (!challenge.ok && challenge.kind === "offline" && whenAway) return await whenAway(parts);
    if (!challenge.ok) return callFailed(challenge);
    const context = readContext(challenge.value, registration.terminal, purpose);
    if (context === null) return { kind: "failed", reason: { kind: "foreign-context" } };

    onStep("opening");
    const result = await askCard(parts.port, parts.readerId, { ...parts, challenge: context });
    if (result.kind !== "signed") return { kind: "card-declined", result };

    onStep("asking");
    const question = {
      challengeId: challenge.value.challengeId,
      certificate: toBase64Url(result.certificate),
      signature: toBase64Url(result.signature),
    };
    const asking =
      stated === null
        ? client.check(identity, question)
        : client.firstUse(identity, { ...question, agreed: true, stated });
    const answer = await within(asking, parts);
    if (!answer.ok) return callFailed(answer);
    parts.onAnswered?.(result.certificate, answer.value);
    return { kind: "answered", answer: answer.value };
  } catch (error) {
    return { kind: "failed", reason: reasonOf(error) };
  } finally {
    parts.pin.fill(0);
  }
}

/** Of a center that was away nobody waits long to hear whether it still is. */
const AWAY_MS = 3000;

function soonAway(): Promise<{ readonly ok: false; readonly kind: "offline" }> {
  return new Promise((resolve) => {
    setTimeout(() => resolve({ ok: false, kind: "offline" }), AWAY_MS);
  });
}

export function callFailed(
  result: CallResult<unknown> & { ok: false },
): Extract<CheckEnd, { kind: "failed" }> {
  return result.kind === "offline"
    ? { kind: "failed", reason: { kind: "offline" } }
    : { kind: "failed", reason: { kind: "problem", problem: result.problem } };
}

/** What is no broken link is a fault of ours: the console keeps it, and the counter goes on. */
export function reasonOf(error: unknown): TroubleReason {
  if (error instanceof VerifyInterruptedError && error.code !== "removed") {
    return { kind: "verify-interrupted" };
  }
  if (error instanceof LinkError) return { kind: "link", code: error.code };
  console.error(error);
  return { kind: "problem", problem: problem("unexpected") };
}
