/** The library as the rest of the center sees it. */
import type { FastifyInstance } from "fastify";
import { tokyoToday } from "@madoguchi/notation";
import type { ReactNode } from "react";
import type { FacilityActor } from "../accounts/index.ts";
import type { Center } from "../center.ts";
import { registerDownloads } from "./downloads/portal.tsx";
import { registerMachineReading } from "./machine.ts";
import { registerNoticeOffice } from "./office.tsx";
import { registerLibraryPages } from "./portal.tsx";
import { News } from "./portal/news.tsx";
import { registerPosters } from "./posters/portal.tsx";
import { registerRatings } from "./portal/text.tsx";
import { concerns } from "./rules/notice.ts";
import type { Notice } from "./rules/notice.ts";
import type { Suggestion } from "./search/library.ts";
import { isConcerned } from "./store/audience.ts";
import { registerNoticeMails } from "./mailing.tsx";
import { openShelf } from "./shelf.ts";

export type Library = {
  /** The newest notices for this person's facility, as a part of a page. */
  news(actor: FacilityActor): Promise<ReactNode>;
  /** Articles and notices that may answer what somebody writes. */
  suggest(text: string, limit: number): Promise<readonly Suggestion[]>;
};

const NEWS = 3;

export async function registerLibrary(app: FastifyInstance, center: Center): Promise<Library> {
  const shelf = await openShelf(center, app.log);
  registerLibraryPages(app, center, shelf);
  registerRatings(app, center, shelf);
  registerPosters(app, center, shelf.catalogue);
  await registerDownloads(app, center);
  registerNoticeOffice(app, center, shelf);
  registerNoticeMails(app, center);
  registerMachineReading(app, center, shelf);
  // Ten thousand notices take seconds to read: who comes first after a start must not wait for that.
  app.addHook("onReady", () => shelf.prepare());
  app.addHook("onClose", () => shelf.close());

  return {
    async news(actor) {
      const now = center.clock.now();
      const { notices } = await shelf.shown(now);
      const { facilityKind: kind, prefectureCode } = actor;
      const today = tokyoToday(center.clock);
      const own: Notice[] = [];
      for (const notice of notices) {
        if (own.length === NEWS) break;
        // Most have no condition, of which only the database could tell.
        const isOwn =
          concerns(notice, { kind, prefectureCode }) &&
          (notice.audienceCondition === "" ||
            (await isConcerned(center.db, actor.facilityId, notice, today)));
        if (isOwn) own.push(notice);
      }

      return <News notices={own} shelf={shelf} now={now} />;
    },
    async suggest(text, limit) {
      const shown = await shelf.shown(center.clock.now());

      return shelf.search.suggest(text, limit, shown);
    },
  };
}
