/** What happens at a counter, as the state machine hears it. */
import type { ReaderInfo } from "@madoguchi/card";
import type { FaceToCompare } from "../visual/face.ts";
import { reduce } from "./reduce.ts";
import { openingDesk } from "./screen.ts";
import type { Desk, DeskEvent } from "./screen.ts";

const reader = (cardPresent: boolean, name = "リーダー"): ReaderInfo => ({
  id: `id of ${name}`,
  name,
  kind: "virtual",
  contactless: true,
  cardPresent,
});
export const readers = (...cards: boolean[]): DeskEvent => ({
  type: "readers",
  readers: cards.map((present, index) => reader(present, `リーダー${index + 1}`)),
});

export const empty = readers(false);
export const laid = readers(true);
export const tries = (triesLeft: number, attempt = 1): DeskEvent => ({
  type: "counter-read",
  attempt,
  counter: { kind: "tries-left", triesLeft },
});

export const typed = {
  era: "昭和",
  year: "55",
  month: "2",
  day: "17",
  expiryYear: "2035",
} as const;
export const face: FaceToCompare = {
  picture: null,
  birthDate: "1980-02-17",
  sex: "female",
  evidence: {
    challengeId: "",
    certificate: "",
    face: { certificate: "", person: "", pictureHashes: ["", ""], signature: "" },
    presence: "",
  },
};

export const after = (...events: DeskEvent[]): Desk => events.reduce(reduce, openingDesk(null));
export const pinAsked = [empty, laid, tries(3)];
export const reading = [...pinAsked, { type: "pin-entered" } as const];
