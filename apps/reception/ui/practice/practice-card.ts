/** A card of nobody, as far as the screens can tell: it counts its tries, and fails as its case says. It signs nothing. */
import { LinkError, verificationNumberB, VerifyInterruptedError } from "@madoguchi/card";
import type {
  AuthenticateResult,
  CardRefusal,
  PinCheck,
  PinCounter,
  ReaderPort,
  Sex,
  VisualCheck,
  VisualCheckResult,
} from "@madoguchi/card";
import type { CardCase } from "./card-cases.ts";

export const PRACTICE_PIN = "1234";

/** As on a card's face. */
export type Printed = {
  readonly birthDate: string;
  readonly sex: Sex;
  readonly expiryYear: number;
  readonly securityCode: string;
};

/** About what a real card needs, so that the words on the way can be read. */
const STEP_MILLISECONDS = 250;

const nothing = new Uint8Array();

export class PracticeCard {
  readonly #case: CardCase;
  readonly #printed: Printed;
  readonly #onMoved: () => void;
  #triesLeft: number;
  #numberTriesLeft: number;
  #failed = false;

  /** @param onMoved it leaves the reader by itself */
  constructor(of: CardCase, printed: Printed, onMoved: () => void) {
    this.#case = of;
    this.#printed = printed;
    this.#onMoved = onMoved;
    this.#triesLeft = of.triesLeft;
    this.#numberTriesLeft = of.numberTriesLeft;
  }

  async triesLeft(): Promise<PinCounter | CardRefusal> {
    await pause();
    const { fault } = this.#case;
    if (fault?.kind === "refused") return fault.refusal;
    if (fault?.kind === "left-verified") return { kind: "left-verified" };
    if (fault?.kind === "silent") throw new LinkError("timeout", "the chip does not answer");

    return counterOf(this.#triesLeft);
  }

  async numberTriesLeft(): Promise<PinCounter> {
    await pause();

    return counterOf(this.#numberTriesLeft);
  }

  async askPin(
    _port: ReaderPort,
    _readerId: string,
    { pin, insistOnLastTry = false, signal, onStep }: PinCheck,
  ): Promise<AuthenticateResult> {
    const isRight = new TextDecoder().decode(pin) === PRACTICE_PIN;
    pin.fill(0);
    onStep?.("reading");
    await pause(signal);
    if (this.#triesLeft === 0) return { kind: "locked" };
    if (this.#triesLeft === 1 && !insistOnLastTry) return { kind: "last-try", triesLeft: 1 };
    this.#failOnce("moved");
    onStep?.("verifying");
    await pause(signal);
    this.#failOnce("interrupted");
    this.#triesLeft = isRight ? 3 : this.#triesLeft - 1;
    if (!isRight) {
      return this.#triesLeft === 0
        ? { kind: "locked" }
        : { kind: "wrong-pin", triesLeft: this.#triesLeft };
    }
    onStep?.("signing");
    await pause(signal);

    return { kind: "signed", certificate: nothing, signature: nothing };
  }

  async askFace(
    _port: ReaderPort,
    _readerId: string,
    { numberB, insistOnLastTry = false, signal, onStep }: VisualCheck,
  ): Promise<VisualCheckResult> {
    const own = verificationNumberB(this.#printed);
    const text = (digits: Uint8Array) => new TextDecoder().decode(digits);
    const isRight = own.kind === "number" && text(own.digits) === text(numberB);
    numberB.fill(0);
    onStep?.("reading");
    await pause(signal);
    if (this.#numberTriesLeft === 0) return { kind: "locked" };
    if (this.#numberTriesLeft === 1 && !insistOnLastTry) return { kind: "last-try", triesLeft: 1 };
    this.#failOnce("moved");
    onStep?.("verifying");
    await pause(signal);
    this.#failOnce("interrupted");
    this.#numberTriesLeft = isRight ? 10 : this.#numberTriesLeft - 1;
    if (!isRight) {
      return this.#numberTriesLeft === 0
        ? { kind: "locked" }
        : { kind: "wrong-number", triesLeft: this.#numberTriesLeft };
    }
    onStep?.("reading");
    await pause(signal);
    const { fault } = this.#case;
    if (fault?.kind === "face" && fault.fault === "malformed-record") {
      return { kind: "malformed-record" };
    }
    const { birthDate, sex, expiryYear } = this.#printed;

    return {
      kind: "read",
      certificate: nothing,
      photo: new Uint8Array(1),
      birthDate,
      sex,
      expiry: `${expiryYear}-12-31`,
      cardKey: { modulus: nothing },
      verdict: fault?.kind === "face" && fault.fault === "forged" ? "forged" : "verified",
      presence:
        fault?.kind === "face" && fault.fault === "other-card"
          ? { kind: "other-card" }
          : { kind: "present", signature: nothing },
      proof: {
        certificate: nothing,
        person: nothing,
        pictureHashes: [nothing, nothing],
        signature: nothing,
      },
    };
  }

  #failOnce(kind: "moved" | "interrupted"): void {
    if (this.#failed || this.#case.fault?.kind !== kind) return;
    this.#failed = true;
    if (kind === "interrupted") {
      throw new VerifyInterruptedError("timeout", "no answer to the secret number");
    }
    this.#onMoved();
    throw new LinkError("removed", "the card moved");
  }
}

function counterOf(triesLeft: number): PinCounter {
  return triesLeft === 0 ? { kind: "locked" } : { kind: "tries-left", triesLeft };
}

async function pause(signal?: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, STEP_MILLISECONDS));
  if (signal?.aborted) throw new LinkError("cancelled", "the counter has gone on");
}
