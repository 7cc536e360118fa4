/** One check, as straight as it can be read: challenge, card, answer. */
import {
  type AuthenticateResult,
  checkPin,
  LinkError,
  type LinkErrorCode,
  type ReaderPort,
  VerifyInterruptedError,
} from "@madoguchi/card";
import {
  type Answer,
  type CallResult,
  type Challenge,
  type ChallengePurpose,
  checkContextSchema,
  type ConsentChoices,
  createClient,
  encodeContext,
  fromBase64Url,
  type Problem,
  type StatedCoverage,
  type TerminalIdentity,
  toBase64Url,
} from "@madoguchi/contract";

export type CheckParts = {
  readonly centerUrl: string;
  readonly identity: TerminalIdentity;
  readonly port: ReaderPort;
  readonly readerId: string;
  /** ASCII digits. Wiped, whatever happens. */
  readonly pin: Uint8Array;
  readonly insistOnLastTry: boolean;
  /** 保険証利用登録, agreed to: the card signs the consent, and the answer follows. */
  readonly stated?: StatedCoverage | null;
  /** What the patient was asked beforehand. */
  readonly consents?: ConsentChoices | undefined;
};

export type CheckEnd =
  | { readonly kind: "answered"; readonly answer: Answer }
  | {
      readonly kind: "declined";
      readonly result: Exclude<AuthenticateResult, { kind: "signed" }>;
    }
  | { readonly kind: "link"; readonly code: LinkErrorCode }
  | { readonly kind: "verify-interrupted" }
  | { readonly kind: "problem"; readonly problem: Problem }
  | { readonly kind: "offline"; readonly centerUrl: string }
  /** The center asked for a signature over something that is not this terminal's check. */
  | { readonly kind: "foreign-context" };

/** The card is touched only after the center has answered, so that a broken line costs no try. */
export async function runCheck(parts: CheckParts): Promise<CheckEnd> {
  const { centerUrl, identity, port, readerId, pin, insistOnLastTry, stated = null } = parts;
  const purpose = stated === null ? "pinCheck" : "firstUse";
  const client = createClient({ baseUrl: centerUrl });
  try {
    const challenge = await client.challenge(identity, purpose);
    if (!challenge.ok) return failed(challenge, centerUrl);
    const context = readContext(challenge.value, identity.terminalId, purpose);
    if (context === null) return { kind: "foreign-context" };

    const result = await checkPin(port, readerId, { challenge: context, pin, insistOnLastTry });
    if (result.kind !== "signed") return { kind: "declined", result };

    const question = {
      challengeId: challenge.value.challengeId,
      certificate: toBase64Url(result.certificate),
      signature: toBase64Url(result.signature),
      ...(parts.consents && { consents: parts.consents }),
    };
    const answer =
      stated === null
        ? await client.check(identity, question)
        : await client.firstUse(identity, { ...question, agreed: true, stated });
    return answer.ok ? { kind: "answered", answer: answer.value } : failed(answer, centerUrl);
  } catch (error) {
    return linkEnd(error);
  } finally {
    pin.fill(0);
  }
}

/** @throws what is no broken link: a fault of ours */
export function linkEnd(
  error: unknown,
): Extract<CheckEnd, { kind: "link" | "verify-interrupted" }> {
  if (error instanceof VerifyInterruptedError) return { kind: "verify-interrupted" };
  if (error instanceof LinkError) return { kind: "link", code: error.code };
  throw error;
}

export function failed(
  call: CallResult<unknown> & { ok: false },
  centerUrl: string,
): Extract<CheckEnd, { kind: "offline" | "problem" }> {
  return call.kind === "offline"
    ? { kind: "offline", centerUrl }
    : { kind: "problem", problem: call.problem };
}

/** The bytes to sign, or `null` when they say anything else than this check: a card signs whatever it is given. */
function readContext(
  challenge: Challenge,
  terminalId: string,
  purpose: ChallengePurpose,
): Uint8Array | null {
  const bytes = fromBase64Url(challenge.context);
  const parsed = checkContextSchema.safeParse(parseJson(new TextDecoder().decode(bytes)));
  if (!parsed.success) return null;
  const ours =
    parsed.data.purpose === purpose &&
    parsed.data.terminalId === terminalId &&
    parsed.data.challengeId === challenge.challengeId;

  return ours && Buffer.from(bytes).equals(encodeContext(parsed.data)) ? bytes : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
