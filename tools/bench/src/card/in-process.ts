/** The card in this process: what is left is the time of our own code. */
import { decorate } from "@madoguchi/card";
import { type CardImage, VirtualCard, VirtualReader } from "@madoguchi/virtual-card";
import { Stopwatch, type Way, withLinks } from "./check.ts";

export function openInProcessWay(image: CardImage): Way {
  const reader = new VirtualReader(VirtualCard.fromImage(image));
  const slot = "virtual-0";
  const stopwatch = new Stopwatch();
  const port = withLinks(reader, (link) =>
    decorate(link, (apdu, limits) =>
      stopwatch.time("transmitting", () => link.transmit(apdu, limits)),
    ),
  );

  return {
    port,
    slot,
    takeSpent: () => stopwatch.take(),
    async bare(commands) {
      const link = await reader.open(slot, { exclusive: true });
      for (const command of commands)
        await stopwatch.time("transmitting", () => link.transmit(command));
      await link.close("unpower");

      return stopwatch.take();
    },
  };
}
