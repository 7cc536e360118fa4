/** What a card application is made of: a DF name and elementary files, addressed by identifier or by its low five bits. */
import type { PinName } from "./state.ts";

export type ElementaryFile = (
  | { readonly kind: "transparent"; readonly content: Uint8Array; readonly opens: Access }
  | { readonly kind: "records"; readonly records: readonly Uint8Array[] }
  | { readonly kind: "pin"; readonly pin: PinName; readonly changeable: RegExp | null }
  | { readonly kind: "key"; readonly pkcs8: Uint8Array; readonly opens: Access }
  /** Blocked from the factory on: nobody outside the issuer has its value. */
  | { readonly kind: "blocked-pin" }
) & {
  /** The file holds the 個人番号 or is opened by it; its use is restricted by law (番号法). */
  readonly forbidden?: true;
};

/** `free`, or the secret numbers of which any one opens the file. */
export type Access = "free" | readonly PinName[];

export type Application = {
  readonly name: string;
  /** Lower-case hex. */
  readonly aid: string;
  /** PKCS#8. Signs for anybody, to prove that the chip is there. */
  readonly presenceKey?: Uint8Array;
  readonly files: ReadonlyMap<number, ElementaryFile>;
};
