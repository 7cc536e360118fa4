import type {
  Answer,
  CallResult,
  ContractClient,
  RecentCheck,
  RecentChecks,
  RecentChecksRequest,
  RecheckRequest,
} from "@madoguchi/contract";
import { useCallback, useState } from "react";
import { callFailed, identityOf } from "../check/check.ts";
import type { Registration } from "../check/check.ts";
import { ResultScreen } from "../result/result-screen.tsx";
import { Header } from "../shell/header.tsx";
import { useIdle } from "../shell/use-idle.ts";
import type { TroubleAction, TroubleReason } from "../trouble/reason.ts";
import { TroubleScreen } from "../trouble/trouble-screen.tsx";
import { troubleElsewhere } from "../trouble/trouble.ts";
import type { TypedSearch } from "./question.ts";
import { ReasonScreen } from "./reason-screen.tsx";
import { SearchScreen } from "./search-screen.tsx";

export type RecheckClient = Pick<ContractClient, "recheck" | "recentChecks">;

type RecheckPageProps = {
  client: RecheckClient;
  registration: Registration;
  isOneOfSeveral: boolean;
  demo: boolean;
  /** Chosen already, from the list of this counter. */
  chosen: RecentCheck | null;
  onLeft: () => void;
  onRegisterAgain: () => void;
};

type View =
  | { readonly kind: "search" }
  | { readonly kind: "reason"; readonly check: RecentCheck }
  | { readonly kind: "result"; readonly answer: Answer }
  | { readonly kind: "trouble"; readonly reason: TroubleReason };

const IDLE_SECONDS = 120;

const nothing: TypedSearch = { kana: "", birthDate: "" };

/** 再照会 in the place of the counter, whose desk is closed meanwhile. What it shows is kept nowhere else. */
export function RecheckPage(props: RecheckPageProps) {
  const { client, registration, isOneOfSeveral, demo, chosen, onLeft, onRegisterAgain } = props;
  const [view, setView] = useState<View>(
    chosen === null ? { kind: "search" } : { kind: "reason", check: chosen },
  );
  const [busy, setBusy] = useState(false);
  const [search, setSearch] = useState({ typed: nothing, found: null as RecentChecks | null });
  const leave = useCallback(() => onLeft(), [onLeft]);
  useIdle(IDLE_SECONDS, leave);
  const identity = identityOf(registration);

  async function call<T>(asked: Promise<CallResult<T>>, onAnswer: (value: T) => void) {
    setBusy(true);
    const result = await asked;
    setBusy(false);
    if (result.ok) onAnswer(result.value);
    else setView({ kind: "trouble", reason: callFailed(result).reason });
  }
  const find = (request: RecentChecksRequest, typed: TypedSearch) => {
    setSearch({ ...search, typed });
    void call(client.recentChecks(identity, request), (found) => setSearch({ typed, found }));
  };
  const ask = (request: RecheckRequest) =>
    void call(client.recheck(identity, request), (answer) => setView({ kind: "result", answer }));
  const act = (action: TroubleAction) => {
    switch (action) {
      case "register-again":
        return onRegisterAgain();
      case "reload":
        return location.reload();
      default:
        return setView({ kind: "search" });
    }
  };
  const { terminal } = registration;
  return (
    <div className="rc-page">
      <Header terminal={terminal} demo={demo} isOneOfSeveral={isOneOfSeveral} />
      {view.kind === "search" && (
        <SearchScreen
          {...search}
          busy={busy}
          onSearch={find}
          onChosen={(check) => setView({ kind: "reason", check })}
          onLeave={onLeft}
        />
      )}
      {view.kind === "reason" && (
        <ReasonScreen
          check={view.check}
          facilityName={terminal.facilityName}
          busy={busy}
          onAsk={ask}
          onBack={() => setView({ kind: "search" })}
        />
      )}
      {view.kind === "result" && (
        <ResultScreen answer={view.answer} facilityName={terminal.facilityName} onNext={onLeft} />
      )}
      {view.kind === "trouble" && (
        <TroubleScreen trouble={troubleElsewhere(view.reason)} onAct={act} />
      )}
    </div>
  );
}
