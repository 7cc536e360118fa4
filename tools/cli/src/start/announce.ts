import { totpSecretText } from "@madoguchi/platform";
import type { SignIn } from "../demo/demo.ts";

/** What a person needs next: where to go, and as whom to sign in. */
export function announce(origin: string, varDir: string, signIns: readonly SignIn[]): void {
  const people = signIns.map(
    ({ who, path, id, password, totp }) =>
      `  ${who}\n    ${origin}${path}  ID ${id}  パスワード ${password}${totp ? `\n    認証アプリのキー ${totpSecretText(totp)}` : ""}`,
  );
  process.stdout.write(`
窓口が開きました。止めるときは Ctrl-C を押してください。

  ポータル（医療機関等）   ${origin}/
  審査室（職員）           ${origin}/office
  受付（資格確認）         ${origin}/reception
  届いたメール（実演用）   ${origin}/dev/mail

実演用のログイン（すべて架空です）
${people.join("\n")}

  職員の6桁の確認コードは ${origin}/dev/codes に表示されます。
  認証アプリにキーを登録しても、同じ数字が出ます。

データの置き場所：${varDir}
`);
}
