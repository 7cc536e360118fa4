import { queueMail } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { accountChangedMail } from "../way-in-mails.ts";

/** Whoever changes how one gets in, or comes in by a way kept for trouble, tells whose account it is. */
export async function tellOwner(
  tx: Tx,
  { mail, name }: { readonly mail: string; readonly name: string },
  ...whatHappened: readonly string[]
): Promise<void> {
  await queueMail(tx, { to: mail, ...accountChangedMail(name, whatHappened) });
}
