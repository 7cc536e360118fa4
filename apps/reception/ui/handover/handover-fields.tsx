import { Button, Fieldset, RadioGroup, TextField } from "@madoguchi/ui";
import type { ChoiceOption } from "@madoguchi/ui";
import { useState } from "react";
import type { HandoverWay, Settings } from "../settings/settings.ts";
import { chooseFolder } from "./browser-folder.ts";
import type { Reach } from "./reach.ts";

type HandoverFieldsProps = {
  facilityCode: string;
  settings: Settings;
  reach: Reach;
  errors: { readonly folderPath?: string; readonly handoverWay?: string };
};

/** How 「レセコンへ渡す」 works: only ways that this computer has are offered. */
export function HandoverFields(props: HandoverFieldsProps) {
  const { facilityCode, settings, reach, errors } = props;
  const options = optionsOf(reach);
  const known = options.some(({ value }) => value === settings.handoverWay);
  return (
    <Fieldset name="handover" legend="レセコンへの渡し方">
      <RadioGroup
        name="handoverWay"
        label="「レセコンへ渡す」を押したとき"
        required
        value={known ? settings.handoverWay : "clipboard"}
        error={errors.handoverWay}
        options={options}
      />
      {reach.agent !== null && (
        <TextField
          name="folderPath"
          label="中継アプリが書くフォルダー"
          help="レセコンが資格確認の結果を取り込むフォルダーです。例：C:\OQS\face"
          value={reach.agent.path ?? ""}
          error={errors.folderPath}
          autoComplete="off"
        />
      )}
      {reach.browserFolder !== undefined && (
        <BrowserFolder facilityCode={facilityCode} kept={reach.browserFolder} />
      )}
      <RadioGroup
        name="handoverFormat"
        label="ファイルの形式"
        required
        value={settings.handoverFormat}
        options={[
          {
            value: "xml",
            label: "XML（資格確認結果）",
            help: "顔認証付きカードリーダーの結果と同じ名前と項目です。多くのレセコンが取り込めます。",
          },
          { value: "csv", label: "CSV（表）" },
        ]}
      />
      <RadioGroup
        name="handoverEncoding"
        label="ファイルの文字コード"
        required
        value={settings.handoverEncoding}
        options={[
          {
            value: "shift_jis",
            label: "Shift_JIS",
            help: "この文字コードにない字は「●」になります。",
          },
          { value: "utf-8", label: "UTF-8" },
        ]}
      />
    </Fieldset>
  );
}

type WayOption = ChoiceOption & { value: HandoverWay };

function optionsOf(reach: Reach): WayOption[] {
  const agent: WayOption = {
    value: "agent-folder",
    label: "フォルダーにファイルを書く（この端末の中継アプリ）",
    help: "下に入力したフォルダーに、ファイルを1件ずつ書きます。",
  };
  const browser: WayOption = {
    value: "folder",
    label: "フォルダーにファイルを書く（このブラウザ）",
    help: "下で選んだフォルダーに、ブラウザが書きます。",
  };

  return [
    {
      value: "clipboard",
      label: "すべての項目をコピーする",
      help: "レセコンの画面に貼り付けます。",
    },
    ...(reach.agent === null ? [] : [agent]),
    ...(reach.browserFolder === undefined ? [] : [browser]),
    { value: "download", label: "ファイルを保存する（ダウンロード）" },
  ];
}

type BrowserFolderProps = { facilityCode: string; kept: string | null };

function BrowserFolder({ facilityCode, kept }: BrowserFolderProps) {
  const [name, setName] = useState(kept);
  const choose = async () => setName((await chooseFolder(facilityCode)) ?? name);
  return (
    <div className="mg-field">
      <p className="mg-label">ブラウザが書くフォルダー</p>
      <p role="status">{name === null ? "まだ選んでいません" : `「${name}」を選んでいます`}</p>
      <Button type="button" variant="secondary" onClick={() => void choose()}>
        フォルダーを選ぶ
      </Button>
    </div>
  );
}
