import type { LinkKind } from "@madoguchi/card";

/**
 * Where a card is laid: on a reader, which shows that one is there, or against a phone, which shows none before it is
 * opened. Whatever a check needs is therefore asked for before the card on a phone, and after it on a reader.
 */
export type CardPlace = "reader" | "phone";

export function cardPlaceOf(kind: LinkKind): CardPlace {
  switch (kind) {
    case "nfc-android":
    case "nfc-ios":
      return "phone";
    case "pcsc":
    case "ble":
    case "webusb":
    case "websmartcard":
    case "virtual":
    case "replay":
      return "reader";
  }
}
