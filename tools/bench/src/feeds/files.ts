/** Files of one insurer, of people who do not exist (架空): a full one, the next full one, and a differential one. */
import { once } from "node:events";
import { createWriteStream } from "node:fs";

export const INSURER = "130013";

const TITLES =
  "保険者番号,記号,番号,枝番,本人・家族の別,氏名,カナ,生年月日,性別,資格取得年月日,資格喪失年月日,喪失事由,有効開始年月日,有効終了年月日,一部負担金割合,郵便番号,住所";

/** Of a hundred people one pays another share in the next file; of two hundred one is in the differential file. */
const CHANGED = 100;
const DIFFERENT = 200;

function line(n: number, copay: string): string {
  const born = `${1940 + (n % 80)}-0${(n % 9) + 1}-${10 + (n % 18)}`;
  const family = `国${n % 900},${1000 + Math.floor(n / 3)},0${(n % 3) + 1},${n % 3 === 0 ? 1 : 2}`;
  const address = `架空県窓口市見本町${n % 50}丁目${n % 999}番`;

  return `${INSURER},${family},見本　太郎${n % 97},ミホン　タロウ,${born},${(n % 2) + 1},2021-04-01,,,2025-08-01,2027-07-31,${copay},1000013,${address}\n`;
}

export async function writeFull(path: string, lines: number): Promise<void> {
  await write(path, `${TITLES}\n`, lines, 1, (n) => line(n, "030"));
}

export async function writeNext(path: string, lines: number): Promise<void> {
  await write(path, `${TITLES}\n`, lines, 1, (n) => line(n, n % CHANGED === 0 ? "020" : "030"));
}

export async function writeDifferential(path: string, lines: number): Promise<void> {
  await write(path, `異動区分,${TITLES}\n`, lines, DIFFERENT, (n) => `1,${line(n, "010")}`);
}

async function write(
  path: string,
  titles: string,
  lines: number,
  step: number,
  lineOf: (n: number) => string,
): Promise<void> {
  const file = createWriteStream(path, { mode: 0o644 });
  let text = titles;
  for (let n = 0; n < lines; n += step) {
    text += lineOf(n);
    if (text.length < 1_000_000) continue;
    if (!file.write(text)) await once(file, "drain");
    text = "";
  }
  file.end(text);
  await once(file, "finish");
}
