/** The patient's window, as the staff's window has it: opened by us, and spoken to over a port that nobody else holds. */
import { fromPatientSchema, PORT, READY, SILENT_MS } from "./protocol.ts";
import type { FromPatient, Shown, ToPatient } from "./protocol.ts";

/** `lost`: it is there, but says nothing. */
export type PatientWindowStatus = "opening" | "ready" | "lost" | "closed";

/** On a slow computer a window takes its time. */
const OPENS_WITHIN_MS = 15_000;
const LOOK_MS = 500;

const rest = { view: { kind: "told", situation: "rest" }, language: null } as const;

export class PatientWindow {
  readonly #child: Window;
  readonly #listeners = new Set<() => void>();
  readonly #timer: ReturnType<typeof setInterval>;
  #heard: ((message: FromPatient) => void) | null = null;
  #port: MessagePort | null = null;
  #status: PatientWindowStatus = "opening";
  #shown: Shown = { ...rest, isLarge: false };
  #silentFrom = performance.now() + OPENS_WITHIN_MS;

  constructor(child: Window) {
    this.#child = child;
    addEventListener("message", this.#connect);
    this.#timer = setInterval(this.#look, LOOK_MS);
  }

  readonly status = (): PatientWindowStatus => this.#status;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What the patient does, to the one part of the screen that waits for it. */
  listen(heard: (message: FromPatient) => void): () => void {
    this.#heard = heard;
    return () => {
      if (this.#heard === heard) this.#heard = null;
    };
  }

  show(shown: Shown): void {
    this.#shown = shown;
    this.#say({ type: "show", shown });
  }

  /** The counter is not there: nothing of the patient stays. */
  rest(): void {
    this.show({ ...this.#shown, ...rest });
  }

  /** Another takes its place, over the same window or a new one. */
  retire(): void {
    this.#leave("closed");
  }

  /** Closes the window as well. */
  close(): void {
    this.#leave("closed");
    this.#child.close();
  }

  readonly #look = (): void => {
    if (this.#child.closed) this.#leave("closed");
    else if (performance.now() > this.#silentFrom) this.#become("lost");
  };

  /** Only the window that we opened, on our own origin, is given a port; loaded anew it is given another. */
  readonly #connect = ({ source, origin, data }: MessageEvent<unknown>): void => {
    if (source !== this.#child || origin !== location.origin || data !== READY) return;
    this.#port?.close();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.addEventListener("message", this.#hear);
    port1.start();
    this.#child.postMessage(PORT, { targetOrigin: location.origin, transfer: [port2] });
    this.#say({ type: "show", shown: this.#shown });
  };

  readonly #hear = ({ data }: MessageEvent<unknown>): void => {
    const read = fromPatientSchema.safeParse(data);
    if (!read.success) return;
    this.#silentFrom = performance.now() + SILENT_MS;
    this.#become("ready");
    const message = read.data;
    if (message.type === "ping") this.#say({ type: "pong" });
    else if (this.#heard === null) wipe(message);
    else this.#heard(message);
  };

  #say(message: ToPatient): void {
    this.#port?.postMessage(message);
  }

  #leave(status: PatientWindowStatus): void {
    removeEventListener("message", this.#connect);
    clearInterval(this.#timer);
    this.#port?.close();
    this.#port = null;
    this.#become(status);
  }

  #become(status: PatientWindowStatus): void {
    if (this.#status === status) return;
    this.#status = status;
    for (const listener of this.#listeners) listener();
  }
}

/** A digit that nothing asked for. */
export function wipe(message: FromPatient): void {
  if (message.type === "digit") message.digit.fill(0);
}
