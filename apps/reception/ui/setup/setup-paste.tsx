import { FileField, Icon, TextArea } from "@madoguchi/ui";
import { useState } from "react";
import type { FormEvent } from "react";
import { readQrImage } from "./qr-image.ts";

const NO_TEXT = "4つの値が見つかりません。設定情報の文をすべて貼り付けてください。";
const NO_QR = "QRコードを読み取れません。全体が明るく写った画像を選ぶか、下に入力してください。";

/** The four values at once: as text, or from the QR code. `onText` says whether the text held them. */
export function SetupPaste({ onText }: { onText: (text: string) => boolean }) {
  const [error, setError] = useState<{ pasted?: string; qr?: string }>({});
  const [filled, setFilled] = useState(false);

  const take = (text: string, complaint: { pasted?: string; qr?: string }) => {
    const found = text.trim() !== "" && onText(text);
    setFilled(found);
    setError(found || text.trim() === "" ? {} : complaint);
  };
  const takePicture = async (file: File | undefined) => {
    if (file === undefined) return;
    const text = await readQrImage(file);
    if (text === null) {
      setFilled(false);
      setError({ qr: NO_QR });
      return;
    }
    take(text, { qr: NO_QR });
  };
  const change = (event: FormEvent<HTMLDivElement>) => {
    const { target } = event;
    if (target instanceof HTMLTextAreaElement) take(target.value, { pasted: NO_TEXT });
    else if (target instanceof HTMLInputElement) void takePicture(target.files?.[0]);
  };

  return (
    <section className="rc-paste" aria-labelledby="paste-title">
      <h2 id="paste-title">まとめて入力する</h2>
      <div className="rc-paste-ways" onChange={change}>
        <TextArea
          name="pasted"
          label="まとめて貼り付け"
          help="ポータルの「すべてコピー」で写した文を貼り付けます。"
          rows={3}
          error={error.pasted}
        />
        <FileField
          name="qr"
          label="QRコードの画像"
          help="設定情報のQRコードを撮った写真や、画面の画像を選びます。"
          accept="image/*"
          error={error.qr}
        />
      </div>
      <p className="rc-paste-done" role="status">
        {filled && (
          <>
            <Icon name="success" />
            4つの値を読み取りました。下の欄をお確かめください。
          </>
        )}
      </p>
    </section>
  );
}
