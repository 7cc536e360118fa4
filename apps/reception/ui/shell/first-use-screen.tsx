import type { CardPlace } from "../../phone/card-place.ts";
import type { OpenDesk } from "../check/desk.ts";
import type { Screen } from "../state/screen.ts";
import { fetched } from "./fetched.tsx";

const load = () => import("../first-use/first-use.ts");
const AgreeScreen = fetched(async () => (await load()).AgreeScreen);
const StatementScreen = fetched(async () => (await load()).StatementScreen);

type FirstUseScreenProps = {
  screen: Extract<Screen, { kind: "agree-first-use" | "state-coverage" }>;
  facilityName: string;
  place: CardPlace;
  cardPresent: boolean;
  desk: OpenDesk;
};

/** The screens of 保険証利用登録, in a file of their own: most cards are registered already. */
export function FirstUseScreen(props: FirstUseScreenProps) {
  const { screen, facilityName, place, cardPresent, desk } = props;
  switch (screen.kind) {
    case "agree-first-use":
      return (
        <AgreeScreen
          facilityName={facilityName}
          onAgree={desk.agreeFirstUse}
          onDecline={desk.nextPatient}
        />
      );
    case "state-coverage":
      return (
        <StatementScreen
          typed={screen.typed}
          place={place}
          cardPresent={cardPresent}
          onStated={desk.stateCoverage}
          onGiveUp={desk.nextPatient}
        />
      );
  }
}
