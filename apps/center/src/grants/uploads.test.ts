/** What strangers send as receipts: taken harmless or not at all, each kind once. */
import { createHash } from "node:crypto";
import { deflateRawSync, deflateSync } from "node:zlib";
import { createPdf, enqueue, transaction } from "@madoguchi/platform";
import { heicPhoto, official, registerFacility } from "@madoguchi/test";
import type { Visitor } from "@madoguchi/test";
import sharp from "sharp";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  files,
  fillApplication,
  finishIntroduction,
  startApplication,
  startGrantCenter,
  submit,
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
/** Its objects packed, as PDFs have them since 1.5. */
const packedPdf = (objects: string | Buffer) => {
  const packed = deflateSync(objects);

  return Uint8Array.from(
    Buffer.concat([
      Buffer.from("%PDF-1.5\n7 0 obj<</Type /ObjStm/N 1/First 4/Filter/FlateDecode>>stream\r\n"),
      packed,
      Buffer.from("\nendstream endobj\n%%EOF\n"),
    ]),
  );
};
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

/** @param side of the picture as the file claims it */
const heic = (side: number) => {
  const photo = heicPhoto();
  const size = photo.indexOf("ispe") + 8;
  photo.writeUInt32BE(side, size);
  photo.writeUInt32BE(side, size + 4);

  return new Uint8Array(photo.buffer);
};

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
  ["a HEIC of 400 megapixels", "縦横が大きすぎて", heic(20_000)],
  ["a HEIC that is no picture inside", "このHEICの写真は開けません", heic(720).fill(0xa5, 950)],
  ["a HEIC cut in its middle", "このHEICの写真は開けません", heic(720).slice(0, 800)],
  ["a PDF with a script", "動く仕掛け", pdf("/OpenAction<</S/JavaScript/JS(app.alert(1))>>")],
  [
    "a PDF that hides its script's name",
    "動く仕掛け",
    pdf("/AA 2 0 R/Names<</J#61vaScript 3 0 R>>"),
  ],
  [
    "a PDF that packs its script",
    "動く仕掛け",
    packedPdf("1 0 <</OpenAction<</S/J#61vaScript/JS(app.alert(1))>>>>"),
  ],
  ["a PDF whose objects grow a thousandfold", "動く仕掛け", packedPdf(Buffer.alloc(50_000_000))],
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

/** A photo as phones take it: on its side, with a place, and with lines of ink. */
async function photo(seed: number, width = 1600): Promise<Uint8Array<ArrayBuffer>> {
  const lines = Array.from(
    { length: 12 },
    (_, row) =>
      `<rect x="${60 + ((row * 104_729 * seed) % 300)}" y="${60 + row * 110}" width="${120 + ((row * 7919 * seed) % 500)}" height="40"/>`,
  );
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="1500"><rect width="1000" height="1500" fill="#fff"/>${lines.join("")}</svg>`;
  const bytes = await sharp(Buffer.from(drawing))
    .resize({ width })
    .withExif({ IFD3: { GPSLatitudeRef: "N", GPSLatitude: "35/1 40/1 0/1" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

  return Uint8Array.from(bytes);
}

test("a photo is kept upright, without its place, and without what hides behind its end", async () => {
  const hidden = ascii("PK\x03\x04<script>alert(1)</script>%PDF-1.4");
  const taken = await photo(1);
  expect((await sharp(taken).metadata()).exif).toBeDefined();
  const kept = await stored(Uint8Array.from([...taken, ...hidden]), "写真.jpg");
  expect(await sharp(kept).metadata()).toMatchObject({ width: 2400, height: 1600 });
  expect((await sharp(kept).metadata()).exif).toBeUndefined();
  expect(kept.includes("script")).toBe(false);
  expect(kept.includes("%PDF")).toBe(false);
});

test("a HEIC photo is kept as a JPEG that every browser shows, without its place and what hides behind its end", async () => {
  const hidden = ascii("PK\x03\x04<script>alert(1)</script>%PDF-1.4");
  await send(Uint8Array.from([...heicPhoto(), ...hidden]), "IMG_0001.HEIC");
  const { html } = await visitor.get(`${path}/receipts`);
  const [, href = ""] = /href="([^"]+)"[^>]*>IMG_0001\.jpg/.exec(html) ?? [];
  const kept = await visitor.download(href);
  expect(kept.type).toBe("image/jpeg");
  const { width, height, format, exif } = await sharp(kept.bytes).metadata();
  expect({ width, height, format, exif }).toEqual({
    width: 960,
    height: 720,
    format: "jpeg",
    exif: undefined,
  });
  for (const trace of ["KAKU", "script", "%PDF"]) {
    expect(Buffer.from(kept.bytes).includes(trace)).toBe(false);
  }
  const preview = await visitor.download(`${href}/preview`);
  expect([preview.type, preview.bytes.length > 500]).toEqual(["image/jpeg", true]);
  const turned = await visitor.post(`${href}/turn`, {});
  expect(turned.html).toContain("IMG_0001.jpg");
});

test("a photo that lies on its side is turned, and what was there before can be seen no longer", async () => {
  await send(await photo(2, 800), "横向き.jpg");
  const page = await visitor.get(`${path}/receipts`);
  const [turn = ""] = /[^"]+\/turn/.exec(page.html.slice(page.html.indexOf("横向き"))) ?? [];
  const before = turn.replace(/\/turn$/, "");
  expect(await sharp((await visitor.download(before)).bytes).metadata()).toMatchObject({
    width: 1200,
    height: 800,
  });
  expect((await visitor.post(turn, {})).html).toContain("横向き.jpg");
  const after = await visitor.get(`${path}/receipts`);
  const row = after.html.slice(after.html.indexOf("横向き") - 400);
  const [preview = ""] = /[^"]+\/preview(?=")/.exec(row) ?? [];
  expect(await sharp((await visitor.download(preview)).bytes).metadata()).toMatchObject({
    width: 320,
    height: 480,
    format: "jpeg",
  });
  // The same button, pressed in a window that shows the page of before.
  expect((await visitor.post(turn, {})).status).toBe(404);
});

const PART = 256 * 1024;

/** As the page's script does it. */
async function announce(bytes: Uint8Array, name: string, of = bytes) {
  const sha256 = createHash("sha256").update(of).digest("hex");
  const { html } = await visitor.post(`${path}/uploads`, {
    name,
    size: String(bytes.length),
    sha256,
  });

  return JSON.parse(html);
}
const partBy = (sender: Visitor, id: string, from: number, bytes: Uint8Array<ArrayBuffer>) =>
  sender.upload(
    `${path}/uploads/${id}?from=${from}`,
    new Blob([bytes], { type: "application/octet-stream" }),
  );
const sendPart = async (id: string, from: number, bytes: Uint8Array<ArrayBuffer>) =>
  JSON.parse((await partBy(visitor, id, from, bytes)).html);
/** Not packed, so that it has several parts. */
const largePdf = (text: string) => pdf(`/${text} (${"x".repeat(3 * PART - 1000)})`);

test("a file in parts is whole at the end, whatever was lost on the way", async () => {
  const file = largePdf("Parts");
  const begun = await announce(file, "大きな領収書.pdf");
  expect(begun.received).toBe(0);
  const part = (index: number) => file.slice(index * PART, (index + 1) * PART);
  expect(await sendPart(begun.id, 0, part(0))).toEqual({ received: PART });
  // The answer was lost: the same part again, one that is not the next, and none at all.
  expect(await sendPart(begun.id, 0, part(0))).toEqual({ received: PART });
  expect(await sendPart(begun.id, 2 * PART, part(2))).toEqual({ received: PART });
  expect(await sendPart(begun.id, PART, part(1).slice(5))).toEqual({ received: PART });
  // Chosen again after a reload: it goes on.
  expect(await announce(file, "大きな領収書.pdf")).toEqual({ id: begun.id, received: PART });
  expect(await sendPart(begun.id, PART, part(1))).toEqual({ received: 2 * PART });
  expect(await sendPart(begun.id, 2 * PART, part(2))).toEqual({ done: true });
  const { html } = await visitor.get(`${path}/receipts`);
  const href = new RegExp(`href="([^"]+)">大きな領収書`).exec(html)?.[1];
  expect(Buffer.from((await visitor.download(href ?? "")).bytes).equals(file)).toBe(true);
  expect((await partBy(visitor, begun.id, 0, part(0))).status).toBe(404);
});

test("a file in parts is judged as any other, and is what was announced", async () => {
  const script = largePdf("OpenAction<</S/JavaScript/JS(x)>>/Rest");
  const { id } = await announce(script, "動く.pdf");
  for (const from of [0, PART]) await sendPart(id, from, script.slice(from, from + PART));
  const judged = await sendPart(id, 2 * PART, script.slice(2 * PART));
  expect(judged.problem).toContain("動く仕掛け");
  const other = await announce(pdf("/One"), "別物.pdf", pdf("/Two"));
  expect((await sendPart(other.id, 0, pdf("/One"))).problem).toContain("内容が変わった");
  // It begins anew.
  expect((await announce(pdf("/One"), "別物.pdf", pdf("/Two"))).id).not.toBe(other.id);
});

test("nobody else goes on with it, and what nobody goes on with is forgotten after a week", async () => {
  const file = largePdf("Left");
  const { id } = await announce(file, "途中.pdf");
  const stranger = await registerFacility(center);
  expect((await partBy(stranger.visitor, id, 0, file.slice(0, PART))).status).toBe(404);
  await sendPart(id, 0, file.slice(0, PART));
  const rows = () =>
    center.db.selectFrom("grantUpload").select("id").where("id", "=", id).execute();
  expect(await rows()).toHaveLength(1);
  const old = Temporal.Instant.from("2026-11-14T00:00:00Z");
  await center.db.updateTable("grantUpload").set({ touchedAt: old }).where("id", "=", id).execute();
  await transaction(center.db, (tx) => enqueue(tx, "forget", {}));
  await expect.poll(rows).toEqual([]);
});

test("what a colleague began goes on with whoever chooses the same file", async () => {
  const file = largePdf("Colleague");
  const { id } = await announce(file, "二人.pdf");
  await sendPart(id, 0, file.slice(0, PART));
  const colleague = await registerFacility(center);
  const { accountId } = await center.db
    .selectFrom("account")
    .select("id as accountId")
    .where("mail", "=", colleague.mail)
    .executeTakeFirstOrThrow();
  await center.db.updateTable("grantUpload").set({ accountId }).where("id", "=", id).execute();
  expect((await partBy(visitor, id, PART, file.slice(PART, 2 * PART))).status).toBe(404);
  expect(await announce(file, "二人.pdf")).toEqual({ id, received: PART });
  expect(await sendPart(id, PART, file.slice(PART, 2 * PART))).toEqual({ received: 2 * PART });
});

test("a receipt in another file, smaller and packed anew, is seen by whoever reviews it", async () => {
  const send1 = await submitWith(await photo(5));
  await submitWith(await photo(7), "別の領収書.jpg");
  const second = await submitWith(await photo(5, 700), "小さくした写し.jpg");
  const review = async (at: string) => (await (await official(center)).get(`/office${at}`)).html;
  const html = await review(second.path);
  expect(html).toContain("ほかの申請に、よく似た画像があります");
  expect(html).toContain(`「小さくした写し.jpg」は、${send1.facilityName}（`);
  expect(html).not.toContain("「別の領収書.jpg」に似ています");
});

test("what a machine reads on a receipt is proposed, and taken over by a button", async () => {
  const applicant = await registerFacility(center);
  await finishIntroduction(center, applicant.facilityCode);
  const at = await startApplication(applicant.visitor);
  const lines = ["2026年10月3日", "カードリーダー 5,000円", "合計 5,000円", "株式会社架空電器"];
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="700"><rect width="900" height="700" fill="#fff"/>${lines
    .map(
      (line, row) =>
        `<text x="60" y="${120 + row * 120}" font-family="Noto Sans CJK JP" font-size="46">${line}</text>`,
    )
    .join("")}</svg>`;
  const picture = Uint8Array.from(await sharp(Buffer.from(drawing)).png().toBuffer());
  await applicant.visitor.upload(`${at}/receipts`, uploadForm(new File([picture], "領収書.png")));
  await expect
    .poll(async () => (await applicant.visitor.get(`${at}/receipts`)).html, { timeout: 60_000 })
    .toContain("令和8年10月3日（土）　株式会社架空電器　5,000円");
  const { html } = await applicant.visitor.get(`${at}/receipts`);
  const [take = ""] = /\/grants\/[^"]+\/take[^"]*/.exec(html) ?? [];
  const costs = await applicant.visitor.post(take.replaceAll("&amp;", "&"), {});
  expect(costs.path).toBe(`${at}/costs#lines-0`);
  expect(costs.html).toMatch(/name="lines\.0\.amountYen"[^>]* value="5000"/);
  expect(costs.html).toMatch(/name="lines\.0\.shop"[^>]* value="株式会社架空電器"/);
  expect(costs.html).toMatch(/name="lines\.0\.purchasedOn\.year"[^>]* value="2026"/);
  // Again: into the next row, and what was typed stays.
  expect((await applicant.visitor.post(take.replaceAll("&amp;", "&"), {})).path).toBe(
    `${at}/costs#lines-1`,
  );
});

test("a receipt as PDF is previewed and read, and keeps its own bytes", async () => {
  const { visitor: applicant, facilityCode } = await registerFacility(center);
  await finishIntroduction(center, facilityCode);
  const at = await startApplication(applicant);
  const paper = await createPdf("領収書", (document) => {
    for (const text of ["領収書", "2026年10月3日", "合計 ¥5,000", "株式会社架空電器"]) {
      document.fontSize(20).text(text);
    }
  });
  const file = new File([Uint8Array.from(paper)], "領収書.pdf");
  await applicant.upload(`${at}/receipts`, uploadForm(file));
  await expect
    .poll(async () => (await applicant.get(`${at}/receipts`)).html, { timeout: 60_000 })
    .toContain("令和8年10月3日（土）　株式会社架空電器　5,000円");
  const { html } = await applicant.get(`${at}/receipts`);
  const [preview = ""] = /\/grants\/[^"]+\/preview/.exec(html) ?? [];
  const picture = await applicant.download(preview);
  expect([picture.type, picture.bytes.length > 1000]).toEqual(["image/jpeg", true]);
  expect(html).not.toContain("右に回す");
  const own = await applicant.download(preview.replace("/preview", ""));
  expect(Buffer.compare(own.bytes, paper)).toBe(0);
});

async function submitWith(bytes: Uint8Array<ArrayBuffer>, name = "領収書.jpg") {
  const { visitor: applicant, facilityCode, facilityName } = await registerFacility(center);
  await finishIntroduction(center, facilityCode);
  const at = await startApplication(applicant);
  await fillApplication(applicant, at, new File([bytes], name));
  await submit(applicant, at);

  return { path: at, facilityName };
}

test("a paper whose packed objects only show a page is taken", async () => {
  const kept = await stored(packedPdf("1 0 <</Type/Catalog/Pages 2 0 R>>"), "詰めた.pdf");
  expect(kept.subarray(0, 8).toString()).toBe("%PDF-1.5");
});

test("a scanned paper without any action is taken", async () => {
  const scanned =
    "/Length 9>>\nstream\n/JS /JS (\nendstream\nendobj\n2 0 obj<</OpenAction[1 0 R/Fit]";
  const kept = await stored(pdf(scanned), "領収書.pdf");
  expect(kept.subarray(0, 5).toString()).toBe("%PDF-");
});
