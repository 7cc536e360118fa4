import { formatSetupInfo, setupFragment } from "@madoguchi/contract";
import type { SetupInfo } from "@madoguchi/contract";
import { qrPath } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  Columns,
  CopyText,
  CopyValue,
  DescriptionList,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Prose,
  QrCode,
  Section,
} from "@madoguchi/ui";
import type { FacilityActor } from "../../accounts/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import { can } from "../rules.ts";
import type { AppAccount } from "../store/terminals.ts";

const TITLE = "ユーザー設定情報";

const crumbs = [
  { label: "準備の進み具合", href: "/home" },
  { label: "端末とアプリ", href: "/terminals" },
  { label: TITLE },
];

type SetupInfoPageProps = {
  actor: FacilityActor;
  accountId: string;
  info: SetupInfo;
  terminalsRemoved: number;
  /** Where the reception app opens, for a device that does not show this page. */
  receptionUrl: string;
};

export function SetupInfoPage(props: SetupInfoPageProps) {
  const { actor, accountId, info, terminalsRemoved, receptionUrl } = props;
  const text = formatSetupInfo(info, new URL(receptionUrl).origin);

  return (
    <PortalPage title={TITLE} actor={actor} current="/terminals" crumbs={crumbs} enhanced>
      <PageHeading
        caption={`アプリアカウント ${info.userId}`}
        lead="受付に使う端末のアプリに、次の4つの値を設定してください。"
      >
        {TITLE}
      </PageHeading>
      <Notice tone="warning" title="この値が表示されるのは、いま一度だけです。">
        <p>この画面を閉じる前に、アプリに設定するか、PDFを保存してください。</p>
        <p>なくしたときは、「端末とアプリ」の「設定情報を再発行する」で新しい値を作れます。</p>
        {terminalsRemoved > 0 && (
          <p>登録済みの端末{terminalsRemoved}台は止めました。使うには登録し直してください。</p>
        )}
      </Notice>
      <DescriptionList
        items={[
          { term: "医療機関コード", detail: value("医療機関コード", info.facilityCode) },
          { term: "ユーザーID", detail: value("ユーザーID", info.userId) },
          { term: "パスワード", detail: value("パスワード", info.password) },
          {
            term: "アクティベーションコード",
            detail: value("アクティベーションコード", info.activationCode),
          },
        ]}
      />
      <p>
        受付に使う端末で
        <a href={receptionUrl} target="_blank">
          受付アプリ（{receptionUrl}）
        </a>
        を開いて、入力してください。この画面は閉じないでください。
      </p>
      <ButtonRow>
        <Form action={`/terminals/accounts/${accountId}/setup-info.pdf`} hidden={{ ...info }}>
          <Button>PDFを保存する</Button>
        </Form>
        <LinkButton href="/terminals" variant="secondary">
          設定が済んだので戻る
        </LinkButton>
      </ButtonRow>
      <Section heading="この端末に設定する">
        <p>
          この画面を開いているスマートフォンやパソコンで受付をするときは、次のボタンで4つの値が入ります。
        </p>
        <p>ほかの端末では、下のQRコードか、まとめて貼り付ける方法を使ってください。</p>
        {/* The values stand after the #, which no browser sends to a server. This page stays open. */}
        <LinkButton
          href={receptionUrl + setupFragment(info)}
          variant="secondary"
          target="_blank"
          rel="noopener noreferrer"
        >
          この端末の受付アプリに設定する（別の画面）
        </LinkButton>
      </Section>
      <Columns>
        <Section heading="QRコードで読む">
          <p>
            受付アプリの「QRコードの画像」で、これを撮った写真を選ぶと、4つの値が一度に入ります。
          </p>
          <QrCode label="ユーザー設定情報の4つの値を収めたQRコード" {...qrPath(text)} />
        </Section>
        <Section heading="まとめて貼り付ける">
          <p>受付アプリの「まとめて貼り付け」に、次の文をそのまま貼り付けます。</p>
          <CopyText label={TITLE} text={text} />
        </Section>
      </Columns>
    </PortalPage>
  );
}

function value(label: string, text: string) {
  return <CopyValue label={label} value={text} />;
}

/** The page was reloaded, or somebody else of the facility was quicker. */
export function AlreadyShownPage({
  actor,
  account,
}: {
  actor: FacilityActor;
  account: AppAccount;
}) {
  return (
    <PortalPage title={TITLE} actor={actor} current="/terminals" crumbs={crumbs} width="text">
      <PageHeading caption={`アプリアカウント ${account.userId}`}>
        この設定情報は、もう表示できません
      </PageHeading>
      <Prose>
        <p>設定情報は一度だけ表示されます。表示したあとか、アカウントの状態が変わったあとです。</p>
        <p>値を控えていないときは、再発行してください。前の値は使えなくなります。</p>
      </Prose>
      <ButtonRow>
        {can("reissue", account) && (
          <LinkButton href={`/terminals/accounts/${account.id}/reissue`}>
            設定情報を再発行する
          </LinkButton>
        )}
        <LinkButton href="/terminals" variant="secondary">
          端末とアプリへ戻る
        </LinkButton>
      </ButtonRow>
    </PortalPage>
  );
}
