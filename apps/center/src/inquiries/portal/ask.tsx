/** Asking, in two steps: what it is about; then articles that may answer it, what to send along, and off it goes. */
import {
  Button,
  ButtonRow,
  ErrorSummary,
  Fieldset,
  FileField,
  Form,
  Lines,
  LinkButton,
  Notice,
  PageHeading,
  RadioGroup,
  Section,
  SummaryList,
  TextArea,
  TextField,
} from "@madoguchi/ui";
import type { FormValues } from "@madoguchi/platform";
import type { FacilityActor } from "../../accounts/index.ts";
import { fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { CallCenter } from "../../shell/call-center.tsx";
import { PortalPage } from "../../shell/pages.tsx";
import type { Article } from "../articles.ts";
import { ATTACHMENT_ACCEPT, MAXIMUM_FILE_BYTES, MAXIMUM_FILES } from "../attachments.ts";
import type { Content } from "../content.ts";
import { categories, categoryOptions, SUBJECT_MAXIMUM, TEXT_MAXIMUM } from "../rules.ts";

const TITLE = "お問い合わせ";

type AskerProps = { actor: FacilityActor | null };

export function WritePage({ actor, state }: AskerProps & { state: FormState }) {
  const errors = summaryOf(state.errors);

  return (
    <PortalPage
      title={TITLE}
      actor={actor}
      current="/inquiries"
      width="text"
      enhanced={actor !== null}
      errorCount={errors.length}
      crumbs={crumbsFor(actor)}
    >
      <ErrorSummary errors={errors} />
      <PageHeading
        caption="1／2"
        lead={
          actor
            ? "書き終えたら、似た記事がないかを確かめてから送ります。"
            : "ログインできない方も、ここから尋ねられます。回答はメールでお知らせします。"
        }
      >
        {TITLE}
      </PageHeading>
      <Notice tone="warning" title="患者さんの氏名や番号は書かないでください。">
        <p>マイナンバー、保険証の記号・番号、暗証番号をお聞きすることはありません。</p>
      </Notice>
      <Form action="/inquiries/new" keep={actor?.id}>
        <RadioGroup
          name="category"
          label="お問い合わせの種類"
          required
          options={categoryOptions}
          {...fieldState(state, "category")}
        />
        <TextField
          name="subject"
          label="件名"
          help={`${SUBJECT_MAXIMUM}文字まで。例：設定情報を入れても「一致しません」と出ます`}
          required
          {...fieldState(state, "subject")}
        />
        <TextArea
          name="text"
          label="内容"
          help={`${TEXT_MAXIMUM}文字まで。いつ、どの画面で、何をしたとき、どう表示されたかを書いてください。`}
          rows={8}
          required
          {...fieldState(state, "text")}
        />
        {actor !== null && (
          <div data-suggest="/inquiries/articles" data-fields="subject text" aria-live="polite" />
        )}
        <TextField
          name="relatedPath"
          label="関係するページ"
          help="直前に見ていたこのサイトのページです。関係がなければ消してください。"
          {...fieldState(state, "relatedPath")}
        />
        <ButtonRow>
          <Button>次へ</Button>
          {actor && (
            <LinkButton href="/inquiries" variant="secondary">
              やめて戻る
            </LinkButton>
          )}
        </ButtonRow>
      </Form>
      <Section heading="お急ぎのときは電話で">
        <CallCenter />
      </Section>
    </PortalPage>
  );
}

type SendPageProps = AskerProps & {
  content: Content;
  /** That may answer it already. */
  articles: readonly Article[];
  /** What was typed in the first step, and of guests name and address. */
  state: FormState;
  /** The message's own id. */
  formKey: string;
  /** One sentence for each file that was not taken. */
  fileProblems: readonly string[];
  /** Too many in a short time. */
  limited?: boolean;
};

export function SendPage(props: SendPageProps) {
  const { actor, content, articles, state, formKey, fileProblems, limited = false } = props;
  const typed = typedOf(state.values);
  const errors = [
    ...summaryOf(state.errors),
    ...fileProblems.map((message) => ({ name: "files", message })),
    ...(limited
      ? [{ message: "続けて送られたため、受け付けを止めています。1時間ほど待ってください。" }]
      : []),
  ];

  return (
    <PortalPage
      title={TITLE}
      actor={actor}
      current="/inquiries"
      width="text"
      errorCount={errors.length}
      crumbs={crumbsFor(actor)}
    >
      <ErrorSummary errors={errors} />
      <PageHeading caption="2／2" lead="内容を確かめて、「送る」を押してください。">
        {TITLE}
      </PageHeading>
      {articles.length > 0 && (
        <Notice title="送る前に：近い記事があります。" word="ご案内">
          <ul>
            {articles.map(({ href, title }) => (
              <li key={href}>
                <a href={href} target="_blank">
                  {title}（別の画面で開きます）
                </a>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <SummaryList
        items={[
          { label: "お問い合わせの種類", value: categories[content.category] },
          { label: "件名", value: content.subject },
          { label: "内容", value: <Lines text={content.text} /> },
          ...(content.relatedPath === null
            ? []
            : [{ label: "関係するページ", value: content.relatedPath }]),
        ]}
      />
      <Form action="/inquiries/new/edit" hidden={typed}>
        <Button variant="secondary">書き直す</Button>
      </Form>
      <Form action={`/inquiries?key=${formKey}`} hidden={typed} upload>
        {!actor && <GuestFields state={state} />}
        <FilesField problems={fileProblems} />
        <ButtonRow>
          <Button>{actor ? "送る" : "確認のメールを受け取る"}</Button>
        </ButtonRow>
      </Form>
    </PortalPage>
  );
}

function GuestFields({ state }: { state: FormState }) {
  return (
    <Fieldset name="guest" legend="回答をお知らせする先">
      <TextField
        name="name"
        label="お名前"
        help="施設の名称でも構いません。"
        required
        autoComplete="name"
        {...fieldState(state, "name")}
      />
      <TextField
        name="mail"
        label="メールアドレス"
        help="確認のメールをお送りします。メールの中のページを開くと、お問い合わせが送られます。"
        type="email"
        required
        autoComplete="email"
        {...fieldState(state, "mail")}
      />
    </Fieldset>
  );
}

export function FilesField({ problems }: { problems: readonly string[] }) {
  return (
    <FileField
      name="files"
      label="添付ファイル"
      help={`画面の写真など。PDF、JPEG、PNGを、1つ10MBまで、${MAXIMUM_FILES}個まで送れます。写真の撮影場所などの情報は取り除きます。`}
      accept={ATTACHMENT_ACCEPT}
      multiple
      maxBytes={MAXIMUM_FILE_BYTES}
      {...(problems.length > 0
        ? { error: "送れなかったファイルがあります。ファイルを選び直してください。" }
        : {})}
    />
  );
}

/** What the first step asks for, to be carried along. */
export function typedOf(values: FormValues): Record<string, string> {
  return Object.fromEntries(
    ["category", "subject", "text", "relatedPath"].map((name) => [name, values[name] ?? ""]),
  );
}

export function MailSentPage({ mail }: { mail: string }) {
  return (
    <PortalPage title="確認のメールを送りました" actor={null} width="text">
      <PageHeading lead="お問い合わせは、まだ送られていません。">
        確認のメールを送りました
      </PageHeading>
      <Notice title={`${mail} あてのメールを開いてください。`} word="次にすること">
        <p>24時間以内にメールの中のページを開き、「お問い合わせを送る」を押してください。</p>
        <p>届かないときは、迷惑メールの入れ物を確かめてください。</p>
      </Notice>
    </PortalPage>
  );
}

function crumbsFor(actor: FacilityActor | null) {
  return actor
    ? [{ label: "お問い合わせ", href: "/inquiries" }, { label: "新しく問い合わせる" }]
    : [{ label: "はじめに", href: "/" }, { label: TITLE }];
}
