/** What the link of the mail opens: stopping what somebody else may have asked for. */
import { Button, ButtonRow, Form, LinkButton, Prose } from "@madoguchi/ui";
import { GuestPage } from "../../people/guest-page.tsx";
import { doors } from "../../rules/doors.ts";
import type { Realm } from "../../rules/doors.ts";
import { STOP } from "../stop-link.ts";
import type { FactorReset } from "../store.ts";
import { ResetFacts } from "./lost.tsx";

type StopPageProps = {
  readonly reset: FactorReset;
  readonly mail: string;
  readonly token: string;
};

export function StopPage({ reset, mail, token }: StopPageProps) {
  return (
    <GuestPage
      title="確認方法の解除を取りやめますか"
      lead={`${mail} の2つ目の確認方法を解除する手続きを止めます。`}
    >
      <ResetFacts reset={reset} />
      <p>申し込んだ覚えがないときは、取りやめてください。確認方法は、いまのまま使えます。</p>
      <Form action={STOP} hidden={{ token }}>
        <ButtonRow>
          <Button>解除を取りやめる</Button>
        </ButtonRow>
      </Form>
    </GuestPage>
  );
}

export function StoppedPage({ realm }: { readonly realm: Realm }) {
  const { forgotPassword, signIn } = doors[realm];

  return (
    <GuestPage
      title="確認方法の解除を取りやめました"
      lead="認証アプリやパスキーは、いまのまま使えます。"
    >
      <Prose>
        <p>申し込んだ覚えがないときは、パスワードを知られているおそれがあります。</p>
        <p>パスワードを決め直してください。</p>
      </Prose>
      <ButtonRow>
        <LinkButton href={forgotPassword}>パスワードを決め直す</LinkButton>
        <LinkButton href={signIn} variant="secondary">
          ログイン
        </LinkButton>
      </ButtonRow>
    </GuestPage>
  );
}

export function StopEndedPage() {
  return (
    <GuestPage
      title="このリンクは使えません"
      lead="確認方法の解除は、すでに済んだか、断られたか、取りやめられています。"
    >
      <p>
        済んだ解除にお心当たりのないときは、すぐにコールセンター（
        <a href="tel:0800-080-4583">0800-080-4583</a>）へお電話ください。
      </p>
    </GuestPage>
  );
}
