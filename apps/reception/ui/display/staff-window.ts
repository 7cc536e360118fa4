/** The staff's window, as the patient's has it. Everything that stands here came from there, and goes when it falls silent. */
import { PING_MS, PORT, READY, SILENT_MS, toPatientSchema } from "./protocol.ts";
import type { FromPatient, PinKey, Shown } from "./protocol.ts";

export type Heard = Shown | "opening" | "lost";

export class StaffWindow {
  readonly #listeners = new Set<() => void>();
  readonly #staff: Window | null;
  #port: MessagePort | null = null;
  #heard: Heard = "opening";
  #silentFrom = performance.now() + SILENT_MS;

  /** @param staff that opened this one; null where somebody typed the address */
  constructor(staff: Window | null) {
    this.#staff = staff;
    addEventListener("message", this.#connect);
    document.addEventListener("visibilitychange", this.#ping);
    setInterval(this.#ping, PING_MS);
    this.#ping();
  }

  readonly heard = (): Heard => this.#heard;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The byte is given away: none of it stays here. */
  digit(turn: number, digit: string): void {
    const byte = Uint8Array.of(digit.charCodeAt(0));
    this.#say({ type: "digit", turn, digit: byte }, [byte.buffer]);
  }

  key(turn: number, key: PinKey): void {
    this.#say({ type: "key", turn, key });
  }

  say(message: Extract<FromPatient, { type: "language" | "consents" }>): void {
    this.#say(message);
  }

  #say(message: FromPatient, transfer: Transferable[] = []): void {
    this.#port?.postMessage(message, transfer);
  }

  readonly #ping = (): void => {
    const isSilent = performance.now() > this.#silentFrom;
    // With the counter's window goes this one.
    if (isSilent && this.#staff?.closed === true) close();
    if (isSilent) this.#become("lost");
    if (this.#port === null || isSilent) this.#staff?.postMessage(READY, location.origin);
    else this.#say({ type: "ping" });
  };

  readonly #connect = ({ source, origin, data, ports }: MessageEvent<unknown>): void => {
    const [port] = ports;
    if (source === null || source !== this.#staff || origin !== location.origin) return;
    if (data !== PORT || port === undefined) return;
    this.#port?.close();
    this.#port = port;
    this.#silentFrom = performance.now() + SILENT_MS;
    port.addEventListener("message", this.#hear);
    port.start();
    this.#ping();
  };

  readonly #hear = ({ data }: MessageEvent<unknown>): void => {
    const read = toPatientSchema.safeParse(data);
    if (!read.success) return;
    this.#silentFrom = performance.now() + SILENT_MS;
    if (read.data.type === "show") this.#become(read.data.shown);
  };

  #become(heard: Heard): void {
    if (this.#heard === heard) return;
    this.#heard = heard;
    for (const listener of this.#listeners) listener();
  }
}
