/** What a person reads on the first page after signing in while mail does not reach them, and what they can do. */
import { formatDateTime } from "@madoguchi/notation";
import { seeOther } from "@madoguchi/platform";
import { Button, ButtonRow, Form, LinkButton, Notice } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import type { ReactNode } from "react";
import { asFacility, doors } from "../accounts/index.ts";
import type { FacilityActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { sendAgain } from "./actions/resume.ts";
import { causeWords, isStopped } from "./rules.ts";
import { findUnreachable } from "./store.ts";
import type { UnreachableAddress } from "./store.ts";

const AGAIN = "/account/mail/again";

/** @returns the part of the first page; null where mail arrives, as far as is known */
export function registerMailPages(
  app: FastifyInstance,
  center: Center,
): (actor: FacilityActor) => Promise<ReactNode> {
  app.post(
    AGAIN,
    asFacility(center, async (actor, _request, reply) => {
      await sendAgain(center, actor);

      return seeOther(reply, doors.facility.home);
    }),
  );

  return async ({ mail }) => {
    const known = await findUnreachable(center.db, mail);

    return known ? <Unreachable known={known} /> : null;
  };
}

function Unreachable({ known }: { known: UnreachableAddress }) {
  const { address, status, lastFailedAt } = known;

  return (
    <Notice tone="warning" title="あなたのメールアドレスに、メールが届いていません">
      <p>
        {formatDateTime(lastFailedAt)}に送ったメールが、{address} に届きませんでした。
      </p>
      <p>{causeWords(status)}</p>
      <p>
        {isStopped(known)
          ? "何通も届かなかったため、このアドレスへのメールを止めています。"
          : "このまま届かないときは、メールを止めます。"}
        アドレスを変えるか、受信できるようにしてから、送り直しを押してください。
      </p>
      <ButtonRow>
        <LinkButton href={`${doors.facility.account}/mail`} variant="secondary">
          メールアドレスを変える
        </LinkButton>
      </ButtonRow>
      <Form action={AGAIN}>
        <Button variant="quiet">このアドレスに送り直す</Button>
      </Form>
    </Notice>
  );
}
