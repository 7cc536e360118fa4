/** What strangers send as receipts: taken harmless or not at all, each kind once. */
import { deflateRawSync } from "node:zlib";
import { registerFacility } from "@madoguchi/test";
import type { Visitor } from "@madoguchi/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  files,
  finishIntroduction,
  startApplication,
  startGrantCenter,
  uploadForm,
} from "./grants.fixture.ts";
import type { GrantCenter } from "./grants.fixture.ts";

let center: GrantCenter;
let visitor: Visitor;
let path: string;
beforeAll(async () => {
  center = await startGrantCenter();
  const facility = await registerFacility(center);
  await finishIntroduction(center, facility.facilityCode);
  ({ visitor } = facility);
  path = await startApplication(visitor);
});
afterAll(() => center.close());

const ascii = (text: string) => [...Buffer.from(text, "latin1")];
const segment = (marker: number, body: readonly number[]) => [
  0xff,
  marker,
  (body.length + 2) >> 8,
  (body.length + 2) & 0xff,
  ...body,
];
const frame = (width: number, height: number) =>
  segment(0xc0, [8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0]);
const scan = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 1, 2, 3, 0xff, 0xd9];
/** Exif that tells a place, and orientation 1. */
const place = segment(0xe1, [
  ...ascii("Exif\0\0MM\0*"),
  0,
  0,
  0,
  8,
  0,
  0,
  ...ascii("GPS 35.6762N"),
]);

const jpeg = (...parts: readonly (readonly number[])[]) =>
  Uint8Array.from([
    0xff,
    0xd8,
    ...segment(0xe0, ascii("JFIF\0\x01\x01\0\0\x01\0\x01\0\0")),
    ...parts.flat(),
  ]);
const png = async (width: number, height: number) => {
  const bytes = await files.png().bytes();
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);

  return bytes;
};
const pdf = (text: string) => Uint8Array.from(ascii(`%PDF-1.4\n1 0 obj<<${text}>>endobj\n%%EOF\n`));
const zip = () => {
  const packed = deflateRawSync(Buffer.alloc(50_000_000));
  const head = Buffer.alloc(30);
  head.write("PK\x03\x04", "latin1");
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt32LE(50_000_000, 22);

  return Uint8Array.from(Buffer.concat([head, packed]));
};

const send = (bytes: Uint8Array<ArrayBuffer>, name: string) =>
  visitor.upload(`${path}/receipts`, uploadForm(new File([bytes], name)));

async function stored(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Buffer> {
  await send(bytes, name);
  const { html } = await visitor.get(`${path}/receipts`);
  const href = [...html.matchAll(/href="([^"]+\/receipts\/[0-9a-f-]{36})">([^<]*)/g)].find(
    ([, , shown]) => shown?.startsWith(name),
  )?.[1];

  return Buffer.from((await visitor.download(href ?? "")).bytes);
}

const text = (markup: string) => Uint8Array.from(ascii(markup));
const wrongType = "領収書として読めない種類です";
const refused: readonly [string, string, Uint8Array<ArrayBuffer>][] = [
  ["a page", wrongType, text("<!doctype html><script>alert(1)</script>")],
  [
    "a drawing with a script",
    wrongType,
    text("<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"),
  ],
  ["a zip that grows a thousandfold", wrongType, zip()],
  ["a program", wrongType, text("MZ\x90\0\x03\0\0\0")],
  ["a picture of 400 megapixels", "縦横が大きすぎて", jpeg(frame(20_000, 20_000), scan)],
  ["a picture cut in its middle", "壊れているため", jpeg(frame(8, 8)).slice(0, -3)],
  ["a PDF with a script", "動く仕掛け", pdf("/OpenAction<</S/JavaScript/JS(app.alert(1))>>")],
  [
    "a PDF that hides its script's name",
    "動く仕掛け",
    pdf("/AA 2 0 R/Names<</J#61vaScript 3 0 R>>"),
  ],
  ["a PDF that starts a program", "動く仕掛け", pdf("/S/Launch/F(cmd.exe)")],
  ["a PDF with a file inside", "動く仕掛け", pdf("/Names<</EmbeddedFiles 3 0 R>>")],
];

test.each(refused)("%s is refused, and says why", async (name, reason, bytes) => {
  const answer = await send(bytes, `${name}.jpg`);
  expect(answer.status).toBe(422);
  expect(answer.html).toContain(reason);
});

test("a huge picture behind a PNG's header is refused before anybody opens it", async () => {
  const answer = await send(await png(30_000, 30_000), "大きい.png");
  expect(answer.html).toContain("縦横が大きすぎて");
});

test("a photo is kept without its place, and without what hides behind its end", async () => {
  const hidden = ascii("PK\x03\x04<script>alert(1)</script>%PDF-1.4");
  const kept = await stored(jpeg(place, frame(8, 8), scan, hidden), "写真.jpg");
  expect(kept.includes("GPS")).toBe(false);
  expect(kept.includes("script")).toBe(false);
  expect(kept.includes("%PDF")).toBe(false);
  expect(kept.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
});

test("a scanned paper without any action is taken", async () => {
  const scanned =
    "/Length 9>>\nstream\n/JS /JS (\nendstream\nendobj\n2 0 obj<</OpenAction[1 0 R/Fit]";
  const kept = await stored(pdf(scanned), "領収書.pdf");
  expect(kept.subarray(0, 5).toString()).toBe("%PDF-");
});
