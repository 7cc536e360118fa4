import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fromHex, toHex } from "@madoguchi/card";
import { CardPulled, type VirtualCard } from "@madoguchi/virtual-card";
import type { Shell } from "./shell.ts";

export type ShellCommand = {
  readonly kind: Shell["kind"];
  readonly command: string;
  readonly args: readonly string[];
};

/**
 * A phone's native shell in a process of its own, with the real bridge in it. We are the page at one end of its standard
 * streams and the card at the other. One line each way: `page <JSON>`; `command <hex>` and its `answer <hex>`, `gone` or
 * `broken`; `field on` and `field off`; and what a person does to the phone: `lay`, `take`, `nfc`, `leave`, `return`.
 */
export class ShellProcess {
  readonly shell: Shell;
  /** Every command that reached the card, in hex. */
  readonly commands: string[] = [];
  /** What the shell wrote beside its messages, where nothing belongs. */
  stderr = "";

  readonly #child: ChildProcessWithoutNullStreams;
  readonly #exited: Promise<unknown>;
  #card: VirtualCard | undefined;
  #receive: (message: string) => void = () => {};
  #return: () => void = () => {};
  #breakAt: number | undefined;

  /** `nfc`: as the phone is when the app starts. */
  constructor({ kind, command, args }: ShellCommand, nfc: "on" | "off" | "unsupported" = "on") {
    this.#child = spawn(command, args);
    this.#exited = once(this.#child, "exit");
    this.#child.stderr.on("data", (data) => (this.stderr += String(data)));
    createInterface(this.#child.stdout).on("line", (line) => void this.#hear(line));
    this.nfc(nfc);
    this.shell = {
      kind,
      send: (message) => this.#say(`page ${message}`),
      listen: (receive) => (this.#receive = receive),
      onReturn: (callback) => (this.#return = callback),
    };
  }

  /** A person lays the card against the phone. */
  lay(card: VirtualCard): void {
    this.#card = card;
    card.powerOn();
    this.#say("lay card");
  }

  /** Something that is no card of ours: a tag for a bicycle, another chip. */
  layOther(): void {
    this.#say("lay other");
  }

  take(): void {
    this.#card?.powerOff();
    this.#card = undefined;
    this.#say("take");
  }

  nfc(state: "on" | "off" | "unsupported"): void {
    this.#say(`nfc ${state}`);
  }

  /** The app leaves the screen; on an iPhone the person ends the sheet. */
  leave(): void {
    this.#say("leave");
  }

  /** The person comes back to the app. */
  comeBack(): void {
    this.#say("return");
    this.#return();
  }

  /** The link breaks, with the card still there, instead of the answer to the command of this number, counted from 1. */
  breakAt(number: number): void {
    this.#breakAt = number;
  }

  async end(): Promise<void> {
    this.#child.stdin.end();
    await this.#exited;
  }

  #say(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  async #hear(line: string): Promise<void> {
    const space = line.indexOf(" ");
    const rest = line.slice(space + 1);
    switch (line.slice(0, space)) {
      case "page":
        return this.#receive(rest);
      case "command":
        return this.#say(await this.#answer(rest));
      case "field":
        if (rest === "off") this.#card?.powerOff();
        return;
      default:
        this.stderr += `${line}\n`;
    }
  }

  async #answer(command: string): Promise<string> {
    this.commands.push(command);
    if (this.commands.length === this.#breakAt) return "broken";
    try {
      if (this.#card === undefined) return "gone";
      return `answer ${toHex(await this.#card.process(fromHex(command)))}`;
    } catch (error) {
      if (!(error instanceof CardPulled)) throw error;
      this.#card = undefined;
      return "gone";
    }
  }
}
