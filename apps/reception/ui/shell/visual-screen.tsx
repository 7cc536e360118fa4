import type { OpenDesk } from "../check/desk.ts";
import type { CardPlace } from "../../phone/card-place.ts";
import type { Screen } from "../state/screen.ts";
import { loadVisual } from "../visual/load-visual.ts";
import { fetched } from "./fetched.tsx";

const NumbersScreen = fetched(async () => (await loadVisual()).NumbersScreen);
const LastNumberScreen = fetched(async () => (await loadVisual()).LastNumberScreen);
const CompareScreen = fetched(async () => (await loadVisual()).CompareScreen);

type VisualScreenProps = {
  screen: Extract<Screen, { kind: "confirm-last-number" | "enter-numbers" | "compare-photo" }>;
  place: CardPlace;
  cardPresent: boolean;
  desk: OpenDesk;
};

/** The screens of 目視. The desk has fetched their program before it leads to one of them, so nobody waits here. */
export function VisualScreen({ screen, place, cardPresent, desk }: VisualScreenProps) {
  switch (screen.kind) {
    case "confirm-last-number":
      return (
        <LastNumberScreen
          wrong={screen.wrong}
          place={place}
          onConfirm={desk.confirmLastNumber}
          onGiveUp={desk.nextPatient}
        />
      );
    case "enter-numbers":
      return (
        <NumbersScreen
          entry={screen}
          place={place}
          cardPresent={cardPresent}
          onNumbers={desk.enterNumbers}
          onPin={desk.choosePin}
          onGiveUp={desk.nextPatient}
        />
      );
    case "compare-photo":
      return (
        <CompareScreen
          face={screen.face}
          onMatch={desk.matchPhoto}
          onDiffer={desk.differPhoto}
          onGiveUp={desk.nextPatient}
        />
      );
  }
}
