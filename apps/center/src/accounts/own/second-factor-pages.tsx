/** What the routes of the second factor show. */
import { formatDate, tokyoDate } from "@madoguchi/notation";
import { qrPath, totpSecretText, totpUri } from "@madoguchi/platform";
import type { FieldErrors } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  CopyText,
  CopyValue,
  Form,
  LinkButton,
  Notice,
  Prose,
  QrCode,
  Section,
  StatusBadge,
  TextField,
} from "@madoguchi/ui";
import { summaryOf } from "../../shell/errors.tsx";
import { doors } from "../rules/doors.ts";
import { RECOVERY_CODES } from "../rules/proof.ts";
import type { Passkey, Totp } from "../store/factors.ts";
import { PhoneLost, WhatIsPasskey, WhichFactor } from "./explained.tsx";
import { OwnPage } from "./frame.tsx";
import type { Owner } from "./frame.tsx";
import { PasskeyList } from "./passkey-list.tsx";

const ISSUER = "オンライン資格確認 窓口";
const TITLE = "2つ目の確認方法";
type OverviewPageProps = {
  readonly owner: Owner;
  readonly totp: Totp | null;
  readonly passkeys: readonly Passkey[];
  readonly codesLeft: number;
  readonly lastFactor: boolean;
};

export function OverviewPage({ owner, totp, passkeys, codesLeft, lastFactor }: OverviewPageProps) {
  const { secondFactor: path, home } = doors[owner.account.realm];
  const none = !totp && passkeys.length === 0;
  const official = owner.account.realm === "office";

  return (
    <OwnPage
      owner={owner}
      title={TITLE}
      lead={`パスワードのほかに、ご本人であることを確かめる方法です。${
        official ? "審査室を開くときに使います。" : "設定情報と補助金の画面で使います。"
      }`}
      within={[]}
    >
      {lastFactor && (
        <Notice tone="warning" title="最後の1つは、やめられません。">
          <p>職員には、2つ目の確認方法が必ず要ります。先にパスキーを登録してください。</p>
        </Notice>
      )}
      {none && official && (
        <Notice tone="warning" title="審査室を開くには、どちらか1つの設定が必要です。" />
      )}
      {none && !official && (
        <Notice title="いまは、確認コードをメールで送っています。">
          <p>どちらかを設定すると、メールを待たずに確かめられ、より安全です。</p>
        </Notice>
      )}
      {none && <WhichFactor />}
      <Section heading="パスキー" action={<State on={passkeys.length > 0} />}>
        <p>スマートフォンやパソコンの、顔や指紋、画面ロックの番号で確かめます。</p>
        <PasskeyList passkeys={passkeys} path={path} />
        <WhatIsPasskey />
      </Section>
      <Section heading="認証アプリ" action={<State on={totp !== null} />}>
        {totp?.confirmedAt ? (
          <>
            <p>{formatDate(tokyoDate(totp.confirmedAt))}に設定しました。</p>
            <p>
              <a href={`${path}/app/remove`}>認証アプリの設定をやめる</a>
            </p>
          </>
        ) : (
          <>
            <p>スマートフォンの無料アプリに表示される、6桁の数字で確かめます。</p>
            <Form action={`${path}/app`}>
              <ButtonRow>
                <Button variant="secondary">認証アプリを設定する</Button>
              </ButtonRow>
            </Form>
          </>
        )}
      </Section>
      {!none && (
        <Section heading="回復コード">
          <p>スマートフォンをなくしたときに使うコードです。残りは{codesLeft}個です。</p>
          {codesLeft === 0 && <p>いまスマートフォンをなくすと、ご自分では入れなくなります。</p>}
          <Form action={`${path}/recovery-codes`}>
            <ButtonRow>
              <Button variant="secondary">
                回復コードを{codesLeft === 0 ? "作る" : "作り直す"}
              </Button>
            </ButtonRow>
          </Form>
          <PhoneLost realm={owner.account.realm} />
        </Section>
      )}
      {official && !none && <LinkButton href={home}>審査室へ</LinkButton>}
    </OwnPage>
  );
}

function State({ on }: { on: boolean }) {
  return (
    <StatusBadge tone={on ? "success" : "neutral"}>{on ? "設定済み" : "まだです"}</StatusBadge>
  );
}

type AppPageProps = {
  readonly owner: Owner;
  readonly secret: Uint8Array;
  readonly errors: FieldErrors;
};

export function AppPage({ owner, secret, errors }: AppPageProps) {
  const { secondFactor: path } = doors[owner.account.realm];
  const text = totpSecretText(secret);
  const spaced = text.replaceAll(/(.{4})(?=.)/g, "$1 ");

  return (
    <OwnPage
      owner={owner}
      title="認証アプリを設定する"
      errors={summaryOf(errors)}
      within={[{ label: TITLE, href: path }]}
      enhanced
    >
      <Section heading="1　アプリを用意する">
        <p>スマートフォンの「Google Authenticator」や「Microsoft Authenticator」などが使えます。</p>
      </Section>
      <Section heading="2　QRコードを読む">
        <p>アプリの追加の画面で、このQRコードを読みます。</p>
        <QrCode
          label="認証アプリに登録するQRコード"
          {...qrPath(totpUri(secret, ISSUER, owner.account.mail))}
        />
        <p>読めないときは、次のキーをアプリに入力します。種類は「時間ベース」です。</p>
        <p>
          <CopyValue label="認証アプリのキー" value={spaced} />
        </p>
      </Section>
      <Section heading="3　表示された数字を入力する">
        <Form action={`${path}/app/confirm`}>
          <TextField
            name="code"
            label="認証アプリの確認コード"
            help="アプリに表示されている6桁の数字です。30秒ごとに変わります。"
            width={8}
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            error={errors["code"]}
          />
          <ButtonRow>
            <Button>設定を終える</Button>
            <LinkButton href={path} variant="secondary">
              やめて戻る
            </LinkButton>
          </ButtonRow>
        </Form>
      </Section>
    </OwnPage>
  );
}

type RecoveryCodesPageProps = {
  readonly owner: Owner;
  readonly codes: readonly string[];
  /** They come with the authenticator app itself. */
  readonly first: boolean;
};

export function RecoveryCodesPage({ owner, codes, first }: RecoveryCodesPageProps) {
  const { secondFactor: path, home } = doors[owner.account.realm];

  return (
    <OwnPage
      owner={owner}
      title="回復コードを控えてください"
      within={[{ label: TITLE, href: path }]}
      enhanced
    >
      {first && <Notice tone="success" title="設定が済みました。" />}
      <Notice tone="warning" title="このコードが表示されるのは、いま一度だけです。">
        <p>印刷するか書き写して、パソコンとは別の場所に保管してください。</p>
      </Notice>
      <Prose>
        <p>
          スマートフォンをなくしたときに、確認コードの代わりに使います。{RECOVERY_CODES}
          個あり、それぞれ一度だけ使えます。
        </p>
        {!first && <p>前の回復コードは、もう使えません。</p>}
      </Prose>
      <CopyText label="回復コード" text={codes.join("\n")} />
      <ButtonRow>
        <LinkButton href={home}>控えたので、次へ進む</LinkButton>
        <LinkButton href={path} variant="secondary">
          {TITLE}へ戻る
        </LinkButton>
      </ButtonRow>
    </OwnPage>
  );
}

export function RemovePage({ owner }: { owner: Owner }) {
  const { secondFactor: path } = doors[owner.account.realm];

  return (
    <OwnPage owner={owner} title="認証アプリの設定をやめる" within={[{ label: TITLE, href: path }]}>
      <Prose>
        <p>やめると、このアプリの確認コードは使えなくなります。</p>
        <p>スマートフォンを替えるときは、やめてから、新しいものを設定してください。</p>
      </Prose>
      <Form action={`${path}/app/remove`}>
        <ButtonRow>
          <Button variant="danger">設定をやめる</Button>
          <LinkButton href={path} variant="secondary">
            やめずに戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </OwnPage>
  );
}
