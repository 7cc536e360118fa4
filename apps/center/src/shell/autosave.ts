/** What a form that saves itself is told. */
import type { FieldErrors } from "@madoguchi/platform";

export type AutosaveAnswer =
  | {
      readonly kind: "saved";
      /** For the next save. */
      readonly version: number;
      /** 「10:32に保存しました」 */
      readonly words: string;
      /** Of what was answered already; questions that nobody came to yet are not wrong. */
      readonly errors: FieldErrors;
    }
  /** Somebody saved something newer: nothing was overwritten. */
  | { readonly kind: "conflict"; readonly words: string };
