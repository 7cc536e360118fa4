/** The command `administrator invite`: for a center in which nobody can give roles yet. */
import { parseArgs } from "node:util";
import { inviteFirstAdministrator } from "@madoguchi/center";
import { mailField, systemClock, textField } from "@madoguchi/platform";
import { withDatabase } from "../cert/installation.ts";
import { readCenter } from "../center-option.ts";
import { Refusal } from "../refusal.ts";
import { readSettings } from "../start/settings.ts";

const help = "使い方は「npx madoguchi administrator --help」で読めます。";

const refusals = {
  enough: "管理の職員が3人いるため、招待しません。職員の招待は、審査室の「職員と役割」でできます。",
  "address-taken": "このメールアドレスは、すでに使われています。別のアドレスを指定してください。",
} as const;

/** @throws Refusal */
export async function administratorCommand(args: readonly string[]): Promise<number> {
  const { mail, name, publicUrl } = readArguments(args);
  const { invitationDays } = readSettings([]);
  const result = await withDatabase((db) =>
    inviteFirstAdministrator(
      { db, clock: systemClock, config: { publicUrl, invitationDays } },
      { mail, name },
    ),
  );
  if (result !== "invited") {
    console.error(refusals[result]);

    return 1;
  }
  console.log(`${name} さん（${mail}）に、招待のメールを送ります。`);

  return 0;
}

function readArguments(args: readonly string[]) {
  const { mail = "", name = "", center = "", what } = parse(args);
  if (what !== "invite") throw new Refusal(`「invite」を指定してください。${help}`);
  const address = mailField.safeParse(mail);
  if (!address.success) throw new Refusal(`--mail：${address.error.issues[0]?.message} ${help}`);
  const person = textField("氏名", 60).safeParse(name);
  if (!person.success) throw new Refusal(`--name：${person.error.issues[0]?.message} ${help}`);

  return { mail: address.data, name: person.data, publicUrl: readCenter(center) };
}

function parse(args: readonly string[]) {
  try {
    const option = { type: "string" } as const;
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { mail: option, name: option, center: option },
    });

    return { ...values, what: positionals.join(" ") };
  } catch {
    throw new Refusal(`指定を読み取れません。${help}`);
  }
}
