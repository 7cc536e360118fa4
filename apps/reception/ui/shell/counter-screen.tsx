import type { OpenDesk } from "../check/desk.ts";
import { LastTryScreen } from "../pin/last-try-screen.tsx";
import { PinScreen } from "../pin/pin-screen.tsx";
import type { BluetoothReaders } from "../readers/bluetooth-readers.ts";
import { ResultScreen } from "../result/result-screen.tsx";
import { cardPlace, chosenReader } from "../state/screen.ts";
import type { Desk } from "../state/screen.ts";
import { TroubleScreen } from "../trouble/trouble-screen.tsx";
import type { TroubleAction } from "../trouble/reason.ts";
import { troubleOf } from "../trouble/trouble.ts";
import { HoldCardScreen } from "../waiting/hold-card-screen.tsx";
import { PreparingScreen } from "../waiting/preparing-screen.tsx";
import { ReadingScreen } from "../waiting/reading-screen.tsx";
import { TakeCardScreen } from "../waiting/take-card-screen.tsx";
import { WaitingScreen } from "../waiting/waiting-screen.tsx";
import { VisualScreen } from "./visual-screen.tsx";

type CounterScreenProps = {
  state: Desk;
  desk: OpenDesk;
  bluetooth: BluetoothReaders | null;
  onRegisterAgain: () => void;
};

/** The screen that belongs to the state of the counter. */
export function CounterScreen(props: CounterScreenProps) {
  const { state, desk, bluetooth, onRegisterAgain } = props;
  const { screen } = state;
  const reader = chosenReader(state);
  const place = cardPlace(state);
  const act = (action: TroubleAction) => {
    switch (action) {
      case "try-again":
        return desk.tryAgain();
      case "check-visually":
        return desk.chooseVisual();
      case "check-by-pin":
        return desk.choosePin();
      case "next-patient":
        return desk.nextPatient();
      case "register-again":
        return onRegisterAgain();
      case "reload":
        return location.reload();
    }
  };
  switch (screen.kind) {
    case "waiting":
      return (
        <WaitingScreen
          desk={state}
          notice={screen.notice}
          bluetooth={bluetooth}
          onChooseReader={desk.chooseReader}
          onAct={act}
        />
      );
    case "take-card":
      return <TakeCardScreen />;
    case "card-present":
      return <ReadingScreen brief />;
    case "visual-present":
      return place === "phone" ? <PreparingScreen /> : <ReadingScreen brief />;
    case "confirm-last-try":
      return (
        <LastTryScreen
          wrong={screen.wrong}
          place={place}
          onConfirm={desk.confirmLastTry}
          onVisual={desk.chooseVisual}
          onGiveUp={desk.nextPatient}
        />
      );
    case "enter-pin":
      return (
        <PinScreen
          triesLeft={screen.triesLeft}
          wrong={screen.wrong}
          place={place}
          onPin={desk.enterPin}
          onVisual={desk.chooseVisual}
          onGiveUp={desk.nextPatient}
        />
      );
    case "reading":
      return place === "phone" && screen.step === "opening" ? (
        <HoldCardScreen isIphone={reader?.kind === "nfc-ios"} onGiveUp={desk.nextPatient} />
      ) : (
        <ReadingScreen step={screen.step} purpose={screen.purpose} place={place} />
      );
    case "confirm-last-number":
    case "enter-numbers":
    case "compare-photo": {
      const cardPresent = reader?.cardPresent === true;
      return <VisualScreen screen={screen} place={place} cardPresent={cardPresent} desk={desk} />;
    }
    case "result":
      return <ResultScreen answer={screen.answer} onNext={desk.nextPatient} />;
    case "trouble":
      return <TroubleScreen trouble={troubleOf(screen.reason, place)} onAct={act} />;
  }
}
