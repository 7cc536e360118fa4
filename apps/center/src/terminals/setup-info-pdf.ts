/** ユーザー設定情報 on paper: the four values, their QR code, and how to use and keep them. */
import { formatSetupInfo } from "@madoguchi/contract";
import type { SetupInfo } from "@madoguchi/contract";
import { MILLIMETRE, createPdf, qrModules } from "@madoguchi/platform";

export const SETUP_INFO_TITLE = "マイナ資格確認アプリ ユーザー設定情報";

const LEFT = 20 * MILLIMETRE;
const TEXT_WIDTH = 170 * MILLIMETRE;
const QR_WIDTH = 55 * MILLIMETRE;
const VALUE_LEFT = LEFT + 65 * MILLIMETRE;

type Paper = {
  readonly info: SetupInfo;
  readonly facilityName: string;
  /** When it was made, for people. */
  readonly madeAt: string;
  /** Where the reception app opens. */
  readonly receptionUrl: string;
};

const steps = (receptionUrl: string) => [
  `1. 受付に使う端末で、受付アプリ（${receptionUrl}）を開きます。`,
  "2. 4つの値を入力します。QRコードを撮った写真でも入力できます。",
  "3. 端末の名前を付けて登録します。ポータルの「端末とアプリ」に端末が表示されます。",
];

const keeping = [
  "アクティベーションコードで登録できる端末は1台です。登録すると使えなくなります。",
  "この紙は、鍵のかかる場所に保管してください。パスワードを人に見せないでください。",
  "なくしたときは、ポータルの「端末とアプリ」で再発行してください。",
];

export function setupInfoPdf({
  info,
  facilityName,
  madeAt,
  receptionUrl,
}: Paper): Promise<Uint8Array> {
  return createPdf(SETUP_INFO_TITLE, (document) => {
    const root = document.struct("Document");
    document.addStructure(root);
    const write = (type: "H1" | "H2" | "P", size: number, text: string) => {
      root.add(
        document.struct(type, {}, () => {
          document.fontSize(size).text(text, LEFT, document.y, { width: TEXT_WIDTH });
        }),
      );
      document.y += size * 0.5;
    };
    write("H1", 18, SETUP_INFO_TITLE);
    write("P", 10.5, `${facilityName}　${madeAt} 発行`);
    document.y += 4 * MILLIMETRE;
    for (const [label, value] of rowsOf(info)) {
      root.add(document.struct("P", {}, () => drawRow(document, label, value)));
    }
    document.y += 4 * MILLIMETRE;
    root.add(
      document.struct("Figure", { alt: "ユーザー設定情報の4つの値を収めたQRコード" }, () =>
        drawQr(document, formatSetupInfo(info, new URL(receptionUrl).origin)),
      ),
    );
    document.y += 6 * MILLIMETRE;
    write("H2", 13, "登録のしかた");
    for (const step of steps(receptionUrl)) {
      write("P", 10.5, step);
    }
    document.y += 3 * MILLIMETRE;
    write("H2", 13, "保管のお願い");
    for (const line of keeping) {
      write("P", 10.5, `・${line}`);
    }
    root.end();
  });
}

function rowsOf(info: SetupInfo): readonly (readonly [label: string, value: string])[] {
  return [
    ["医療機関コード", info.facilityCode],
    ["ユーザーID", info.userId],
    ["パスワード", info.password],
    ["アクティベーションコード", info.activationCode],
  ];
}

function drawRow(document: PDFKit.PDFDocument, label: string, value: string): void {
  const top = document.y;
  document.fontSize(10.5).text(`${label} `, LEFT, top + 4, { lineBreak: false });
  document.fontSize(15).text(value, VALUE_LEFT, top, { lineBreak: false });
  const bottom = top + 9 * MILLIMETRE;
  document
    .moveTo(LEFT, bottom)
    .lineTo(LEFT + TEXT_WIDTH, bottom)
    .lineWidth(0.5)
    .stroke("#767676");
  document.y = bottom + 2 * MILLIMETRE;
}

/** Squares a hair larger than their module, so that no printer leaves white lines between them. */
function drawQr(document: PDFKit.PDFDocument, text: string): void {
  const modules = qrModules(text);
  const unit = QR_WIDTH / modules.length;
  const top = document.y;
  modules.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) {
        document.rect(LEFT + x * unit, top + y * unit, unit * 1.02, unit * 1.02);
      }
    });
  });
  document.fill("#000000");
  document.y = top + QR_WIDTH;
}
