import { Suspense, useEffect } from "react";
import type { OpenDesk } from "../check/desk.ts";
import { useOffline } from "../offline/context.ts";
import { LastTryScreen } from "../pin/last-try-screen.tsx";
import { PinScreen } from "../pin/pin-screen.tsx";
import type { BluetoothReaders } from "../readers/bluetooth-readers.ts";
import { cardPlace, chosenReader } from "../state/screen.ts";
import type { Desk } from "../state/screen.ts";
import { TroubleScreen } from "../trouble/trouble-screen.tsx";
import type { TroubleAction, TroubleReason } from "../trouble/reason.ts";
import { troubleOf } from "../trouble/trouble.ts";
import { HoldCardScreen } from "../waiting/hold-card-screen.tsx";
import { PreparingScreen } from "../waiting/preparing-screen.tsx";
import { ReadingScreen } from "../waiting/reading-screen.tsx";
import { TakeCardScreen } from "../waiting/take-card-screen.tsx";
import { PhonePicture } from "../waiting/phone-picture.tsx";
import { WaitingScreen } from "../waiting/waiting-screen.tsx";
import { fetched } from "./fetched.tsx";
import { FirstUseScreen } from "./first-use-screen.tsx";
import { VisualScreen } from "./visual-screen.tsx";

// Shown after an answer has come, so the center is there to fetch it from.
const loadResult = async () => (await import("../result/result-screen.tsx")).ResultScreen;
const ResultScreen = fetched(loadResult);
const loadConsent = () => import("../consent/consent.ts");
const ConsentScreen = fetched(async () => (await loadConsent()).ConsentScreen);
const SendingScreen = fetched(async () => (await loadConsent()).SendingScreen);

type CounterScreenProps = {
  state: Desk;
  desk: OpenDesk;
  facilityName: string;
  bluetooth: BluetoothReaders | null;
  onRegisterAgain: () => void;
  onUpdate: () => void;
};

/** The screen that belongs to the state of the counter. */
export function CounterScreen(props: CounterScreenProps) {
  const { state, desk, facilityName, bluetooth, onRegisterAgain, onUpdate } = props;
  const { screen } = state;
  const isReading = screen.kind === "reading";
  const offline = useOffline();
  useEffect(() => {
    // On its way with the question, so that the answer waits for nothing.
    if (isReading) loadResult().catch(() => {});
  }, [isReading]);
  const reader = chosenReader(state);
  const place = cardPlace(state);
  const act = (action: TroubleAction) => {
    switch (action) {
      case "try-again":
        return desk.tryAgain();
      case "check-visually":
        return desk.chooseVisual();
      case "check-by-pin":
      case "check-offline":
        return desk.choosePin();
      case "correct-statement":
        return desk.correctStatement();
      case "next-patient":
        return desk.nextPatient();
      case "register-again":
        return onRegisterAgain();
      case "update":
        return onUpdate();
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
          firstUse={state.claim !== null}
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
    case "ask-consent":
      return screen.answer.consents === undefined ? null : (
        <ConsentScreen
          consents={screen.answer.consents}
          facilityName={facilityName}
          onChosen={desk.chooseConsents}
          onLeave={desk.leaveConsents}
        />
      );
    case "sending-consent":
      return <SendingScreen />;
    case "agree-first-use":
    case "state-coverage": {
      const cardPresent = reader?.cardPresent === true;
      const parts = { screen, facilityName, place, cardPresent, desk };
      return <FirstUseScreen {...parts} />;
    }
    case "result":
      return (
        // By itself: what announces it stays where it is.
        <Suspense>
          <ResultScreen
            answer={screen.answer}
            facilityName={facilityName}
            consentLost={screen.consentLost === true}
            onNext={desk.nextPatient}
            onConsents={desk.askConsents}
            onFirstUse={desk.chooseFirstUse}
          />
        </Suspense>
      );
    case "offline-result":
      return (
        offline && (
          <offline.Screen
            check={screen.check}
            facilityName={facilityName}
            onNext={desk.nextPatient}
          />
        )
      );
    case "trouble": {
      const overRadio = bluetooth?.onlyWay ? "bluetooth" : place;
      const at = reader?.kind === "ble" ? "bluetooth" : reader === undefined ? overRadio : place;
      const trouble = troubleOf(screen.reason, at);
      return (
        <TroubleScreen
          key={trouble.title}
          trouble={trouble}
          facilityName={facilityName}
          onAct={act}
        >
          {place === "phone" && isOfPosition(screen.reason) && (
            <PhonePicture isIphone={reader?.kind === "nfc-ios"} />
          )}
        </TroubleScreen>
      );
    }
  }
}

/** The card was not where the phone's antenna is: each kind of phone has it elsewhere. */
function isOfPosition(reason: TroubleReason): boolean {
  if (reason.kind === "link") return ["removed", "no-card", "timeout"].includes(reason.code);

  return reason.kind === "verify-interrupted" || reason.kind === "number-interrupted";
}
