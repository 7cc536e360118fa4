import type { UpdateNotice } from "@madoguchi/contract";
import { formatDate } from "@madoguchi/notation";
import { Button, ButtonRow, Notice } from "@madoguchi/ui";
import { Temporal } from "temporal-polyfill";
import { RELEASE_NOTES } from "./place.ts";

type UpdateNoticeProps = {
  update: UpdateNotice;
  /** Of the center, where a program brings this page along; the page of a center is new as soon as it is loaded again. */
  center: string | null;
  onUpdate: () => void;
};

/** While nobody is at the counter: until when this version checks, and where the new one is. */
export function UpdateNoticePanel({ update, center, onUpdate }: UpdateNoticeProps) {
  const { version, refusedFrom } = update;
  const first = Temporal.PlainDate.from(refusedFrom);
  const isOver = Temporal.PlainDate.compare(Temporal.Now.plainDateISO("Asia/Tokyo"), first) >= 0;
  const last = formatDate(first.subtract({ days: 1 }));

  return (
    <aside className="rc-update" aria-label="受付アプリの版">
      <Notice
        tone="warning"
        title={
          isOver
            ? "この版の受付アプリでは、新しい確認を始められません"
            : `${last}までに、受付アプリを新しい版にしてください`
        }
      >
        <p>
          {isOver
            ? `${formatDate(first)}から、${version}より古い版を受け付けていません。`
            : `${formatDate(first)}からは、${version}より古い版で新しい確認を始められません。`}
          登録と設定は、そのまま残ります。
        </p>
        {center !== null && (
          <p>Windowsでは、アプリを閉じて、新しいファイルを同じ場所に上書きします。</p>
        )}
        <ButtonRow>
          <Button type="button" variant="secondary" onClick={onUpdate}>
            新しい版にする
          </Button>
          <a href={`${center ?? ""}${RELEASE_NOTES}`} target="_blank" rel="noopener">
            変更点を読む（別の画面で開きます）
          </a>
        </ButtonRow>
      </Notice>
    </aside>
  );
}
