import { expect, test } from "vitest";
import sharp from "sharp";
import { canReadPictures, linesOfTsv, writingIn } from "./picture-text.ts";

/** As Tesseract 5.3 wrote it of a made-up receipt. */
const recorded = [
  "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext",
  "1\t1\t0\t0\t0\t0\t0\t0\t900\t1100\t-1\t",
  "4\t1\t1\t1\t1\t0\t58\t83\t130\t40\t-1\t",
  "5\t1\t1\t1\t1\t1\t58\t83\t84\t40\t95.155411\t領収",
  "5\t1\t1\t1\t1\t2\t147\t83\t41\t40\t93.159286\t書",
  "5\t1\t1\t4\t2\t1\t60\t523\t84\t40\t92.685928\t送料",
  "5\t1\t1\t4\t2\t2\t170\t523\t60\t40\t12.000000\t|",
  "5\t1\t1\t4\t2\t3\t190\t523\t80\t40\t92.141739\t980",
  "5\t1\t1\t4\t2\t4\t275\t523\t40\t40\t92.849419\t円",
  "",
].join("\n");

test("Tesseract's words become lines, without those it doubts", () => {
  expect(linesOfTsv(recorded)).toEqual([{ text: "領収 書" }, { text: "送料 980 円" }]);
  expect(linesOfTsv("")).toEqual([]);
});

test("reads a picture, and what is none comes to an end", async () => {
  expect(await canReadPictures()).toBe(true);
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200"><rect width="600" height="200" fill="#fff"/><text x="40" y="120" font-family="Noto Sans CJK JP" font-size="48">合計 5,980円</text></svg>`;
  const lines = await writingIn(await sharp(Buffer.from(drawing)).png().toBuffer());
  expect(lines?.map(({ text }) => text.replaceAll(" ", "")).join()).toMatch(/合計5[,.]980円/);
  expect(await writingIn(Buffer.from("no picture"))).toBeNull();
});
