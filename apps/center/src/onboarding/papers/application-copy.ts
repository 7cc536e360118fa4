/** 利用申請の控え: what was handed in, as the facility files it. */
import { formatDateTime } from "@madoguchi/notation";
import { MILLIMETRE, createPdf } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import type { Facility } from "../../facilities/index.ts";
import { answerText, fieldLabels, fieldNames } from "../form.ts";
import type { ApplicationContent } from "../form.ts";

const TITLE = "オンライン資格確認（資格確認限定型）利用申請の控え";
const DEMO_MARK = "この書類は架空の実演です。実在の医療機関等とは関係がありません。";

const LEFT = 20 * MILLIMETRE;
const TEXT_WIDTH = 170 * MILLIMETRE;
const VALUE_LEFT = LEFT + 55 * MILLIMETRE;

type ApplicationCopy = {
  readonly facility: Facility;
  readonly content: ApplicationContent;
  readonly submittedAt: Temporal.Instant;
};

export function applicationCopyPdf(copy: ApplicationCopy): Promise<Uint8Array> {
  return createPdf(TITLE, (document) => {
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
    const table = (rows: readonly (readonly [string, string])[]) => {
      for (const [label, value] of rows) {
        root.add(document.struct("P", {}, () => drawRow(document, label, value)));
      }
      document.y += 6 * MILLIMETRE;
    };
    write("H1", 16, TITLE);
    write("P", 10.5, `提出：${formatDateTime(copy.submittedAt)}`);
    document.y += 4 * MILLIMETRE;
    write("H2", 12, "施設");
    table(facilityRows(copy.facility));
    write("H2", 12, "申請した内容");
    table(fieldNames.map((name) => [fieldLabels[name], answerText(copy.content, name)]));
    write("P", 9, DEMO_MARK);
    root.end();
  });
}

function facilityRows({
  kind,
  code,
  name,
  founder,
  address,
}: Facility): readonly (readonly [string, string])[] {
  return [
    ["名称", name],
    [kind === "treatment" ? "登録記号番号" : "医療機関コード", code],
    ["開設者", founder],
    ["所在地", address],
  ];
}

function drawRow(document: PDFKit.PDFDocument, label: string, value: string): void {
  const top = document.y;
  const width = LEFT + TEXT_WIDTH - VALUE_LEFT;
  document.fontSize(10.5).text(label, LEFT, top, { width: VALUE_LEFT - LEFT - 8 });
  const under = document.y;
  document.text(value, VALUE_LEFT, top, { width });
  const bottom = Math.max(under, document.y) + 2 * MILLIMETRE;
  document
    .moveTo(LEFT, bottom)
    .lineTo(LEFT + TEXT_WIDTH, bottom)
    .lineWidth(0.5)
    .stroke("#767676");
  document.y = bottom + 2 * MILLIMETRE;
}
