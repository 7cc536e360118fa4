import { queueMail } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";

/** Whoever changes how one gets in, or comes in by a way kept for trouble, tells whose account it is. */
export async function tellOwner(
  tx: Tx,
  { mail, name }: { readonly mail: string; readonly name: string },
  ...whatHappened: readonly string[]
): Promise<void> {
  await queueMail(tx, {
    to: mail,
    subject: "【窓口】ログインの設定が変わりました",
    text: [
      `${name} 様`,
      "",
      ...whatHappened,
      "",
      "お心当たりのないときは、すぐにコールセンター（0800-080-4583）へお電話ください。",
    ].join("\n"),
  });
}
