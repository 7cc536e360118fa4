/** 受付アプリの入手: each device's way to the app, the visitor's own first. */
import type { Release } from "@madoguchi/contract";
import { formatDate, tokyoDate } from "@madoguchi/notation";
import { sizeText } from "@madoguchi/platform";
import {
  ButtonRow,
  DescriptionList,
  Details,
  LinkButton,
  Notice,
  PageHeading,
  Prose,
  Section,
} from "@madoguchi/ui";
import { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../../accounts/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import type { DeviceKind } from "./builds.ts";

const TITLE = "受付アプリの入手";
const NOTES = "/help/KB0010167";

type Device = {
  readonly kind: DeviceKind;
  readonly name: string;
  /** Of the visitor's, which is one of them. */
  readonly one: string;
  readonly manual: string;
  /** How it comes onto the device. */
  readonly steps: readonly string[];
  /** For the operator of this site, where it is not there. */
  readonly command: string;
};

const devices: readonly Device[] = [
  {
    kind: "windows",
    name: "Windowsのパソコン",
    one: "Windowsのパソコン",
    manual: "/help/KB0010161",
    steps: [
      "ダウンロードしたファイルを、いつも同じ場所に置きます。例：ドキュメント",
      "ファイルを開きます。インストールも管理者の権限も要りません。",
      "新しい版に替えるときは、アプリを閉じて、同じ場所のファイルに上書きします。登録はそのまま残ります。",
    ],
    command: "npm run build:windows",
  },
  {
    kind: "android",
    name: "Androidのスマートフォンとタブレット",
    one: "Androidのスマートフォンかタブレット",
    manual: "/help/KB0010162",
    steps: [
      "この画面をAndroidの端末で開き、ファイルをダウンロードします。",
      "ファイルを開き、画面の案内に沿ってインストールします。",
      "新しい版に替えるときも、同じようにします。登録はそのまま残ります。",
    ],
    command: "npm run build:android",
  },
  {
    kind: "ios",
    name: "iPhoneとiPad",
    one: "iPhoneかiPad",
    manual: "/help/KB0010163",
    steps: [],
    command: "Xcodeでapps/reception/ios/Madoguchi.xcodeprojを開く",
  },
];

type DownloadsPageProps = {
  actor: FacilityActor | null;
  releases: readonly Release[];
  /** What the visitor's browser says it runs on. */
  visitor: DeviceKind | null;
};

export function DownloadsPage({ actor, releases, visitor }: DownloadsPageProps) {
  const own = devices.filter(({ kind }) => kind === visitor);
  const others = devices.filter(({ kind }) => kind !== visitor);

  return (
    <PortalPage title={TITLE} actor={actor} width="text">
      <PageHeading lead="受付に使う端末に合うものを選んでください。どれも無料です。">
        {TITLE}
      </PageHeading>
      {own.map(({ one }) => (
        <Notice key={one} tone="info" title={`お使いの端末は、${one}のようです。`}>
          <p>受付に使うのが別の端末なら、下から選んでください。</p>
        </Notice>
      ))}
      {[...own, ...others].map((device) => (
        <DeviceSection
          key={device.kind}
          device={device}
          release={releases.find(({ platform }) => platform === device.kind) ?? null}
          isOwn={device.kind === visitor}
        />
      ))}
      <Section heading="ブラウザーで使う">
        <Prose>
          <p>
            練習と、Bluetoothのカードリーダーでの受付は、ダウンロードなしで使えます。ChromeかEdgeで開いてください。
          </p>
        </Prose>
        <ButtonRow>
          <LinkButton href="/reception/" variant="secondary">
            ブラウザーで受付アプリを開く
          </LinkButton>
        </ButtonRow>
      </Section>
      <Section heading="版ごとの変更点">
        <p>
          <a href={NOTES}>受付アプリの変更点</a>で読めます。
        </p>
      </Section>
    </PortalPage>
  );
}

type DeviceSectionProps = { device: Device; release: Release | null; isOwn: boolean };

function DeviceSection({ device, release, isOwn }: DeviceSectionProps) {
  const { name, manual, steps, command } = device;

  return (
    <Section heading={name}>
      {release === null ? (
        <Missing command={command} />
      ) : (
        <>
          <ButtonRow>
            <LinkButton
              href={`/downloads/${release.file}`}
              variant={isOwn ? "primary" : "secondary"}
            >
              {name}用をダウンロード（{sizeText(release.bytes)}）
            </LinkButton>
          </ButtonRow>
          <Facts release={release} />
          <Prose>
            <ol>
              {steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </Prose>
        </>
      )}
      <p>
        <a href={manual}>手順書：セットアップと使い方（{name}）</a>
      </p>
    </Section>
  );
}

function Facts({ release: { version, bytes, builtAt, sha256, file } }: { release: Release }) {
  return (
    <>
      <DescriptionList
        items={[
          { term: "版", detail: version },
          { term: "作成日", detail: formatDate(tokyoDate(Temporal.Instant.from(builtAt))) },
          {
            term: "大きさ",
            detail: `${sizeText(bytes)}（${bytes.toLocaleString("ja-JP")}バイト）`,
          },
        ]}
      />
      <Details summary="ファイルが壊れていないか確かめる（SHA-256）">
        <Prose>
          <p>ダウンロードしたファイルのSHA-256が次の値と同じなら、壊れていません。</p>
          <p>
            <code>{sha256}</code>
          </p>
          <p>
            Windowsでは、コマンド プロンプトで<code>certutil -hashfile {file} SHA256</code>
            を実行すると表示されます。
          </p>
        </Prose>
      </Details>
    </>
  );
}

function Missing({ command }: { command: string }) {
  return (
    <>
      <Prose>
        <p>このサイトでは、まだ配布していません。</p>
        <p>
          お急ぎのときは、コールセンターにお問い合わせください。ほかの端末での受付もご案内します。
        </p>
      </Prose>
      <Details summary="このサイトを運営する方へ">
        <Prose>
          <p>
            <code>{command}</code>で作れます。置き場所は<code>MADOGUCHI_DOWNLOADS</code>
            で決められます。くわしくはdocs/operations.mdをご覧ください。
          </p>
        </Prose>
      </Details>
    </>
  );
}
