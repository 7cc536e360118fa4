import { Button, ButtonRow, TextField } from "@madoguchi/ui";
import { useState } from "react";
import type { FormEvent, ReactNode } from "react";
import type { BluetoothReaders, BluetoothState } from "./bluetooth-readers.ts";
import { parseMasterKey } from "./parse-master-key.ts";

type BluetoothActionsProps = {
  readers: BluetoothReaders;
  state: BluetoothState;
  /** They are the one thing to do on this screen. */
  main: boolean;
};

/** What can be done about the Bluetooth reader now. */
export function BluetoothActions({ readers, state, main }: BluetoothActionsProps) {
  const first = main ? ({ variant: "primary", size: "large" } as const) : secondary;
  const another = (
    <Button type="button" variant="quiet" onClick={() => readers.pair()}>
      別のリーダーを選ぶ
    </Button>
  );
  switch (state.kind) {
    case "none":
    case "off":
      return (
        <ButtonRow sticky={main}>
          <Button type="button" {...first} onClick={() => readers.pair()}>
            Bluetoothのカードリーダーをつなぐ
          </Button>
        </ButtonRow>
      );
    case "choosing":
      return (
        <ButtonRow sticky={main}>
          {state.near.map((each) => (
            <Button key={each.id} type="button" {...first} onClick={() => readers.pick(each)}>
              {each.name}を使う
            </Button>
          ))}
          <Button type="button" variant="quiet" onClick={() => readers.pick(undefined)}>
            やめる
          </Button>
        </ButtonRow>
      );
    case "remembered":
      return (
        <ButtonRow sticky={main}>
          <Button type="button" {...first} onClick={() => readers.pair(state.name)}>
            {state.name}につなぎ直す
          </Button>
          {another}
        </ButtonRow>
      );
    case "connecting":
      return <ButtonRow>{another}</ButtonRow>;
    case "connected":
      return (
        <ButtonRow>
          <Button type="button" variant="secondary" onClick={() => readers.release()}>
            {state.name}を切り離す
          </Button>
          {another}
        </ButtonRow>
      );
    case "unreachable":
      return (
        <ButtonRow sticky={main}>
          <Button type="button" {...first} onClick={() => readers.retry()}>
            もう一度つなぐ
          </Button>
          {another}
        </ButtonRow>
      );
    case "wrong-key":
      return <MasterKeyForm readers={readers}>{another}</MasterKeyForm>;
  }
}

const secondary = { variant: "secondary", size: "medium" } as const;

type MasterKeyFormProps = { readers: BluetoothReaders; children: ReactNode };

function MasterKeyForm({ readers, children }: MasterKeyFormProps) {
  const [error, setError] = useState<string>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get("masterKey");
    const bytes = typeof typed === "string" ? parseMasterKey(typed) : undefined;
    if (bytes === undefined) setError("16進数32桁か、半角16文字で入力してください。");
    else readers.changeMasterKey(bytes);
  };
  return (
    <form className="mg-form" noValidate autoComplete="off" onSubmit={submit}>
      <TextField
        name="masterKey"
        label="マスターキー"
        help="16進数32桁、または半角16文字です。この端末の中だけに、取り出せない形で保存します。"
        required
        autoComplete="off"
        error={error}
      />
      <ButtonRow>
        <Button>この鍵でつなぐ</Button>
        <Button
          type="button"
          variant="secondary"
          onClick={() => readers.changeMasterKey("factory")}
        >
          出荷時の鍵でつなぐ
        </Button>
        {children}
      </ButtonRow>
    </form>
  );
}
