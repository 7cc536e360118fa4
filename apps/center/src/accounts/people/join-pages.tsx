/** What somebody sees who was invited: a form, a question, or why it cannot be. */
import {
  Button,
  ButtonRow,
  CheckboxField,
  Form,
  LinkButton,
  Prose,
  SummaryList,
  TextField,
} from "@madoguchi/ui";
import { fieldState } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { NewPasswordFields } from "../new-password.tsx";
import { OwnPage } from "../own/frame.tsx";
import type { Owner } from "../own/frame.tsx";
import { doors } from "../rules/doors.ts";
import { roleWords } from "../rules/rights.ts";
import type { OpenInvitation } from "../store/invitations.ts";
import { GuestPage } from "./guest-page.tsx";

export const INVITATION = "/invitation";
export const DECLINE = `${INVITATION}/decline`;

function Facts({ invitation: { facilityName, roles, mail } }: { invitation: OpenInvitation }) {
  return (
    <SummaryList
      items={[
        { label: "施設", value: facilityName },
        { label: "あなたの役割", value: roleWords(roles) },
        { label: "メールアドレス（ID）", value: mail },
      ]}
    />
  );
}

type NewcomerPageProps = {
  readonly invitation: OpenInvitation;
  readonly token: string;
  readonly state: FormState;
};

export function NewcomerPage({ invitation, token, state }: NewcomerPageProps) {
  return (
    <GuestPage
      title="施設の担当者になる"
      lead="氏名とパスワードを決めると、担当者に加わります。"
      errors={state.errors}
    >
      <Facts invitation={invitation} />
      <Form action={INVITATION} hidden={{ token }}>
        <TextField
          name="name"
          label="あなたの氏名"
          help="申請や記録に、担当者として残ります。"
          required
          autoComplete="name"
          {...fieldState(state, "name")}
        />
        <NewPasswordFields errors={state.errors} />
        <CheckboxField
          name="consent"
          label="利用規約に同意します"
          help={
            <a href="/terms" target="_blank">
              利用規約を読む（別の画面で開きます）
            </a>
          }
          required
          checked={state.values["consent"] === "yes"}
          error={state.errors["consent"]}
        />
        <ButtonRow>
          <Button>担当者に加わる</Button>
          <LinkButton href={DECLINE} variant="secondary">
            招待を断る
          </LinkButton>
        </ButtonRow>
      </Form>
    </GuestPage>
  );
}

export function DeclinePage({ invitation, token }: Omit<JoinPageProps, "owner">) {
  return (
    <GuestPage
      title="招待を断りますか"
      lead="断ると、このリンクは使えなくなります。招待した方にメールで知らせます。"
    >
      <Facts invitation={invitation} />
      <Form action={DECLINE} hidden={{ token }}>
        <ButtonRow>
          <Button variant="danger">招待を断る</Button>
          <LinkButton href={INVITATION} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </GuestPage>
  );
}

export function DeclinedPage() {
  return (
    <GuestPage title="招待を断りました" lead="招待した方に、メールで知らせました。">
      <p>間違えて断ったときは、招待した方に、もう一度送るよう頼んでください。</p>
    </GuestPage>
  );
}

export function LinkEndedPage() {
  return (
    <GuestPage
      title="招待のリンクは使えません"
      lead="期限が過ぎたか、使われたか、取り消されています。送り直した後の、前のリンクも使えません。"
    >
      <Prose>
        <p>招待した施設の管理者に、もう一度送るよう頼んでください。</p>
        <p>すでに加わった方は、ログインしてください。</p>
      </Prose>
      <ButtonRow>
        <LinkButton href={doors.facility.signIn}>ログイン</LinkButton>
      </ButtonRow>
    </GuestPage>
  );
}

export function OfficialPage() {
  return (
    <GuestPage
      title="このメールアドレスでは加われません"
      lead="審査室の職員のアドレスは、施設の担当者には使えません。"
    >
      <p>招待した施設の管理者に、別のメールアドレスへの招待を頼んでください。</p>
    </GuestPage>
  );
}

type JoinPageProps = {
  readonly owner: Owner;
  readonly invitation: OpenInvitation;
  readonly token: string;
};

export function JoinPage({ owner, invitation, token }: JoinPageProps) {
  return (
    <OwnPage
      owner={owner}
      title="施設の担当者になる"
      lead="いまのアカウントのまま、この施設の担当者に加わります。"
      within={[]}
    >
      <Facts invitation={invitation} />
      <p>いま担当している施設は、そのままです。画面の上で、施設を切り替えられます。</p>
      <Form action={`${INVITATION}/join`} hidden={{ token }}>
        <ButtonRow>
          <Button>担当者に加わる</Button>
          <LinkButton href={doors.facility.home} variant="secondary">
            あとで決める
          </LinkButton>
          <LinkButton href={DECLINE} variant="secondary">
            招待を断る
          </LinkButton>
        </ButtonRow>
      </Form>
    </OwnPage>
  );
}

export function OtherPersonPage({ owner, mail }: { owner: Owner; mail: string }) {
  return (
    <OwnPage
      owner={owner}
      title="別の方への招待です"
      lead={`この招待は ${mail} あてです。いまは ${owner.account.name} さんでログインしています。`}
      within={[]}
    >
      <Prose>
        <p>{mail} の方は、ログアウトしてから、メールのリンクをもう一度開いてください。</p>
        <p>あなたが受けるときは、施設の管理者に、いまのアドレスへの招待を頼んでください。</p>
      </Prose>
      <Form action={doors.facility.signOut}>
        <ButtonRow>
          <Button>ログアウト</Button>
        </ButtonRow>
      </Form>
    </OwnPage>
  );
}
