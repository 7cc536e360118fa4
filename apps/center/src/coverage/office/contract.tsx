/** The contract of one insurer: changed at once where it gains days, and by two officials where it loses some (四つの目). */
import { formatDateTime } from "@madoguchi/notation";
import { ProblemError, readForm, seeOther, sendPage } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  DescriptionList,
  ErrorSummary,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  RadioGroup,
} from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { asOfficial } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { idParam } from "../../shell/params.ts";
import { changeContract, decideContract } from "../actions/change-contract.ts";
import type { ContractDecisionResult } from "../actions/change-contract.ts";
import { can, contractReasons } from "../rules/contracts.ts";
import type { ContractChange } from "../rules/contracts.ts";
import { waitingChangeOf } from "../store/contract-changes.ts";
import type { InsurerTable } from "../store/tables.ts";
import { contractSchema, contractValues } from "./forms.ts";
import { contractWords, InsurerPage, insurerOf, INSURERS, pathOf } from "./frame.tsx";
import { ContractFields } from "./insurer-form.tsx";
import { contractReasonWords } from "./words.ts";

const decisions = ["confirm", "decline", "withdraw"] as const;

export function registerContractPages(app: FastifyInstance, center: Center): void {
  const path = `${INSURERS}/:number/contract`;

  app.get(
    path,
    asOfficial(center, "insurers.change", async (actor, request, reply) => {
      const insurer = await insurerOf(center, request);
      const waiting = await waitingChangeOf(center.db, insurer.number);

      return sendPage(
        reply,
        waiting ? (
          <WaitingPage actor={actor} insurer={insurer} waiting={waiting} />
        ) : (
          <ContractPage
            actor={actor}
            insurer={insurer}
            state={{ values: contractValues(insurer), errors: {} }}
          />
        ),
      );
    }),
  );

  app.post(
    path,
    asOfficial(center, "insurers.change", async (actor, request, reply) => {
      const insurer = await insurerOf(center, request);
      const form = readForm(contractSchema, request.body);
      if (!form.ok) {
        return sendPage(reply, <ContractPage actor={actor} insurer={insurer} state={form} />, 422);
      }
      switch (await changeContract(center, actor, insurer.number, form.value)) {
        case "not-found":
          throw new ProblemError("not-found");
        case "changed":
          return seeOther(reply, `${pathOf(insurer)}?done=contract-changed`);
        case "unchanged":
          return seeOther(reply, `${pathOf(insurer)}?done=contract-kept`);
        case "waiting":
        case "another-waits":
          return seeOther(reply, `${pathOf(insurer)}/contract`);
      }
    }),
  );

  for (const decision of decisions) {
    app.post(
      `${path}/:id/${decision}`,
      asOfficial(center, "insurers.change", async (actor, request, reply) => {
        const insurer = await insurerOf(center, request);
        const change = { id: idParam(request), number: insurer.number };
        const result = await decideContract(center, actor, change, decision);
        if (result === "not-found") throw new ProblemError("not-found");
        const waiting = await waitingChangeOf(center.db, insurer.number);
        if (result === "decided") {
          const done = decision === "confirm" ? "contract-changed" : "contract-kept";
          return seeOther(reply, `${pathOf(insurer)}?done=${done}`);
        }
        // Decided by somebody else meanwhile: the insurer's page says how the contract stands.
        if (!waiting) return seeOther(reply, pathOf(insurer));

        return sendPage(
          reply,
          <WaitingPage actor={actor} insurer={insurer} waiting={waiting} refused={result} />,
          409,
        );
      }),
    );
  }
}

type ContractPageProps = {
  readonly actor: OfficialActor;
  readonly insurer: InsurerTable;
  readonly state: FormState;
};

function ContractPage({ actor, insurer, state }: ContractPageProps) {
  const errors = summaryOf(state.errors);
  const base = pathOf(insurer);

  return (
    <InsurerPage
      actor={actor}
      insurer={insurer}
      title="契約の変更"
      width="text"
      errorCount={errors.length}
    >
      <ErrorSummary errors={errors} />
      <PageHeading
        caption={`保険者番号 ${insurer.number}　${insurer.name}`}
        lead="契約の期間を短くするときは、もう1人の職員の確認を待ちます。"
      >
        契約の変更
      </PageHeading>
      <Form action={`${base}/contract`}>
        <ContractFields state={state} />
        <RadioGroup
          name="reason"
          label="変える理由"
          required
          options={contractReasons.map((value) => ({ value, label: contractReasonWords[value] }))}
          {...fieldState(state, "reason")}
        />
        <ButtonRow>
          <Button>変更する</Button>
          <LinkButton href={base} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </InsurerPage>
  );
}

const refusedWords = {
  "not-waiting": "ほかの職員が先に決めました。いまの状態を確かめてください。",
  "same-person": "申し出た人は確認できません。ほかの職員に確認を頼んでください。",
  "not-proposer": "取り下げられるのは、申し出た人だけです。",
} as const satisfies Record<Exclude<ContractDecisionResult, "decided" | "not-found">, string>;

type WaitingPageProps = {
  readonly actor: OfficialActor;
  readonly insurer: InsurerTable;
  readonly waiting: ContractChange;
  readonly refused?: keyof typeof refusedWords;
};

function WaitingPage({ actor, insurer, waiting, refused }: WaitingPageProps) {
  const base = pathOf(insurer);
  const action = (decision: string) => `${base}/contract/${waiting.id}/${decision}`;
  const isOwn = can.decideContract(actor, waiting, "withdraw") === true;

  return (
    <InsurerPage actor={actor} insurer={insurer} title="契約の変更" width="text">
      {refused && <Notice tone="error" title={refusedWords[refused]} />}
      <PageHeading caption={`保険者番号 ${insurer.number}　${insurer.name}`}>
        契約の変更
      </PageHeading>
      <Notice
        tone={isOwn ? "info" : "warning"}
        title={isOwn ? "ほかの職員の確認を待っています" : "この変更は、2人目の確認を待っています"}
      >
        <p>確認されるまで、契約は今のままです。</p>
      </Notice>
      <DescriptionList
        items={[
          { term: "今の契約", detail: contractWords(insurer) },
          { term: "変えたあとの契約", detail: contractWords(waiting) },
          { term: "変える理由", detail: contractReasonWords[waiting.reason] },
          { term: "申し出た日時", detail: formatDateTime(waiting.proposedAt) },
        ]}
      />
      {!isOwn && (
        <p>
          契約の期間の外では、この保険者は資格を登録できません。保険者に確かめてから決めてください。
        </p>
      )}
      <ButtonRow>
        {isOwn ? (
          <form method="post" action={action("withdraw")}>
            <Button variant="danger">申し出を取り下げる</Button>
          </form>
        ) : (
          <>
            <form method="post" action={action("confirm")}>
              <Button>確認して変更する</Button>
            </form>
            <form method="post" action={action("decline")}>
              <Button variant="danger">変更しない</Button>
            </form>
          </>
        )}
        <LinkButton href={base} variant="secondary">
          保険者のページへ
        </LinkButton>
      </ButtonRow>
    </InsurerPage>
  );
}
