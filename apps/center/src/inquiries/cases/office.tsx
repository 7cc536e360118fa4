/** Sending a message from a case's page; where something must be mended first, on a page of its own. */
import { ProblemError, readForm, seeOther, sendPage } from "@madoguchi/platform";
import { ErrorSummary, PageHeading } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import { asOfficial } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { deskOf } from "../../desk/index.ts";
import { findFacility } from "../../facilities/index.ts";
import { findApplication, usageApplicationQueue } from "../../onboarding/index.ts";
import { summaryOf } from "../../shell/errors.tsx";
import type { FormState } from "../../shell/errors.tsx";
import { OfficePage } from "../../shell/pages.tsx";
import { idParam } from "../../shell/params.ts";
import { messageSchema } from "../content.ts";
import { sayAboutApplication } from "./actions.ts";
import { messagePath, OfficeTalk, talksAbout } from "./talk.tsx";
import type { Talk } from "./talk.tsx";

const TITLE = "申請した方とのやりとり";

export function registerCaseMessages(app: FastifyInstance, center: Center): void {
  app.post(
    messagePath(":id", ""),
    asOfficial(center, "cases.handle", async (actor, request, reply) => {
      const id = idParam(request);
      const application = await findApplication(center.db, id);
      const facility = application && (await findFacility(center.db, application.facilityId));
      if (!facility) throw new ProblemError("not-found");
      const { query } = await deskOf(center, actor, usageApplicationQueue, request, id);
      const form = readForm(messageSchema, request.body);
      if (!form.ok) {
        const talks = await talksAbout(center.db, id, "official");
        const page = { actor, id, name: facility.name, query, talks, state: form };

        return sendPage(reply, <MessagePage {...page} />, 422);
      }
      const result = await sayAboutApplication(center, actor, id, form.value);
      if (result !== "done") throw new ProblemError("not-found");
      const done = `${query === "" ? "?" : `${query}&`}done=said`;

      return seeOther(reply, `${usageApplicationQueue.recordPath(id)}${done}`);
    }),
  );
}

type MessagePageProps = {
  readonly actor: OfficialActor;
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly talks: readonly Talk[];
  readonly state: FormState;
};

function MessagePage({ actor, id, name, query, talks, state }: MessagePageProps) {
  const errors = summaryOf(state.errors);

  return (
    <OfficePage
      title={TITLE}
      actor={actor}
      current="/office"
      width="text"
      errorCount={errors.length}
      crumbs={[
        { label: usageApplicationQueue.title, href: `/office${query}` },
        { label: name, href: `${usageApplicationQueue.recordPath(id)}${query}` },
        { label: TITLE },
      ]}
    >
      <ErrorSummary errors={errors} />
      <PageHeading>{name}</PageHeading>
      <OfficeTalk {...{ actor, talks, state }} action={messagePath(id, query)} />
    </OfficePage>
  );
}
