/** What a card application is made of: a DF name and elementary files, addressed by identifier or by its low five bits. */
import type { SignatureScheme } from "@madoguchi/card";
import type { PinName } from "./state.ts";

export type ElementaryFile = (
  | { readonly kind: "transparent"; readonly content: Uint8Array; readonly opens: Access }
  | { readonly kind: "records"; readonly records: readonly Uint8Array[] }
  | {
      readonly kind: "pin";
      readonly pin: PinName;
      /** `by`: the instruction that changes it, CHANGE REFERENCE DATA or JICSAP's CHANGE KEY. */
      readonly changeable: { readonly by: "24" | "32"; readonly to: RegExp } | null;
    }
  | SigningKey
  /** Answers INTERNAL AUTHENTICATE for anybody. */
  | { readonly kind: "internal-key"; readonly pkcs8: Uint8Array }
  /** Against which a terminal's certificate is checked; see `TerminalGate`. */
  | { readonly kind: "terminal-authority" }
  /** Blocked from the factory on: nobody outside the issuer has its value. */
  | { readonly kind: "blocked-pin" }
) & {
  /** The file holds the 個人番号 or is opened by it; its use is restricted by law (番号法). */
  readonly forbidden?: true;
};

export type SigningKey = {
  readonly kind: "key";
  readonly scheme: SignatureScheme["name"];
  readonly pkcs8: Uint8Array;
  readonly opens: Access;
  /** An admitted terminal opens it too. */
  readonly terminals?: true;
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
