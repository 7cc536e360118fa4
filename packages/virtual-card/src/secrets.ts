/** The card's secret numbers while it has power: which were verified, and what a wrong one costs. */
import { timingSafeEqual } from "node:crypto";
import type { Access, ElementaryFile } from "./application.ts";
import { maximumTries, type PinName, type PinState } from "./state.ts";
import { sw } from "./status.ts";
import type { Switches } from "./switches.ts";

/** What outlives the power. */
export type PinMemory = {
  pin(name: PinName): PinState;
  setPin(name: PinName, state: PinState): Promise<void>;
};

/** Its methods answer status words. */
export class Secrets {
  readonly #memory: PinMemory;
  readonly #switches: Pick<Switches, "blockedStatus" | "verifiedQuery">;
  readonly #verified = new Set<PinName>();

  constructor(memory: PinMemory, switches: Pick<Switches, "blockedStatus" | "verifiedQuery">) {
    this.#memory = memory;
    this.#switches = switches;
  }

  forget(): void {
    this.#verified.clear();
  }

  open(access: Access): boolean {
    return access === "free" || access.some((pin) => this.#verified.has(pin));
  }

  /** Without data it only tells how many tries are left, at no cost. */
  async verify(file: ElementaryFile, data: Uint8Array | undefined): Promise<number> {
    const { blockedStatus, verifiedQuery } = this.#switches;
    if (file.kind === "blocked-pin") return data ? blockedStatus : sw.triesLeft;
    if (file.kind !== "pin") return sw.wrongKind;

    const { pin: name } = file;
    const pin = this.#memory.pin(name);
    if (!data) {
      const hidden = this.#verified.has(name) && verifiedQuery === "ok";
      return hidden ? sw.ok : sw.triesLeft | pin.triesLeft;
    }
    if (pin.triesLeft === 0) return blockedStatus;
    if (sameText(pin.value, data)) {
      this.#verified.add(name);
      await this.#setTries(name, maximumTries[name]);
      return sw.ok;
    }
    this.#verified.delete(name);
    await this.#setTries(name, pin.triesLeft - 1);
    return sw.triesLeft | (pin.triesLeft - 1);
  }

  /** Replaces a verified one. `by` is the instruction that asks for it. */
  async change(
    file: ElementaryFile,
    by: "24" | "32",
    data: Uint8Array | undefined,
  ): Promise<number> {
    if (file.kind !== "pin" || file.changeable?.by !== by) return sw.wrongKind;
    if (!this.#verified.has(file.pin)) return sw.notVerified;
    const value = new TextDecoder().decode(data);
    if (!file.changeable.to.test(value)) return sw.wrongData;
    await this.#memory.setPin(file.pin, { value, triesLeft: maximumTries[file.pin] });
    return sw.ok;
  }

  async #setTries(name: PinName, triesLeft: number): Promise<void> {
    const pin = this.#memory.pin(name);
    if (pin.triesLeft !== triesLeft) await this.#memory.setPin(name, { ...pin, triesLeft });
  }
}

function sameText(text: string, entered: Uint8Array): boolean {
  const wanted = new TextEncoder().encode(text);
  return wanted.length === entered.length && timingSafeEqual(wanted, entered);
}
