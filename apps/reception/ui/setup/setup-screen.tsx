import { parseSetupInfo, readSetupFragment } from "@madoguchi/contract";
import { Button, Details, ErrorSummary, Notice, TextField } from "@madoguchi/ui";
import { useRef, useState } from "react";
import type { FormEvent } from "react";
import type { Registration } from "../check/check.ts";
import { ScreenHeading } from "../shell/screen-heading.tsx";
import { activate, setupFields, setupLabels } from "./activate.ts";
import type { SetupClient, SetupErrors, SetupResult } from "./activate.ts";
import { SetupPaste } from "./setup-paste.tsx";

type SetupScreenProps = {
  client: SetupClient;
  /** The fragment that brought the four values; the person still looks at them and presses the button. */
  fragment: string | null;
  onRegistered: (registration: Registration) => void;
};

/** Once for each device. The inputs belong to the browser, so that nothing typed is lost whatever is answered. */
export function SetupScreen({ client, fragment, onRegistered }: SetupScreenProps) {
  const given = fragment === null ? null : readSetupFragment(fragment);
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<SetupErrors>({});
  const [refusal, setRefusal] = useState<(SetupResult & { kind: "refused" }) | null>(null);
  const [busy, setBusy] = useState(false);
  const [tries, setTries] = useState(0);

  const fill = (text: string): boolean => {
    const info = parseSetupInfo(text);
    if (info === null) return false;
    for (const [name, value] of Object.entries(info)) input(form.current, name).value = value;
    setErrors({});
    input(form.current, "terminalName").focus();
    return true;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const result = await activate(client, {
      facilityCode: input(form.current, "facilityCode").value,
      userId: input(form.current, "userId").value,
      password: input(form.current, "password").value,
      activationCode: input(form.current, "activationCode").value,
      terminalName: input(form.current, "terminalName").value,
    });
    setBusy(false);
    setTries(tries + 1);
    if (result.kind === "registered") return onRegistered(result.registration);
    setErrors(result.kind === "mend" ? result.errors : {});
    setRefusal(result.kind === "refused" ? result : null);
    window.scrollTo(0, 0);
  };
  const wrong = setupFields.flatMap((name) => {
    const message = errors[name];
    return message === undefined ? [] : [{ name, message }];
  });

  return (
    <main className="rc-main rc-setup">
      <ScreenHeading title={`${wrong.length > 0 || refusal ? "エラー：" : ""}端末の登録`}>
        この端末を登録します
      </ScreenHeading>
      <p className="rc-lead">
        ポータルの「端末とアプリ」で発行された、ユーザー設定情報を入力してください。
      </p>
      {given === null ? (
        <WhereFrom />
      ) : (
        <Notice title="リンクから、4つの値を読み取りました。">
          <p>
            医療機関コードがあなたの施設のものか確かめ、端末の名前を付けて「登録する」を押してください。
          </p>
        </Notice>
      )}
      {/* A new key for every answer: the summary takes the focus when it appears. */}
      <ErrorSummary key={tries} errors={wrong} />
      {refusal !== null && (
        <Notice tone="error" title={refusal.title} live>
          {refusal.why.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Notice>
      )}
      <SetupPaste onText={fill} />
      <form
        ref={form}
        className="mg-form"
        noValidate
        autoComplete="off"
        onSubmit={(event) => void submit(event)}
      >
        <TextField
          name="facilityCode"
          label={setupLabels.facilityCode}
          value={given?.facilityCode}
          required
          width={12}
          inputMode="numeric"
          autoComplete="off"
          error={errors.facilityCode}
        />
        <TextField
          name="userId"
          label={setupLabels.userId}
          value={given?.userId}
          help="Wと7桁の数字です。例：W0000001"
          required
          width={12}
          autoComplete="off"
          error={errors.userId}
        />
        <TextField
          name="password"
          label={setupLabels.password}
          value={given?.password}
          required
          width={20}
          autoComplete="off"
          error={errors.password}
        />
        <TextField
          name="activationCode"
          label={setupLabels.activationCode}
          value={given?.activationCode}
          help="1台につき1回だけ使えます。"
          required
          autoComplete="off"
          error={errors.activationCode}
        />
        <TextField
          name="terminalName"
          label={setupLabels.terminalName}
          help="ポータルの端末の一覧に出ます。例：受付1"
          required
          width={20}
          autoComplete="off"
          error={errors.terminalName}
        />
        <Button size="large" aria-disabled={busy || undefined}>
          {busy ? "登録しています" : "登録する"}
        </Button>
      </form>
    </main>
  );
}

/** For who opens this app first and wonders where the four values come from. */
function WhereFrom() {
  return (
    <Details summary="ユーザー設定情報をまだお持ちでないとき">
      <ol>
        <li>
          <a href="/terminals" target="_blank">
            ポータルの「端末とアプリ」を開く（別の画面）
          </a>
          。ログインが必要です。
        </li>
        <li>「設定情報を表示する」を押します。表示は一度だけです。</li>
        <li>「すべてコピー」を押し、この画面の「まとめて貼り付け」に貼り付けます。</li>
      </ol>
      <p>アプリアカウントは、ポータルで利用申請をして、承認されると発行されます。</p>
      <p>値をなくしたときは、「端末とアプリ」で再発行できます。</p>
    </Details>
  );
}

function input(form: HTMLFormElement | null, name: string): HTMLInputElement {
  const element = form?.elements.namedItem(name);
  if (!(element instanceof HTMLInputElement)) throw new TypeError(`no input ${name}`);
  return element;
}
