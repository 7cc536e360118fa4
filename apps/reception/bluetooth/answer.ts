/** What an answer of the reader means for the card. Source: its reference manual, §5.6; the bits are CCID's bStatus. */
import { LinkError, type LinkErrorCode } from "@madoguchi/card";
import { answerType, type CommandType, commandType, type Message } from "./message.ts";

const answersTo = {
  [commandType.powerOn]: answerType.dataBlock,
  [commandType.powerOff]: answerType.slotStatus,
  [commandType.slotStatus]: answerType.slotStatus,
  [commandType.escape]: answerType.escape,
  [commandType.transfer]: answerType.dataBlock,
} as const satisfies Record<CommandType, number>;

export type Answer =
  /** Whether a card lies there, where the answer says so. */
  | { readonly kind: "done"; readonly data: Uint8Array; readonly cardPresent?: boolean }
  /** The card needs longer; another answer follows. */
  | { readonly kind: "wait" }
  | { readonly kind: "failed"; readonly error: LinkError; readonly cardPresent?: boolean }
  /** Nobody knows any more whose answer is whose, or the reader no longer knows us: only a new connection helps. */
  | { readonly kind: "broken"; readonly error: LinkError };

/** Undefined for what the reader tells unasked, such as that it falls asleep. */
export function readAnswer(
  command: CommandType,
  sequence: number,
  message: Message,
): Answer | undefined {
  const { type, parameter, data } = message;
  // A command that came damaged has no sequence to repeat.
  if (type === answerType.hardwareError) return hardwareError(parameter);
  if (!isAnswer(type)) return undefined;
  const state = commandState(parameter);
  const isOwn =
    type === answersTo[command] || (type === answerType.slotStatus && state === "failed");
  if (message.sequence !== sequence || !isOwn)
    return broken("protocol", "the reader answered out of turn");
  const card = parameter & 0b11;
  switch (state) {
    case "done":
      // In other answers the parameter is 00 with or without a card.
      return command === commandType.slotStatus
        ? { kind: "done", data, cardPresent: card !== NO_CARD }
        : { kind: "done", data };
    case "wait":
      return { kind: "wait" };
    case "failed":
      return card === ACTIVE
        ? { kind: "failed", error: new LinkError("timeout", "the card did not answer the reader") }
        : {
            kind: "failed",
            error: new LinkError("removed", "the card left the reader's field"),
            ...(card === NO_CARD ? { cardPresent: false } : {}),
          };
  }
}

/** Undefined for a notice about something else. */
export function readCardNotice({ type, parameter }: Message): { present: boolean } | undefined {
  if (type !== answerType.cardStatus || (parameter & CHANGED) === 0) return undefined;
  return { present: (parameter & PRESENT) !== 0 };
}

const ACTIVE = 0;
const NO_CARD = 2;
const PRESENT = 0b01;
const CHANGED = 0b10;

const isAnswer = (type: number) =>
  type === answerType.dataBlock || type === answerType.slotStatus || type === answerType.escape;

function commandState(parameter: number): "done" | "failed" | "wait" {
  switch (parameter >> 6) {
    case 0:
      return "done";
    case 2:
      return "wait";
    default:
      return "failed";
  }
}

function hardwareError(code: number): Answer {
  const words = `the reader refused with error ${code.toString(16).padStart(2, "0")}`;
  switch (code) {
    case 0x02:
      return { kind: "failed", error: new LinkError("timeout", words) };
    case 0x04:
      return broken("protocol", "the reader has forgotten the session");
    default:
      return { kind: "failed", error: new LinkError("protocol", words) };
  }
}

function broken(code: LinkErrorCode, message: string): Answer {
  return { kind: "broken", error: new LinkError(code, message) };
}
