/** One facility on the last evening: from the first press to the page that says it has arrived, as a browser sends it. */
import { photo } from "./photo.ts";

export const PHOTOS = 3;

export type Arrived = {
  /** From the press of 「この内容で申請する」 to the whole of the page after it. */
  readonly lastPageMs: number;
  /** The slowest page before that; the one that takes the photos included. */
  readonly slowestMs: number;
  readonly path: string;
  readonly lastPage: string;
};

const costs = {
  "lines.0.item": "reader",
  "lines.0.product": "架空のカードリーダー",
  "lines.0.quantity": "1",
  "lines.0.amountYen": "5000",
  "lines.0.purchasedOn.year": "2026",
  "lines.0.purchasedOn.month": "11",
  "lines.0.purchasedOn.day": "2",
  "lines.0.shop": "架空電器",
  do: "next",
};

const account = {
  bankName: "架空銀行",
  bankCode: "0001",
  branchName: "霞が関支店",
  branchCode: "001",
  depositKind: "ordinary",
  accountNumber: "0000123",
  accountHolder: "カクウイイン",
};

/** @throws when any page says anything but what it should */
export async function applyOnce(origin: string, cookie: string): Promise<Arrived> {
  const browser = openBrowser(origin, cookie);
  const path = await browser.post("/grants", { programme: "demo" });
  const first = await browser.get(`${path}/costs`);
  await browser.post(`${path}/costs`, { ...costs, version: versionIn(first) });
  const photos = new FormData();
  for (let number = 1; number <= PHOTOS; number += 1) {
    photos.append("receipts", new File([photo()], `領収書${number}.png`, { type: "image/png" }));
  }
  await browser.post(`${path}/receipts`, photos);
  const third = await browser.get(`${path}/account`);
  await browser.post(`${path}/account`, { ...account, version: versionIn(third) });
  const confirm = await browser.get(`${path}/confirm`);
  const slowestMs = browser.slowest();
  const start = performance.now();
  const after = await browser.post(`${path}/submit`, { version: versionIn(confirm) });
  const lastPage = await browser.get(after);
  const lastPageMs = performance.now() - start;
  if (!lastPage.includes("審査担当が内容を確かめています")) {
    throw new Error(`${path} did not arrive`);
  }

  return { path, lastPage, lastPageMs, slowestMs };
}

function openBrowser(origin: string, cookie: string) {
  let slowest = 0;
  const ask = async (path: string, init: RequestInit): Promise<Response> => {
    const start = performance.now();
    const response = await fetch(origin + path, {
      ...init,
      redirect: "manual",
      headers: { cookie, origin },
    });
    slowest = Math.max(slowest, performance.now() - start);

    return response;
  };

  return {
    slowest: () => slowest,
    async get(path: string): Promise<string> {
      const response = await ask(path, {});
      if (response.status !== 200) throw new Error(`${path}: ${response.status}`);

      return response.text();
    },
    /** @returns where it leads */
    async post(path: string, body: Readonly<Record<string, string>> | FormData): Promise<string> {
      const form = body instanceof FormData ? body : new URLSearchParams(body);
      const response = await ask(path, { method: "POST", body: form });
      const location = response.headers.get("location");
      const html = await response.text();
      if (response.status !== 303 || location === null) {
        throw new Error(`${path}: ${response.status} ${html.slice(0, 200)}`);
      }

      return location;
    },
  };
}

function versionIn(html: string): string {
  const version = /name="version" value="(\d+)"/.exec(html)?.[1];
  if (version === undefined) throw new Error("the page carries no version");

  return version;
}
