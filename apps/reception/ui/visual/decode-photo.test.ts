import { createRequire } from "node:module";
import { readFaceRecord } from "@madoguchi/card";
import { createSurfaceAuthority, personaliseSurface } from "@madoguchi/virtual-card";
import { beforeAll, expect, test } from "vitest";
import { hanako } from "../people.fixture.ts";
import { decodePhoto } from "./decode-photo.ts";
import type { OpenJpegFactory } from "./openjpeg.ts";

const require = createRequire(import.meta.url);
const load = async () => {
  const start: OpenJpegFactory = require("@cornerstonejs/codec-openjpeg/decodewasmjs");
  return start({ print: () => {}, printErr: () => {} });
};

let photo: Uint8Array;

beforeAll(async () => {
  const printed = { holder: hanako, expiry: "2036-02-17", securityCode: "2285" };
  const surface = await personaliseSurface(await createSurfaceAuthority(), printed);
  const record = readFaceRecord(Buffer.from(surface.face, "base64"));
  photo = record?.photo ?? new Uint8Array();
});

test("the photo of a card becomes a grey picture", async () => {
  const { width, height, pixels } = await decodePhoto(photo, load);
  expect([width, height, pixels.length]).toEqual([240, 300, 72_000]);
  // A drawing: dark lines on a light ground.
  expect(pixels.filter((grey) => grey > 200).length).toBeGreaterThan(20_000);
  expect(pixels.filter((grey) => grey < 80).length).toBeGreaterThan(500);
});

test("what is no whole photo becomes nothing", async () => {
  const spoilt = photo.slice();
  spoilt.fill(0, 200, 1000);
  for (const bytes of [new Uint8Array(), new Uint8Array(300), photo.slice(0, 500), spoilt]) {
    await expect(decodePhoto(bytes, load)).rejects.toBeDefined();
  }
});
