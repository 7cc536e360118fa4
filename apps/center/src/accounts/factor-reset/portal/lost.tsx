/** Of who gave the password and has nothing to prove more with. */
import { formatDateTime } from "@madoguchi/notation";
import { Button, ButtonRow, DescriptionList, Form, LinkButton, Prose } from "@madoguchi/ui";
import { summaryOf } from "../../../shell/errors.tsx";
import type { FormState } from "../../../shell/errors.tsx";
import { HalfwayPage } from "../../own/frame.tsx";
import { doors } from "../../rules/doors.ts";
import type { SignedIn } from "../../signed-in.ts";
import { delayWords, resetReasons } from "../rules.ts";
import type { FactorReset } from "../store.ts";
import { dueWords, ReasonField, stateWords } from "../words.tsx";

const { confirm } = doors.facility;
const LOST = `${confirm}/lost`;

/** What happens after asking, wherever one asks. */
export function NextSteps({ hours }: { hours: number }) {
  return (
    <ol>
      <li>職員が、施設の登録の電話番号におかけして、ご本人か確かめます。</li>
      <li>別の職員が承認し、ご本人とほかの管理者にメールで知らせます。</li>
      <li>
        承認の{delayWords(hours)}
        、認証アプリ、パスキー、回復コードを解除します。すべての端末からログアウトします。
      </li>
      <li>パスワードでログインして、確認方法を設定し直します。</li>
    </ol>
  );
}

type LostPageProps = {
  readonly person: SignedIn;
  readonly hours: number;
  readonly state: FormState;
};

export function LostPage({ person, hours, state }: LostPageProps) {
  return (
    <HalfwayPage
      owner={person}
      title="確認方法の解除を申し込む"
      lead="認証アプリ、パスキー、回復コードのどれも使えないときの手続きです。"
      errors={summaryOf(state.errors)}
    >
      <Form action={LOST}>
        <ReasonField state={state} />
        <ButtonRow>
          <Button>解除を申し込む</Button>
          <LinkButton href={confirm} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
      <Prose>
        <h2>申し込んだあと</h2>
        <NextSteps hours={hours} />
        <p>解除するまでは、メールのリンクからいつでも取りやめられます。</p>
      </Prose>
    </HalfwayPage>
  );
}

export function StillOpenPage({ person, reset }: { person: SignedIn; reset: FactorReset }) {
  return (
    <HalfwayPage
      owner={person}
      title="確認方法の解除を受け付けています"
      lead={`${person.account.name} さんの2つ目の確認方法を解除する手続きが進んでいます。`}
    >
      <ResetFacts reset={reset} />
      <p>確認方法が見つかったときは、取りやめてください。</p>
      <Form action={`${LOST}/stop`}>
        <ButtonRow>
          <Button variant="secondary">解除を取りやめる</Button>
          <LinkButton href={confirm} variant="secondary">
            確認の画面へ戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </HalfwayPage>
  );
}

export function ResetFacts({ reset }: { reset: FactorReset }) {
  return (
    <DescriptionList
      items={[
        { term: "いまの状態", detail: dueWords(reset) ?? stateWords[reset.state] },
        { term: "申し込んだ日時", detail: formatDateTime(reset.startedAt) },
        { term: "使えなくなった理由", detail: resetReasons[reset.reason] },
      ]}
    />
  );
}
