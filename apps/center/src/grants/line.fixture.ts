/** A line with nothing but what every line has. */
import { Temporal } from "temporal-polyfill";
import type { CostLine } from "./rules/amount.ts";

export const plainLine: CostLine = {
  item: "reader",
  detail: "",
  product: "KR-300",
  model: "",
  maker: "",
  quantity: 1,
  unitYen: null,
  amountYen: 5000,
  tax: null,
  otherYen: 0,
  purchasedOn: Temporal.PlainDate.from("2025-12-01"),
  shop: "架空電器",
  receiptNumber: "",
};
