/** Where the reception app is had: one page for every device, and the files themselves. For everybody, without a script. */
import { offerFiles, ProblemError, sendPage } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { facilityActorOf } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { deviceOf, findReleases } from "./builds.ts";
import { DownloadsPage } from "./page.tsx";

const params = z.object({ file: z.string() });

export async function registerDownloads(app: FastifyInstance, center: Center): Promise<void> {
  const { downloadsDirectory } = center.config;
  const releases = async () =>
    downloadsDirectory === null ? [] : findReleases(downloadsDirectory);

  app.get("/downloads", async (request, reply) =>
    sendPage(
      reply,
      <DownloadsPage
        actor={await facilityActorOf(center, request)}
        releases={await releases()}
        visitor={deviceOf(request.headers["user-agent"] ?? "")}
      />,
    ),
  );

  await offerFiles(app, "/downloads/:file", async (request) => {
    const asked = params.parse(request.params).file;
    // Looked for among what is offered: no other name ever becomes a path.
    const release = (await releases()).find(({ file }) => file === asked);
    if (release === undefined || downloadsDirectory === null) throw new ProblemError("not-found");

    return { directory: downloadsDirectory, path: `${release.platform}/${release.file}` };
  });
}
