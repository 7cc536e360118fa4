/** The pages of whoever audits: the record of every deed, and of every look at personal data. */
import { formatDateTime } from "@madoguchi/notation";
import { sendPage, transaction, sendCsv } from "@madoguchi/platform";
import type { CsvFields } from "@madoguchi/platform";
import type { FastifyInstance, FastifyReply } from "fastify";
import { asOfficial, namesOf } from "../accounts/index.ts";
import type { OfficialActor } from "../accounts/index.ts";
import { audit, auditActionWords, auditSubjectWords, searchEvents } from "../audit/index.ts";
import type { FoundEvent } from "../audit/index.ts";
import type { Center } from "../center.ts";
import { detailWords, EventsPage, whoWords } from "./office/events.tsx";
import { EVENTS, OPENINGS } from "./office/frame.tsx";
import { OpeningsPage } from "./office/openings.tsx";
import { openingReasons, openingSubjects } from "./rules.ts";
import { readEventSearch, readOpeningSearch } from "./search.ts";
import { searchOpenings } from "./store.ts";

const SHOWN = 50;
/** More than a person reads, and still a file that opens. */
const EXPORTED = 50_000;

export function registerOversight(app: FastifyInstance, center: Center): void {
  const { db } = center;

  app.get(
    EVENTS,
    asOfficial(center, "audit.see", async (actor, request, reply) => {
      const { search, after, values } = await readEventSearch(center, request.query);
      // One more than shown says whether there is a next page.
      const found = await searchEvents(db, search, after, SHOWN + 1);
      const events = found.slice(0, SHOWN);
      const names = await namesIn(center, events);

      return sendPage(
        reply,
        <EventsPage
          {...{ actor, values, events, names, after }}
          next={found.length > SHOWN ? (events.at(-1) ?? null) : null}
        />,
      );
    }),
  );

  app.get(
    OPENINGS,
    asOfficial(center, "audit.see", async (actor, request, reply) => {
      const { search, after, values } = await readOpeningSearch(center, request.query);
      const found = await searchOpenings(db, search, after, SHOWN + 1);
      const openings = found.slice(0, SHOWN);
      const last = found.length > SHOWN ? openings.at(-1) : undefined;

      return sendPage(
        reply,
        <OpeningsPage
          {...{ actor, values, openings, after }}
          next={last ? { at: last.openedAt, id: last.id } : null}
        />,
      );
    }),
  );

  app.post(
    `${EVENTS}/export`,
    asOfficial(center, "audit.see", async (actor, request, reply) => {
      const { search } = await readEventSearch(center, request.query);
      const events = await searchEvents(db, search, null, EXPORTED);
      const names = await namesIn(center, events);
      const rows = events.map(({ at, action, actorKind, actorId, ...event }): CsvFields => [
        formatDateTime(at),
        at.toString(),
        whoWords(names, actorKind, actorId),
        event.operator ?? "",
        auditActionWords(action),
        auditSubjectWords(event.subjectKind),
        event.subjectId,
        detailWords(event),
      ]);
      const header = [
        "日時",
        "日時（UTC）",
        "だれが",
        "担当者",
        "何をした",
        "相手",
        "相手の番号",
        "内容",
      ];

      return sendFile(center, actor, reply, "操作の記録", [header, ...rows]);
    }),
  );

  app.post(
    `${OPENINGS}/export`,
    asOfficial(center, "audit.see", async (actor, request, reply) => {
      const { search } = await readOpeningSearch(center, request.query);
      const openings = await searchOpenings(db, search, null, EXPORTED);
      const rows = openings.map(({ openedAt, ...opening }): CsvFields => [
        formatDateTime(openedAt),
        openedAt.toString(),
        opening.officialName,
        openingSubjects[opening.subjectKind],
        opening.subjectId,
        openingReasons[opening.reason],
        opening.note,
      ]);
      const header = [
        "日時",
        "日時（UTC）",
        "だれが",
        "見た情報",
        "情報の番号",
        "理由",
        "番号や説明",
      ];

      return sendFile(center, actor, reply, "個人の情報の閲覧", [header, ...rows]);
    }),
  );
}

/** Of whoever did it, and of whom it was done to. */
function namesIn({ db }: Center, events: readonly FoundEvent[]) {
  return namesOf(
    db,
    events.flatMap(({ actorId, subjectKind, subjectId }) =>
      subjectKind === "account" ? [actorId, subjectId] : [actorId],
    ),
  );
}

async function sendFile(
  center: Center,
  actor: OfficialActor,
  reply: FastifyReply,
  name: string,
  rows: readonly CsvFields[],
): Promise<FastifyReply> {
  await transaction(center.db, (tx) =>
    audit(tx, center.clock, {
      action: "audit.exported",
      actor: { kind: "official", id: actor.id },
      facilityId: null,
      subject: { kind: "center", id: "center" },
      detail: { rows: rows.length - 1 },
    }),
  );

  return sendCsv(reply, `${name}.csv`, rows);
}
