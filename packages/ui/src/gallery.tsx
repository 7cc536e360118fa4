import {
  Breadcrumbs,
  Button,
  Document,
  ErrorSummary,
  Main,
  PageHeading,
  SiteFooter,
  SiteHeader,
  SkipLink,
} from "./index.ts";
import { FormGallery } from "./gallery-form.tsx";
import { ShowGallery } from "./gallery-show.tsx";

/** Every component in every state on one page: what the checks in the browser look at. All names are 架空. */
export function Gallery({ stylesHref }: { stylesHref: string }) {
  return (
    <Document title="部品の一覧" serviceName="窓口" errorCount={4} stylesHref={stylesHref}>
      <SkipLink />
      <SiteHeader
        serviceName="窓口"
        homeHref="/"
        slogan="オンライン資格確認（資格確認限定型）"
        links={[
          { href: "/", label: "ホーム", current: true },
          { href: "/onboarding", label: "準備作業" },
          { href: "/grants", label: "補助金" },
          { href: "/library", label: "お知らせ・手順書", waiting: 2 },
          { href: "/inquiries", label: "お問い合わせ" },
        ]}
        person={{ name: "架空 花子", organization: "架空みなと整骨院" }}
        account={<Button variant="quiet">サインアウト</Button>}
      />
      <Breadcrumbs
        items={[
          { label: "ホーム", href: "/" },
          { label: "補助金", href: "/grants" },
          { label: "部品の一覧" },
        ]}
      />
      <Main>
        <ErrorSummary
          errors={[
            { name: "facilityName", message: "施設名を入力してください。" },
            { name: "kind", message: "施設の種類を選んでください。" },
            {
              name: "opened.month",
              message: "開設した月は、1から12までの数字で入力してください。",
            },
            { message: "領収書の合計と、内訳の合計が違います。" },
          ]}
        />
        <PageHeading
          caption="令和8年度 補助金申請"
          lead="カードリーダーの購入費を補助します。領収書と内訳書を用意してから始めてください。"
        >
          申請する施設を確認する
        </PageHeading>
        <ShowGallery />
        <FormGallery />
      </Main>
      <SiteFooter
        notes={["日時は、すべて日本時間です。", "架空の運営者：窓口運営センター"]}
        contact={<p>電話 0800-000-0000（平日 9時から17時まで）</p>}
        links={[
          { href: "/terms", label: "利用規約" },
          { href: "/privacy", label: "個人情報の取扱い" },
          { href: "/accessibility", label: "ウェブアクセシビリティ" },
        ]}
      />
    </Document>
  );
}
