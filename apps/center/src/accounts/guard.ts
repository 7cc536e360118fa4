/** Who may see a page. A handler below a guard gets its actor as an argument, so it cannot forget to ask. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Center } from "../center.ts";
import { findFacility } from "../facilities/index.ts";
import type { FacilityActor, OfficialActor } from "./rules.ts";
import { findAccount } from "./store.ts";
import type { Account } from "./store.ts";

type Handler<A> = (actor: A, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
type Route = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** For people of a facility; all others are asked to sign in and come back. */
export function asFacility(center: Center, handler: Handler<FacilityActor>): Route {
  return async (request, reply) => {
    const actor = await facilityActorOf(center, request);

    return actor ? handler(actor, request, reply) : askToSignIn(request, reply, "/sign-in");
  };
}

export function asOfficial(center: Center, handler: Handler<OfficialActor>): Route {
  return async (request, reply) => {
    const account = await accountOf(center, request);

    return account?.realm === "office"
      ? handler(
          { kind: "official", id: account.id, name: account.name, role: account.role },
          request,
          reply,
        )
      : askToSignIn(request, reply, "/office/sign-in");
  };
}

/** For pages that are public but greet the person who is signed in. */
export async function facilityActorOf(
  center: Center,
  request: FastifyRequest,
): Promise<FacilityActor | null> {
  const account = await accountOf(center, request);
  const facility =
    account?.realm === "facility" && account.facilityId
      ? await findFacility(center.db, account.facilityId)
      : undefined;

  return account && facility
    ? {
        kind: "person",
        id: account.id,
        name: account.name,
        mail: account.mail,
        facilityId: facility.id,
        facilityName: facility.name,
        facilityKind: facility.kind,
      }
    : null;
}

async function accountOf(center: Center, request: FastifyRequest): Promise<Account | undefined> {
  const id = await center.sessions.accountOf(request);

  return id ? findAccount(center.db, id) : undefined;
}

function askToSignIn(request: FastifyRequest, reply: FastifyReply, path: string): FastifyReply {
  const next = request.method === "GET" ? `?next=${encodeURIComponent(request.url)}` : "";

  return reply.redirect(path + next, 303);
}
