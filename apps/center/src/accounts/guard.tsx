/** Who may see a page. A handler below a guard gets its actor as an argument, so it cannot forget to ask. */
import { ProblemError, notKept, seeOther, sendPage } from "@madoguchi/platform";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Center } from "../center.ts";
import { keepForm } from "./actions/keep-form.ts";
import { NotHerePage, OtherFacilityPage } from "./portal/elsewhere.tsx";
import { OfficeRefusedPage } from "./office/refused.tsx";
import { NoFacilityPage, RefusedPage } from "./portal/refused.tsx";
import type { FacilityActor, Membership, OfficialActor } from "./rules.ts";
import { doors } from "./rules/doors.ts";
import type { Realm } from "./rules/doors.ts";
import { lacksProof } from "./rules/proof.ts";
import { may, officeRightsOf } from "./rules/office-rights.ts";
import type { OfficeRight } from "./rules/office-rights.ts";
import { rightsOf } from "./rules/rights.ts";
import type { Right } from "./rules/rights.ts";
import type { SignedIn } from "./signed-in.ts";
import { findPerson, membersOf } from "./store/memberships.ts";
import { officialsWith } from "./store/official-roles.ts";

type Handler<A> = (actor: A, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
type Route = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** What a page asks of a person beside being of the facility. */
export type FacilityNeeds = {
  readonly right?: Right;
  /** The person must have given a second factor a short while ago: for credentials and money. */
  readonly stepUp?: boolean;
};

/** For everybody of a facility; all others are asked to sign in and come back. */
export function asFacility(center: Center, handler: Handler<FacilityActor>): Route {
  return asFacilityWith(center, {}, handler);
}

/** For those of a facility who have what the page needs; the others are told who has. */
export function asFacilityWith(
  center: Center,
  { right, stepUp = false }: FacilityNeeds,
  handler: Handler<FacilityActor>,
): Route {
  return asPerson(center, "facility", { proof: "session" }, async (person, request, reply) => {
    const actor = facilityActor(person);
    if (!actor) {
      return sendPage(reply, <NoFacilityPage name={person.account.name} />, 403);
    }
    const elsewhere = await meantElsewhere(center, actor, request, reply);
    if (elsewhere) {
      return elsewhere;
    }
    if (right !== undefined && !actor.rights.includes(right)) {
      const members = await membersOf(center.db, actor.facilityId);

      return sendPage(reply, <RefusedPage actor={actor} right={right} members={members} />, 403);
    }
    if (stepUp && lacks(center, person, true)) {
      return askFor(center, request, reply, "facility", "confirm");
    }

    return handler(actor, request, stepUp ? notKept(reply) : reply).catch((error: unknown) => {
      if (!isNotFound(error) || actor.memberships.length < 2) {
        throw error;
      }
      // A link of a mail or of another window may lead to another of the person's facilities.
      const next = request.method === "GET" ? request.url : doors.facility.home;

      return sendPage(reply, <NotHerePage actor={actor} next={next} />, 404);
    });
  });
}

/** What a page of the office asks of an official beside being one. */
export type OfficeNeeds = {
  /** Null: everybody of the office. */
  readonly right: OfficeRight | null;
  /** A second factor of a short while ago: for credentials, money, and what officials may do. */
  readonly stepUp?: boolean;
};

/**
 * For officials who have the right; the others are told who has. The office opens to nobody who has only a password: without
 * a second factor there is only the page that sets it up.
 */
export function asOfficial(
  center: Center,
  needs: OfficeRight | OfficeNeeds,
  handler: Handler<OfficialActor>,
): Route {
  const { right, stepUp = false } = typeof needs === "string" ? { right: needs } : needs;

  return asPerson(center, "office", { proof: "session" }, async (person, request, reply) => {
    if (!person.account.hasFactor) {
      return seeOther(reply, doors.office.secondFactor);
    }
    const actor = officialActor(person);
    if (right !== null && !may(actor, right)) {
      const givers = await officialsWith(center.db, "officials.change", center.clock.now());

      return sendPage(
        reply,
        <OfficeRefusedPage actor={actor} right={right} givers={givers} />,
        403,
      );
    }
    if (stepUp && lacks(center, person, true)) {
      return askFor(center, request, reply, "office", "confirm");
    }

    return handler(actor, request, reply);
  });
}

type PersonNeeds = {
  /** `none`: only to be signed in; `session`: what every page asks; `fresh`: a second factor of a short while ago. */
  readonly proof: "none" | "session" | "fresh";
  /** False for a form that is of no use a while later, such as a one-time code. */
  readonly keeps?: boolean;
};

/** For pages about the person's own account, of either realm. */
export function asPerson(
  center: Center,
  realm: Realm,
  { proof, keeps = true }: PersonNeeds,
  handler: Handler<SignedIn>,
): Route {
  return async (request, reply) => {
    const person = await signedInAs(center, request, realm);
    if (!person) {
      return askFor(center, request, reply, realm, "signIn", keeps);
    }
    if (proof !== "none" && lacks(center, person, proof === "fresh")) {
      return askFor(center, request, reply, realm, "confirm", keeps);
    }

    // What officials see, and what asks for a second factor, is found by nobody who goes back to it.
    const isSecret = realm === "office" || proof === "fresh";

    return handler(person, request, isSecret ? notKept(reply) : reply);
  };
}

const markSchema = z.object({ for: z.uuid().optional().catch(undefined) });

/**
 * For what is posted. A form says for which facility it was filled in; where the person acts for another one by now, as
 * after switching in another window, it is not done for that one. What was typed waits until they have switched back.
 * @returns the answer; null where the form is for this facility
 */
export async function meantElsewhere(
  center: Center,
  actor: FacilityActor,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | null> {
  const meant = request.method === "POST" ? markSchema.parse(request.query).for : undefined;
  if (meant === undefined || meant === actor.facilityId) {
    return null;
  }
  const other = actor.memberships.find(({ facilityId }) => facilityId === meant) ?? null;
  const isKept = other !== null && (await keepForm(center, request, reply));

  return sendPage(reply, <OtherFacilityPage actor={actor} other={other} isKept={isKept} />, 409);
}

function isNotFound(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.status === 404;
}

/** For pages that are public but greet the person who is signed in. */
export async function facilityActorOf(
  center: Center,
  request: FastifyRequest,
): Promise<FacilityActor | null> {
  const person = await signedInAs(center, request, "facility");

  return person && !lacks(center, person, false) ? facilityActor(person) : null;
}

async function signedInAs(
  center: Center,
  request: FastifyRequest,
  realm: Realm,
): Promise<SignedIn | null> {
  const session = await center.sessions.find(request);
  if (!session) {
    return null;
  }
  const person = await findPerson(center.db, session.accountId, center.clock.now());

  return person?.account.realm === realm ? { ...person, session } : null;
}

function lacks(center: Center, { account, session }: SignedIn, stepUp: boolean): boolean {
  const standing = { hasFactor: account.hasFactor, provenAt: session.provenAt };

  return lacksProof(standing, { stepUp, now: center.clock.now() });
}

/** For the facility that the person chose, or for the first one. */
export function facilityActor({ account, session, memberships }: SignedIn): FacilityActor | null {
  const acting = actingMembership(memberships, session.actingFor);

  return (
    acting && {
      ...acting,
      kind: "person",
      id: account.id,
      name: account.name,
      mail: account.mail,
      rights: rightsOf(acting.roles),
      memberships,
    }
  );
}

function actingMembership(
  memberships: readonly Membership[],
  chosen: string | null,
): Membership | null {
  return memberships.find(({ facilityId }) => facilityId === chosen) ?? memberships[0] ?? null;
}

export function officialActor({
  account: { id, name },
  officialRoles,
}: Pick<SignedIn, "account" | "officialRoles">): OfficialActor {
  const rights = officeRightsOf(officialRoles);

  return { kind: "official", id, name, roles: officialRoles, rights };
}

/** Sends the person to a door and back; what they had typed waits for them. */
async function askFor(
  center: Center,
  request: FastifyRequest,
  reply: FastifyReply,
  realm: Realm,
  what: "signIn" | "confirm",
  keeps = true,
): Promise<FastifyReply> {
  const door = doors[realm][what];
  const mayKeep = keeps && request.routeOptions.config.hasLargeBody !== true;
  const next =
    request.method === "GET"
      ? request.url
      : mayKeep && (await keepForm(center, request, reply))
        ? doors[realm].resume
        : cameFrom(request);

  return seeOther(reply, next === null ? door : `${door}?next=${encodeURIComponent(next)}`);
}

/** The page of a form that is not kept, such as one with nothing but a file. */
function cameFrom({ headers }: FastifyRequest): string | null {
  const { referer = "", host } = headers;
  if (!URL.canParse(referer)) {
    return null;
  }
  const { host: from, pathname, search } = new URL(referer);

  return from === host ? pathname + search : null;
}
