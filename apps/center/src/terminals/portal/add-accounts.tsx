import {
  Button,
  ButtonRow,
  ErrorSummary,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  RadioGroup,
  SelectField,
  TextField,
} from "@madoguchi/ui";
import type { FacilityActor } from "../../accounts/index.ts";
import { fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { PortalPage } from "../../shell/pages.tsx";
import { additionReasons } from "../rules.ts";
import type { Room } from "../store/additions.ts";

const TITLE = "アカウントを追加する";

type AddAccountsPageProps = { actor: FacilityActor; room: Room; state: FormState };

export function AddAccountsPage({ actor, room, state }: AddAccountsPageProps) {
  const errors = summaryOf(state.errors);
  const left = Math.max(0, room.limit - room.accounts);

  return (
    <PortalPage
      title={TITLE}
      actor={actor}
      current="/terminals"
      width="text"
      errorCount={errors.length}
      crumbs={[
        { label: "準備の進み具合", href: "/home" },
        { label: "端末とアプリ", href: "/terminals" },
        { label: TITLE },
      ]}
    >
      <ErrorSummary errors={errors} />
      <PageHeading lead={`いま${room.accounts}件あります。端末1台につき1件が目安です。`}>
        {TITLE}
      </PageHeading>
      <Body left={left} room={room} state={state} />
    </PortalPage>
  );
}

function Body({ left, room, state }: { left: number; room: Room; state: FormState }) {
  if (room.accounts === 0) {
    return (
      <>
        <Notice title="アカウントは、利用申請が承認されてから追加できます。">
          <p>はじめに要る数は、利用申請に入力してください。</p>
        </Notice>
        <LinkButton href="/usage-application">利用申請へ</LinkButton>
      </>
    );
  }
  if (left === 0) {
    return (
      <>
        <Notice title={`あなたの施設の種類では、${room.limit}件までです。`}>
          <p>もっと必要なときは、下のコールセンターへお電話ください。</p>
          <p>使っていないアカウントの設定情報を再発行すると、別の端末で使えます。</p>
        </Notice>
        <LinkButton href="/terminals">端末とアプリへ戻る</LinkButton>
      </>
    );
  }

  return (
    <Form action="/terminals/accounts/new" hidden={{ seen: String(room.accounts) }}>
      <SelectField
        name="count"
        label="追加する数"
        help={`あと${left}件まで追加できます。`}
        required
        emptyLabel={null}
        options={Array.from({ length: left }, (_, index) => ({
          value: String(index + 1),
          label: `${index + 1}件`,
        }))}
        {...fieldState(state, "count")}
      />
      <RadioGroup
        name="reason"
        label="追加する理由"
        required
        options={Object.entries(additionReasons).map(([value, label]) => ({ value, label }))}
        {...fieldState(state, "reason")}
      />
      <TextField
        name="note"
        label="「そのほか」の内容"
        help="「そのほか」を選んだときに、100文字までで書いてください。"
        {...fieldState(state, "note")}
      />
      <ButtonRow>
        <Button>追加する</Button>
        <LinkButton href="/terminals" variant="secondary">
          やめて戻る
        </LinkButton>
      </ButtonRow>
    </Form>
  );
}
