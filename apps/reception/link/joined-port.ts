import { LinkError, type ReaderEvent, type ReaderPort } from "@madoguchi/card";

/**
 * Several ports as one. A port that fails hides only its own readers, and is heard only while no other port has one.
 * Watchers hear of no readers only once every port has spoken: a slow one may still have some.
 */
export function joinPorts(ports: readonly ReaderPort[]): ReaderPort {
  return {
    async list() {
      const lists = await Promise.allSettled(ports.map((port) => port.list()));
      return lists.flatMap((list) => (list.status === "fulfilled" ? list.value : []));
    },

    watch(callback) {
      const latest = new Map<ReaderPort, ReaderEvent>();
      const tell = () => {
        const events = [...latest.values()];
        const readers = events.flatMap((event) => (event.type === "readers" ? event.readers : []));
        if (readers.length === 0 && latest.size < ports.length) return;
        const failed = events.find((event) => event.type === "failed");
        callback(readers.length === 0 && failed ? failed : { type: "readers", readers });
      };
      const stops = ports.map((port) =>
        port.watch((event) => {
          latest.set(port, event);
          tell();
        }),
      );
      return () => {
        for (const stop of stops) stop();
      };
    },

    async open(id, options) {
      let failure: unknown;
      for (const port of ports) {
        try {
          const readers = await port.list();
          if (!readers.some((reader) => reader.id === id)) continue;
        } catch (error) {
          failure = error;
          continue;
        }
        return port.open(id, options);
      }
      throw failure ?? new LinkError("no-reader", `no reader ${id}`);
    },
  };
}
