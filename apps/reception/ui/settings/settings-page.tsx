import type { Terminal } from "@madoguchi/contract";
import { tokyoDate } from "@madoguchi/notation";
import { Button, ButtonRow, ErrorSummary, Notice } from "@madoguchi/ui";
import { useEffect, useRef, useState } from "react";
import type { FormEvent } from "react";
import { Temporal } from "temporal-polyfill";
import type { AgentFolder } from "../../link/agent-folder.ts";
import type { ReceptionConfig } from "../config.ts";
import { chosenFolderName } from "../handover/browser-folder.ts";
import { HandoverFields } from "../handover/handover-fields.tsx";
import { findReach } from "../handover/reach.ts";
import type { Reach } from "../handover/reach.ts";
import { folderWords } from "../handover/words.ts";
import { LockSettings } from "../lock/lock-settings.tsx";
import type { Lock } from "../lock/locked.tsx";
import { Header } from "../shell/header.tsx";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { useErrorFocus } from "../shell/use-error-focus.ts";
import { SpeechFields } from "../speech/speech-fields.tsx";
import { OperatorFields } from "../operator/operator-fields.tsx";
import { KeepLastFields } from "../offline/keep-last-fields.tsx";
import { forgetLastAnswers } from "../offline/last-answers.ts";
import { KeepFields } from "../today/keep-fields.tsx";
import { forgetOld } from "../today/vault.ts";
import { StartWithSystem } from "./start-with-system.tsx";
import { PaperFields } from "./paper-fields.tsx";
import { applyLooks, keepSettings, readTyped } from "./settings.ts";
import type { Settings } from "./settings.ts";

type SettingsPageProps = {
  terminal: Terminal;
  settings: Settings;
  agentFolder: AgentFolder | null;
  isOneOfSeveral: boolean;
  demo: boolean;
  app: ReceptionConfig["app"];
  lock: Lock;
  onKept: (settings: Settings) => void;
  onOperators: () => void;
  onLeft: () => void;
};

type Errors = { readonly folderPath?: string; readonly handoverWay?: string };

/** How the counter of one facility works on this device. */
export function SettingsPage(props: SettingsPageProps) {
  const { terminal, settings, agentFolder, isOneOfSeveral, demo, app, lock } = props;
  const { onKept, onOperators, onLeft } = props;
  const { facilityCode } = terminal;
  const form = useRef<HTMLFormElement>(null);
  const [reach, setReach] = useState<Reach | null>(null);
  const [errors, setErrors] = useState<Errors>({});
  const [isKept, setKept] = useState(false);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    void findReach(facilityCode, agentFolder).then(setReach);
  }, [facilityCode, agentFolder]);
  useErrorFocus(tries);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const data = new FormData(form.current ?? undefined);
    const typed = readTyped(data);
    const wrong = await wrongHandover(typed, String(data.get("folderPath") ?? ""));
    setErrors(wrong);
    setKept(Object.keys(wrong).length === 0);
    if (Object.keys(wrong).length > 0) return setTries(tries + 1);
    keepSettings(facilityCode, typed);
    applyLooks(typed);
    // At once: who stops keeping wants nothing to be there.
    const today = tokyoDate(Temporal.Now.instant());
    await forgetOld(terminal.terminalId, typed.keepList, today);
    await forgetLastAnswers(terminal.terminalId, typed.keepLast, today);
    onKept(typed);
  };

  /** A way that cannot be gone is found out here, and not when a patient waits. */
  async function wrongHandover({ handoverWay }: Settings, path: string): Promise<Errors> {
    if (handoverWay === "folder" && (await chosenFolderName(facilityCode)) === null) {
      return { handoverWay: "「フォルダーを選ぶ」を押して、渡す先を決めてください。" };
    }
    if (handoverWay !== "agent-folder" || agentFolder === null) return {};
    const chosen = await agentFolder.choose(facilityCode, path).catch(() => null);
    if (chosen === null) return { handoverWay: "この端末の中継アプリにつながりません。" };

    return chosen.problem === null ? {} : { folderPath: folderWords[chosen.problem] };
  }

  const wrong = Object.entries(errors).map(([name, message]) => ({ name, message }));
  return (
    <div className="rc-page">
      <Header terminal={terminal} demo={demo} isOneOfSeveral={isOneOfSeveral} />
      <main className="rc-main rc-settings">
        <ScreenHeading title={`${wrong.length > 0 ? "エラー：" : ""}設定`}>
          この受付の設定
        </ScreenHeading>
        <ErrorSummary key={tries} errors={wrong} />
        <div aria-live="polite">
          {isKept && <Notice tone="success" title="設定を保存しました。" />}
        </div>
        {reach !== null && (
          <form
            ref={form}
            className="mg-form"
            noValidate
            autoComplete="off"
            onSubmit={(event) => void submit(event)}
            onChange={() => setKept(false)}
          >
            <HandoverFields
              facilityCode={facilityCode}
              settings={settings}
              reach={reach}
              errors={errors}
            />
            <KeepFields settings={settings} />
            <KeepLastFields settings={settings} />
            <OperatorFields settings={settings} onOpen={onOperators} />
            <SpeechFields settings={settings} />
            <PaperFields settings={settings} />
            <ButtonRow>
              <Button size="large">設定を保存する</Button>
              <Button type="button" size="large" variant="secondary" onClick={onLeft}>
                受付に戻る
              </Button>
            </ButtonRow>
          </form>
        )}
        {reach !== null && <LockSettings lock={lock} />}
        {app?.startsWithSystem === true && <StartWithSystem />}
      </main>
    </div>
  );
}
