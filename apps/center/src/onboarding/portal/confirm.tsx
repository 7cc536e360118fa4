import {
  Button,
  ButtonRow,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  SummaryList,
  fieldId,
} from "@madoguchi/ui";
import type { FacilityActor } from "../../accounts/index.ts";
import type { Return } from "../../desk/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import { answerText, fieldLabels, fieldNames } from "../form.ts";
import type { ApplicationContent } from "../form.ts";
import { AUTOMATIC_WORDS, durationWords } from "../review-time.ts";
import type { Expectation } from "../review-time.ts";
import type { UsageApplication } from "../store/applications.ts";
import { Answer } from "../answer.tsx";
import { ApplicationSteps } from "./form.tsx";

const TITLE = "入力内容の確認";

type ConfirmPageProps = {
  actor: FacilityActor;
  application: UsageApplication;
  content: ApplicationContent;
  /** As handed in last; null the first time. */
  previous: ApplicationContent | null;
  /** The return that is being answered. */
  returned: Return | null;
  expectation: Expectation;
  isPartlyAutomatic: boolean;
};

export function ConfirmPage(props: ConfirmPageProps) {
  const { actor, application, content, previous, returned, expectation } = props;
  const again = application.state === "returned";
  const unchanged = previous
    ? fieldNames.filter(
        (name) =>
          returned?.points.some(({ field }) => field === name) &&
          answerText(previous, name) === answerText(content, name),
      )
    : [];

  return (
    <PortalPage
      title={TITLE}
      actor={actor}
      current="/usage-application"
      width="text"
      crumbs={[
        { label: "準備の進み具合", href: "/home" },
        { label: "利用申請", href: "/usage-application" },
        { label: TITLE },
      ]}
    >
      <PageHeading
        caption="利用申請"
        lead="まだ提出していません。内容を確かめて、下のボタンで提出してください。"
      >
        {TITLE}
      </PageHeading>
      <ApplicationSteps current="confirm" />
      {again && unchanged.length > 0 && (
        <Notice tone="warning" title="直しをお願いした項目のうち、前と同じものがあります。">
          <p>{unchanged.map((name) => fieldLabels[name]).join("、")}</p>
          <p>このままでよければ、提出できます。</p>
        </Notice>
      )}
      <SummaryList
        items={[
          { label: "施設", value: actor.facilityName },
          ...fieldNames.map((name) => ({
            label: fieldLabels[name],
            value: <Answer name={name} content={content} previous={again ? previous : null} />,
            changeHref: `/usage-application#${fieldId(name)}`,
          })),
        ]}
      />
      <p>{durationWords(expectation)}</p>
      {props.isPartlyAutomatic && <p>{AUTOMATIC_WORDS}</p>}
      <p>提出すると、この内容の控えをメールでお送りします。</p>
      <Form action="/usage-application/submit" hidden={{ version: String(application.version) }}>
        <ButtonRow>
          <Button>{again ? "修正を提出" : "この内容で申請する"}</Button>
          <LinkButton href="/usage-application" variant="secondary">
            入力に戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </PortalPage>
  );
}
