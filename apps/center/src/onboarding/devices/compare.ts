/** The three ways of reading cards, weighed for one facility by its answers. Pure, and each verdict comes with its reasons. */
import type { KnownModel } from "@madoguchi/contract/known-models";
import { grantAmount } from "../../grants/index.ts";
import type { Programme } from "../../grants/index.ts";
import type { Device } from "../form.ts";
import type { Answers, Owned } from "./questions.ts";

export const ways: readonly Device[] = ["pc", "smartphone", "tablet"];

export type Fit = "good" | "care" | "missing";

export type Point = { readonly fit: Fit; readonly text: string };

/** One thing that the way needs, for all counters together. */
export type Need = {
  readonly name: string;
  readonly quantity: number;
  /** Owned already, and can be used on. */
  readonly reused: boolean;
  /** 税込, for all of them; null when it must be bought and nobody knows for how much. */
  readonly yen: number | null;
};

export type Comparison = {
  readonly way: Device;
  readonly points: readonly Point[];
  readonly needs: readonly Need[];
  /** Null while a price is missing. */
  readonly costYen: number | null;
  /** Null while the cost is, or when no intake is open. */
  readonly grantYen: number | null;
};

type Ruling = Pick<Programme, keyof Parameters<typeof grantAmount>[0]>;

/**
 * @param programme what is open to this facility
 * @param catalogue models that somebody wrote about, as of today
 */
export function compareWays(
  answers: Answers,
  programme: Ruling | null,
  catalogue: readonly KnownModel[],
): readonly Comparison[] {
  return ways.map((way) => {
    const needs = needsOf(way, answers, (each) => listPrice(each, catalogue));
    const costs = needs.flatMap(({ item, need }) =>
      need.yen === null ? [] : [{ item, amountYen: need.yen }],
    );
    const known = costs.length === needs.length;

    return {
      way,
      points: pointsOf(way, answers),
      needs: needs.map(({ need }) => need),
      costYen: known ? costs.reduce((sum, { amountYen }) => sum + amountYen, 0) : null,
      grantYen: known && programme ? grantAmount(programme, costs).amountYen : null,
    };
  });
}

/** The one with the least against it; of equals the one that costs least, as far as costs are known. */
export function recommended(comparisons: readonly Comparison[]): Device {
  const against = ({ points }: Comparison) =>
    points.reduce((sum, { fit }) => sum + weights[fit], 0);
  const bought = ({ needs }: Comparison) => needs.filter(({ reused }) => !reused).length;
  const [best] = comparisons.toSorted(
    (left, right) =>
      against(left) - against(right) ||
      bought(left) - bought(right) ||
      (left.costYen ?? Infinity) - (right.costYen ?? Infinity),
  );

  return best?.way ?? "pc";
}

const weights = { good: 0, care: 1, missing: 10 } as const satisfies Record<Fit, number>;

/** Readers that somebody sold or used for this, by the connection they need. */
export function readersFor(way: Device, catalogue: readonly KnownModel[]): readonly KnownModel[] {
  const connection = { pc: "USB", tablet: "Bluetooth", smartphone: null }[way];

  return catalogue.filter(
    (model) =>
      model.kind === "reader" && connection !== null && model.connection.includes(connection),
  );
}

function listPrice(way: Device, catalogue: readonly KnownModel[]): number | null {
  const prices = readersFor(way, catalogue).flatMap(({ claim, listPriceYen }) =>
    claim === "sold-for-app" && listPriceYen !== undefined ? [listPriceYen] : [],
  );

  return prices.length > 0 ? Math.min(...prices) : null;
}

type Item = "reader" | "smartphone" | "tablet" | "other";

function needsOf(
  way: Device,
  answers: Answers,
  priceOf: (way: Device) => number | null,
): readonly { readonly item: Item; readonly need: Need }[] {
  const need = (item: Item, owned: Owned, name: string, each: number | null) => {
    const reused = answers.owned.includes(owned);

    return {
      item,
      need: {
        name,
        quantity: answers.seats,
        reused,
        yen: reused ? 0 : each === null ? null : each * answers.seats,
      },
    };
  };
  switch (way) {
    case "pc":
      return [
        // What the guide lists for the grant has no computers in it.
        need("other", "pc", "パソコン（Windows）", answers.pcYen),
        need("reader", "usbReader", "USBのカードリーダー", priceOf("pc")),
      ];
    case "smartphone":
      return [need("smartphone", "smartphone", "スマートフォン", answers.smartphoneYen)];
    case "tablet":
      return [
        need("tablet", "tablet", "タブレット", answers.tabletYen),
        need("reader", "bluetoothReader", "Bluetoothのカードリーダー", priceOf("tablet")),
      ];
  }
}

function pointsOf(way: Device, answers: Answers): readonly Point[] {
  return [
    internetPoint(way, answers),
    ...(answers.outside ? [outsidePoints[way]] : []),
    ...(answers.handsFree ? [handsFreePoints[way]] : []),
    ...(answers.readAloud ? [readAloudPoints[way]] : []),
  ];
}

function internetPoint(way: Device, { internet }: Answers): Point {
  switch (internet) {
    case "none":
      return { fit: "missing", text: "先に、受付で使えるインターネットの用意が必要です。" };
    case "wifi":
      return { fit: "good", text: "いまのWi-Fiで使えます。" };
    case "wired":
      return way === "pc"
        ? { fit: "good", text: "いまの有線のインターネットで使えます。" }
        : { fit: "care", text: "Wi-Fiか携帯電話の回線が必要です。" };
    case "mobile":
      return way === "pc"
        ? { fit: "care", text: "パソコンを携帯電話の回線につなぐ用意が必要です。" }
        : { fit: "good", text: "携帯電話の回線で使えます。" };
  }
}

const outsidePoints = {
  pc: { fit: "care", text: "持ち運びには向きません。" },
  smartphone: { fit: "good", text: "1台だけで、どこへでも持って行けます。" },
  tablet: { fit: "good", text: "カードリーダーと一緒に持って行けます。" },
} as const satisfies Record<Device, Point>;

const handsFreePoints = {
  pc: { fit: "good", text: "患者さんがカードを置くだけで読み取れます。" },
  smartphone: {
    fit: "care",
    text: "職員がスマートフォンを持ち、カードに重ねます。手が空いている必要があります。",
  },
  tablet: { fit: "good", text: "患者さんがカードを置くだけで読み取れます。" },
} as const satisfies Record<Device, Point>;

const readAloudPoints = {
  pc: { fit: "good", text: "Windowsの読み上げと、大きな画面が使えます。" },
  smartphone: {
    fit: "care",
    text: "スマートフォンの読み上げは使えますが、画面は小さめです。",
  },
  tablet: { fit: "good", text: "タブレットの読み上げと、大きめの画面が使えます。" },
} as const satisfies Record<Device, Point>;
