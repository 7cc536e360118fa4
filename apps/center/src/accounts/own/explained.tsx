/** What people ask who never met a passkey or a recovery code. */
import { Details } from "@madoguchi/ui";
import { doors } from "../rules/doors.ts";
import type { Realm } from "../rules/doors.ts";

/** @param door at which the reader stands, who has none yet */
export function WhatIsPasskey({ door }: { door?: Realm }) {
  return (
    <Details summary="パスキーとは">
      <p>パスキーは、パスワードの代わりになるものです。</p>
      <p>スマートフォンやパソコンのロックを外すときと同じ操作で、ログインできます。</p>
      <p>覚える言葉がないので、忘れることも、だまし取られることもありません。</p>
      <p>顔や指紋の情報は、お使いの端末の中だけで使われます。このサイトには届きません。</p>
      {door && (
        <p>
          はじめは、メールアドレスとパスワードでログインしてください。そのあと、
          <a href={doors[door].secondFactor}>2つ目の確認方法</a>のページで登録できます。
        </p>
      )}
    </Details>
  );
}

/** For who has no second factor yet. */
export function WhichFactor() {
  return (
    <Details summary="どちらを選べばよいですか">
      <ul>
        <li>
          パスキー：いつも使う端末が決まっている方におすすめします。数字を打たずに、顔や指紋、ロックの番号で確かめられます。
        </li>
        <li>
          認証アプリ：受付のパソコンを何人かで使う方におすすめします。ご自分のスマートフォンに出る数字を使います。
        </li>
        <li>両方を設定しておくと、片方が使えなくなっても困りません。</li>
      </ul>
    </Details>
  );
}

export function PhoneLost({ realm }: { realm: Realm }) {
  return (
    <Details summary="スマートフォンをなくしたとき、買い替えるとき">
      <ol>
        <li>パスワードでログインし、確認の画面で「回復コードを使う」を選びます。</li>
        <li>控えてある回復コードを1つ入力します。</li>
        <li>このページで、古い認証アプリやパスキーをやめます。</li>
        <li>新しいスマートフォンで、設定し直します。</li>
      </ol>
      {realm === "facility" && (
        <p>回復コードも使えないときは、確認の画面から「確認方法の解除」を申し込めます。</p>
      )}
      <p>
        なくしたときは、<a href={doors[realm].account}>アカウント</a>
        のページで、その端末をログアウトさせてください。
      </p>
    </Details>
  );
}
