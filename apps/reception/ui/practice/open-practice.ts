/** One patient at the counter: the real desk over a card that is played. */
import type { PracticePatient } from "@madoguchi/contract";
import { Temporal } from "temporal-polyfill";
import type { Registration } from "../check/check.ts";
import { openDesk } from "../check/desk.ts";
import { loadVisual } from "../visual/load-visual.ts";
import type { CardCase } from "./card-cases.ts";
import { drawnFace } from "./drawn-face.ts";
import { PracticeCard } from "./practice-card.ts";
import type { Printed } from "./practice-card.ts";
import { practiceClient } from "./practice-client.ts";
import { PracticeReader } from "./practice-reader.ts";

/** A patient who comes with a card. */
export type Played = { readonly patient: PracticePatient; readonly card: CardCase };

export type OpenPractice = ReturnType<typeof openPractice>;

export function openPractice({ patient, card: of }: Played, registration: Registration) {
  const reader = new PracticeReader();
  const printed = printedOf(patient);
  const card = new PracticeCard(of, printed, () => reader.take());
  const desk = openDesk({
    port: reader,
    usualPlace: "reader",
    client: practiceClient({
      patient,
      terminal: registration.terminal,
      isOffline: of.fault?.kind === "offline",
    }),
    registration,
    preferredReader: null,
    onReaderChosen() {},
    decodePhoto: async () => {
      if (of.fault?.kind === "no-picture") throw new RangeError("no picture, as the case wants it");
      return drawnFace();
    },
    played: {
      triesLeft: () => card.triesLeft(),
      askCard: (...asked) => card.askPin(...asked),
      loadVisual: async () => {
        const visual = await loadVisual();

        return {
          ...visual,
          readNumberCounter: () => card.numberTriesLeft(),
          readFace: (parts) =>
            visual.readFace({ ...parts, askCard: (...asked) => card.askFace(...asked) }),
        };
      },
    },
  });

  return { desk, reader, printed };
}

/** Where the answer names nobody, the card is still somebody's. */
function printedOf({ answer, afterFirstUse }: PracticePatient): Printed {
  const person = answer.person ?? afterFirstUse?.person;

  return {
    birthDate: person?.birthDate ?? "1980-02-17",
    sex: person?.sex === "male" ? "male" : "female",
    expiryYear: Temporal.PlainDate.from(answer.asOf).year + 5,
    securityCode: "2468",
  };
}
