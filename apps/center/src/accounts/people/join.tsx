/** What the link of an invitation opens: without an account a form, with one a question. */
import { ownerOf } from "../own/frame.tsx";
import { readForm, seeOther, sendPage } from "@madoguchi/platform";
import type { FieldErrors, FormValues } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import type { Center } from "../../center.ts";
import { emptyForm } from "../../shell/errors.tsx";
import { declineInvitation } from "../actions/decline.ts";
import { joinAsKnown, joinAsNewcomer, openInvitation } from "../actions/join.ts";
import { asPerson } from "../guard.tsx";
import { linkPage, postedToken } from "../link-token.ts";
import { passwordSchema } from "../rules.ts";
import { doors } from "../rules/doors.ts";
import { newcomerSchema } from "../rules/people.ts";
import {
  DECLINE,
  DeclinedPage,
  DeclinePage,
  INVITATION,
  JoinPage,
  LinkEndedPage,
  NewcomerPage,
  OfficialPage,
  OtherPersonPage,
} from "./join-pages.tsx";

const JOIN = `${INVITATION}/join`;
const SESSION = { proof: "session" } as const;

export function registerJoining(app: FastifyInstance, center: Center): void {
  app.get(
    INVITATION,
    linkPage(center, INVITATION, async (token, _request, reply) => {
      const open = await openInvitation(center, token);
      switch (open?.guest) {
        case "newcomer":
          return sendPage(reply, <NewcomerPage {...open} token={token} state={emptyForm} />);
        case "known":
          // The page behind it asks for a sign-in, and comes back.
          return seeOther(reply, JOIN);
        case "official":
          return sendPage(reply, <OfficialPage />, 409);
        case undefined:
          return sendPage(reply, <LinkEndedPage />, 410);
      }
    }),
  );

  app.post(INVITATION, async (request, reply) => {
    const token = postedToken(request.body);
    const open = await openInvitation(center, token);
    if (open?.guest !== "newcomer") {
      return sendPage(reply, <LinkEndedPage />, 410);
    }
    const form = readForm(newcomerSchema, request.body);
    const password = readForm(passwordSchema, request.body);
    const again = (errors: FieldErrors) => {
      const state = { values: typedOf(form.values), errors };

      return sendPage(reply, <NewcomerPage {...open} token={token} state={state} />, 422);
    };
    if (!form.ok || !password.ok) {
      return again(inOrder(form.ok ? {} : form.errors, password.ok ? {} : password.errors));
    }
    const person = { name: form.value.name, password: password.value.password };
    const result = await joinAsNewcomer(center, request, reply, { token, ...person });
    switch (result) {
      case "joined":
        return seeOther(reply, doors.facility.home);
      case "link-ended":
        return sendPage(reply, <LinkEndedPage />, 410);
      default:
        return again({ password: result.problem });
    }
  });

  app.get(
    JOIN,
    linkPage(center, JOIN, (token, ...asked) =>
      asPerson(center, "facility", SESSION, async (person, _request, reply) => {
        const open = await openInvitation(center, token);
        const owner = ownerOf(person);
        if (!open) {
          return sendPage(reply, <LinkEndedPage />, 410);
        }

        return open.invitation.mail === person.account.mail
          ? sendPage(reply, <JoinPage owner={owner} {...open} token={token} />)
          : sendPage(reply, <OtherPersonPage owner={owner} mail={open.invitation.mail} />, 403);
      })(...asked),
    ),
  );

  app.post(
    JOIN,
    asPerson(center, "facility", SESSION, async (person, request, reply) => {
      const token = postedToken(request.body);

      return (await joinAsKnown(center, person, token)) === "joined"
        ? seeOther(reply, doors.facility.home)
        : sendPage(reply, <LinkEndedPage />, 410);
    }),
  );

  app.get(
    DECLINE,
    linkPage(center, DECLINE, async (token, _request, reply) => {
      const open = await openInvitation(center, token);

      return open
        ? sendPage(reply, <DeclinePage {...open} token={token} />)
        : sendPage(reply, <LinkEndedPage />, 410);
    }),
  );

  app.post(DECLINE, async (request, reply) =>
    (await declineInvitation(center, postedToken(request.body)))
      ? sendPage(reply, <DeclinedPage />)
      : sendPage(reply, <LinkEndedPage />, 410),
  );
}

/** As the fields stand on the page. */
function inOrder({ name, consent }: FieldErrors, password: FieldErrors): FieldErrors {
  return {
    ...(name === undefined ? {} : { name }),
    ...password,
    ...(consent === undefined ? {} : { consent }),
  };
}

/** A password is never sent back to the page. */
function typedOf({ name = "", consent = "" }: FormValues): FormValues {
  return { name, consent };
}
