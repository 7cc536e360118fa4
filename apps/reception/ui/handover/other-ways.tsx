import { Button, ButtonRow, Details, Icon } from "@madoguchi/ui";
import type { HandoverWay } from "../settings/settings.ts";
import type { FileForm } from "./hand-over.ts";

type OtherWaysProps = { onWay: (way: HandoverWay, form?: FileForm) => void };

const xml = { handoverFormat: "xml" } as const;
const csv = { handoverFormat: "csv" } as const;

/** Once in a different way than the settings say. */
export function OtherWays({ onWay }: OtherWaysProps) {
  return (
    <section className="rc-handover" aria-label="ほかの渡し方">
      <Details summary="ほかの渡し方">
        <p>ファイルの文字コードがShift_JISのとき、その文字コードにない字は「●」になります。</p>
        <ButtonRow>
          <Button type="button" variant="secondary" onClick={() => onWay("clipboard")}>
            <Icon name="copy" />
            すべての項目をコピー
          </Button>
          <Button
            type="button"
            variant="secondary"
            onClick={() => onWay("download", { ...xml, handoverEncoding: "shift_jis" })}
          >
            XMLを保存（Shift_JIS）
          </Button>
          <Button
            type="button"
            variant="secondary"
            onClick={() => onWay("download", { ...xml, handoverEncoding: "utf-8" })}
          >
            XMLを保存（UTF-8）
          </Button>
          <Button
            type="button"
            variant="secondary"
            onClick={() => onWay("download", { ...csv, handoverEncoding: "utf-8" })}
          >
            CSVを保存
          </Button>
        </ButtonRow>
        <p>ふだんの渡し方は、受付の最初の画面の「設定」で決めます。</p>
      </Details>
    </section>
  );
}
