/** 「申請の内容を訂正する」: the fields that are no declaration of the applicant's, as they stand, and why one of them changes. */
import {
  formValues,
  parseBody,
  ProblemError,
  seeOther,
  sendPage,
  versionField,
} from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  ErrorSummary,
  Form,
  LinkButton,
  PageHeading,
  TextField,
} from "@madoguchi/ui";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { asOfficial } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { deskOf } from "../../desk/index.ts";
import { emptyForm, fieldState, summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage } from "../../shell/pages.tsx";
import { idParam } from "../../shell/params.ts";
import { correctApplication, correctableIn } from "../actions/correct.ts";
import { correctableFields, readFieldCorrection } from "../form.ts";
import { applicationFields } from "../portal/form-fields.tsx";
import { can } from "../rules.ts";
import { usageApplicationQueue } from "./queue.tsx";
import type { Review } from "./review.tsx";

const TITLE = "申請の内容を訂正する";
const UNCHANGED = "訂正する項目を書き換えてください。いまは、どの項目も前と同じです。";
const versionSchema = z.object({ version: versionField });

export type CorrectionRoutes = {
  /** @throws ProblemError `not-found` */
  readonly reviewOf: (id: string) => Promise<Review>;
  /** The review, with why nothing was done. */
  readonly sendReview: (
    actor: OfficialActor,
    request: FastifyRequest,
    reply: FastifyReply,
    problem: "outdated" | "held",
  ) => Promise<FastifyReply>;
};

export function registerCorrection(
  app: FastifyInstance,
  center: Center,
  { reviewOf, sendReview }: CorrectionRoutes,
): void {
  const path = `${usageApplicationQueue.recordPath(":id")}/correct`;
  const sendForm = async (
    actor: OfficialActor,
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState | null,
  ): Promise<FastifyReply> => {
    const review = await reviewOf(idParam(request));
    const { query, held } = await deskOf(
      center,
      actor,
      usageApplicationQueue,
      request,
      review.application.id,
    );
    if (can.correct(actor, review.application) !== true || held || !review.content) {
      return sendReview(actor, request, reply, "outdated");
    }
    const state = form ?? { ...emptyForm, values: correctableIn(review.application.form) };
    const page = <CorrectPage {...{ actor, review, query, state }} />;

    return sendPage(reply, page, form ? 422 : 200);
  };

  app.get(
    path,
    asOfficial(center, "cases.handle", (actor, request, reply) =>
      sendForm(actor, request, reply, null),
    ),
  );
  app.post(
    path,
    asOfficial(center, "cases.handle", async (actor, request, reply) => {
      const id = idParam(request);
      const form = readFieldCorrection(formValues(request.body));
      if (!form.ok) return sendForm(actor, request, reply, form);
      const { version } = parseBody(versionSchema, request.body);
      const { reason } = form.value;
      const seen = { id, version };
      const result = await correctApplication(center, actor, seen, form.values, reason);
      switch (result) {
        case "corrected": {
          const { query } = await deskOf(center, actor, usageApplicationQueue, request, id);
          const done = `${query === "" ? "?" : `${query}&`}done=corrected`;

          return seeOther(reply, `${usageApplicationQueue.recordPath(id)}${done}`);
        }
        case "nothing-changed":
          return sendForm(actor, request, reply, {
            values: form.values,
            errors: { contactPhone: UNCHANGED },
          });
        case "outdated":
        case "held":
          return sendReview(actor, request, reply, result);
        case "not-found":
          throw new ProblemError("not-found");
      }
    }),
  );
}

type CorrectPageProps = {
  readonly actor: OfficialActor;
  readonly review: Review;
  /** Of the list that the case was opened from. */
  readonly query: string;
  readonly state: FormState;
};

function CorrectPage({ actor, review: { application, facility }, query, state }: CorrectPageProps) {
  const errors = summaryOf(state.errors);
  const path = usageApplicationQueue.recordPath(application.id);
  const fields = applicationFields(facility.kind, state);

  return (
    <OfficePage
      title={TITLE}
      actor={actor}
      current="/office"
      width="text"
      errorCount={errors.length}
      crumbs={[
        { label: usageApplicationQueue.title, href: `/office${query}` },
        { label: facility.name, href: `${path}${query}` },
        { label: TITLE },
      ]}
    >
      <ErrorSummary errors={errors} />
      <PageHeading
        caption={facility.name}
        lead="訂正の前と後、理由を、施設にメールと画面で知らせます。"
      >
        {TITLE}
      </PageHeading>
      <p>使う理由、機器、確認のチェックは、申請した方だけが変えられます。差し戻してください。</p>
      <p>訂正すると、前の承認は数えなくなります。</p>
      <Form
        action={`${path}/correct${query}`}
        hidden={{ version: state.values["version"] ?? String(application.version) }}
      >
        {correctableFields.map((field) => fields[field])}
        <TextField
          name="reason"
          label="訂正の理由"
          help="200文字まで。例：電話で担当の方に確かめました。"
          required
          {...fieldState(state, "reason")}
        />
        <ButtonRow>
          <Button>訂正する</Button>
          <LinkButton href={`${path}${query}`} variant="secondary">
            やめて戻る
          </LinkButton>
        </ButtonRow>
      </Form>
    </OfficePage>
  );
}
