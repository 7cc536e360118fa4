/** Whether the center can be reached, as the last call showed or the browser says: known before anybody asks. */
export type Reach =
  | { readonly kind: "up" }
  /** `since` in milliseconds since the epoch. `network`: this device itself has no line. */
  | { readonly kind: "down"; readonly since: number; readonly cause: "network" | "center" };

export type ReachWatch = ReturnType<typeof watchReach>;

const UP: Reach = { kind: "up" };

export function watchReach() {
  let state: Reach = UP;
  const listeners = new Set<() => void>();
  const become = (next: Reach) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const lose = () => {
    const cause = navigator.onLine ? "center" : "network";
    if (state.kind === "up") become({ kind: "down", since: Date.now(), cause });
    else if (state.cause !== cause) become({ ...state, cause });
  };
  addEventListener("offline", lose);
  if (!navigator.onLine) lose();

  return {
    state: (): Reach => state,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** For the client. What a gateway says in the center's place is no answer of the center's. */
    async fetch(...request: Parameters<typeof fetch>): Promise<Response> {
      try {
        const response = await fetch(...request);
        const isGateway =
          [502, 503, 504].includes(response.status) &&
          !response.headers.get("content-type")?.includes("json");
        if (isGateway) throw new TypeError("no center");
        if (state.kind === "down") become(UP);
        return response;
      } catch (error) {
        lose();
        throw error;
      }
    },
  };
}
