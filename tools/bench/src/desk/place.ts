/** A whole desk: the built page from a real center, an agent with a reader whose card takes its time, and a person who is insured. */
import { join } from "node:path";
import { decorate } from "@madoguchi/card";
import type { ReaderPort } from "@madoguchi/card";
import { seeding } from "@madoguchi/center";
import { tokyoDate } from "@madoguchi/notation";
import { newId, openDatabase, systemClock, transaction } from "@madoguchi/platform";
import { createVirtualReader, startAgent } from "@madoguchi/reception/desktop";
import {
  createTestPki,
  crlPartition,
  personalise,
  signCrl,
  VirtualCard,
} from "@madoguchi/virtual-card";
import type { CardImage, TestPki } from "@madoguchi/virtual-card";
import { build } from "vite";
import { openBenchCenter } from "../bench-center.ts";
import { codeOf, insertFacility } from "../facility.ts";
import { insertInsured } from "../check/insured.ts";

const REPOSITORY = join(import.meta.dirname, "../../../..");
const CARD = "card";

export type TerminalOfPage = {
  readonly terminalId: string;
  readonly facilityCode: string;
  readonly facilityName: string;
  readonly terminalName: string;
  readonly userId: string;
  readonly goLiveOn: null;
};

/** When a command was with the card, in milliseconds since the epoch. */
export type Transmission = { readonly from: number; readonly to: number };

export type DeskPlace = AsyncDisposable & {
  readonly url: string;
  /** Of all cards so far. */
  readonly transmissions: readonly Transmission[];
  put(): Promise<void>;
  take(): Promise<void>;
  /** Makes the browser that holds this key the facility's own. */
  register(key: { readonly x: string; readonly y: string }): Promise<TerminalOfPage>;
};

export async function openDeskPlace(apduMilliseconds: number): Promise<DeskPlace> {
  await using started = new AsyncDisposableStack();
  const today = tokyoDate(systemClock.now());
  const pki = await createTestPki(today);
  const image = await personalise(pki, holder, { issuedOn: today.subtract({ years: 1 }) });
  const transmissions: Transmission[] = [];
  const reader = createVirtualReader({
    deck: [
      {
        id: CARD,
        label: "架空　太郎",
        description: "測定用",
        printed: null,
        load: () => VirtualCard.fromImage(image),
      },
    ],
    delayMs: apduMilliseconds,
  });
  const origins: string[] = [];
  const agent = await startAgent({
    ports: [timed(reader.port, transmissions)],
    tray: reader.tray,
    allowedOrigins: origins,
  });
  started.defer(() => agent.close());
  const page = await buildPage();
  const center = await openBenchCenter({
    fill: (db) => transaction(db, (tx) => fill(tx, pki, image)),
    reception: { directory: page, agentUrl: agent.url },
  });
  started.use(center);
  origins.push(center.origin);
  const stack = started.move();

  return {
    url: `${center.origin}/reception/`,
    transmissions,
    put: () => reader.tray.put(CARD),
    take: () => reader.tray.remove(),
    register: (key) => register(center.databaseUrl, key),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

const holder = {
  name: "架空　太郎",
  sex: "male",
  birthDate: "1980-02-17",
  prefecture: "架空県",
  city: "窓口市",
  address: "架空県窓口市見本町一丁目２番３号",
  municipalityCode: "99201",
} as const;

/** Each command's time is the card's own: what it computes, and what a real one would take besides. */
function timed(port: ReaderPort, transmissions: Transmission[]): ReaderPort {
  return {
    list: () => port.list(),
    watch: (callback) => port.watch(callback),
    open: async (id, options) => {
      const link = await port.open(id, options);

      return decorate(link, async (apdu, limits) => {
        const from = performance.timeOrigin + performance.now();
        const answer = await link.transmit(apdu, limits);
        transmissions.push({ from, to: performance.timeOrigin + performance.now() });

        return answer;
      });
    },
  };
}

async function buildPage(): Promise<string> {
  const outDir = join(REPOSITORY, "var", "build", "bench-desk");
  await build({
    configFile: join(REPOSITORY, "apps", "reception", "ui", "vite.config.ts"),
    logLevel: "error",
    build: { outDir, emptyOutDir: true },
  });

  return outDir;
}

type Tx = Parameters<typeof insertInsured>[0];

async function fill(tx: Tx, pki: TestPki, image: CardImage): Promise<void> {
  await insertInsured(tx, [Buffer.from(image.auth.certificate, "base64")]);
  const thisUpdate = systemClock.now().round({ smallestUnit: "second", roundingMode: "floor" });
  await seeding.installTrust(tx, systemClock, {
    roots: pki.auth.map(({ certificate }) => certificate),
    crls: pki.auth.map((root) =>
      signCrl(root, {
        number: 1,
        thisUpdate,
        nextUpdate: thisUpdate.add({ hours: 24 }),
        partition: crlPartition("auth"),
        revoked: [],
      }),
    ),
  });
}

async function register(
  databaseUrl: string,
  key: { readonly x: string; readonly y: string },
): Promise<TerminalOfPage> {
  const terminalId = newId();
  const place = {
    facilityCode: codeOf(1),
    facilityName: "架空医院",
    terminalName: "受付1",
    userId: "W9000001",
  };
  const db = openDatabase(databaseUrl, { max: 1 });
  try {
    await transaction(db, async (tx) => {
      const facilityId = await insertFacility(tx, {
        code: place.facilityCode,
        name: place.facilityName,
        createdAt: systemClock.now(),
      });
      await seeding.seedTerminal(tx, systemClock, {
        id: terminalId,
        facilityId,
        userId: place.userId,
        name: place.terminalName,
        kind: "windows",
        key,
      });
    });
  } finally {
    await db.destroy();
  }

  return { ...place, terminalId, goLiveOn: null };
}
