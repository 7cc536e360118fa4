import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fromHex, toHex } from "@madoguchi/card";
import type { FakeAcr1255 } from "../bluetooth/fake-acr1255.ts";
import type { ShellChannel } from "./shell.ts";

export type BluetoothCommand = {
  readonly command: string;
  readonly args: readonly string[];
  /** What this kind of phone calls the reader of that number. */
  readonly address: (number: number) => string;
};

/**
 * The Bluetooth of a phone's native shell in a process of its own, with the real bridge in it. We are the page, the readers in
 * the room and the person. One line each way: `page <JSON>`; `ask …`, and `allow` or `refuse`; `scan on`, `near <address>
 * <name>`; `connect <address>`, and `connected` or `unreachable`; `write <hex>` and `written`; `packet <hex>`; `drop`;
 * `disconnect <address>`.
 */
export class BluetoothProcess {
  readonly channel: ShellChannel;
  /** The permissions that the person was asked for, each time. */
  readonly asked: string[] = [];
  /** How often a device was connected to. */
  connects = 0;
  /** The person does not allow it when asked. */
  refuses = false;
  /** Whoever connects waits. */
  isDeaf = false;
  stderr = "";

  readonly #child: ChildProcessWithoutNullStreams;
  readonly #exited: Promise<unknown>;
  readonly #readers: ReadonlyMap<string, FakeAcr1255>;
  #receive: (message: string) => void = () => {};

  constructor(
    { command, args, address }: BluetoothCommand,
    readers: readonly FakeAcr1255[],
    state: "on" | "off" | "unsupported" = "on",
  ) {
    this.#readers = new Map(readers.map((reader, number) => [address(number), reader]));
    this.#child = spawn(command, args);
    this.#exited = once(this.#child, "exit");
    this.#child.stderr.on("data", (data) => (this.stderr += String(data)));
    createInterface(this.#child.stdout).on("line", (line) => this.#hear(line));
    this.bluetooth(state);
    this.channel = {
      send: (message) => this.#say(`page ${message}`),
      listen: (receive) => (this.#receive = receive),
    };
  }

  bluetooth(state: "on" | "off" | "unsupported"): void {
    this.#say(`bluetooth ${state}`);
  }

  /** The page goes away. */
  leave(): void {
    this.#say("leave");
  }

  async end(): Promise<void> {
    this.#child.stdin.end();
    await this.#exited;
  }

  #say(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  #hear(line: string): void {
    const space = line.indexOf(" ");
    const rest = line.slice(space + 1);
    switch (line.slice(0, space)) {
      case "page":
        return this.#receive(rest);
      case "ask":
        this.asked.push(rest);
        return this.#say(this.refuses ? "refuse" : "allow");
      case "scan":
        if (rest === "on") this.#advertise();
        return;
      case "connect":
        this.connects += 1;
        if (!this.isDeaf) this.#say(this.#connect(rest) ? "connected" : "unreachable");
        return;
      case "disconnect":
        return this.#readers.get(rest)?.disconnect();
      case "write":
        this.#write(fromHex(rest));
        return;
      default:
        this.stderr += `${line}\n`;
    }
  }

  /** Each device shows itself again and again. */
  #advertise(): void {
    for (let round = 0; round < 2; round++) {
      this.#say(`near ${notOurs} Headphones`);
      for (const [address, { name }] of this.#readers) this.#say(`near ${address} ${name}`);
    }
  }

  #connect(address: string): boolean {
    const notify = (packet: Uint8Array) => this.#say(`packet ${toHex(packet)}`);
    return this.#readers.get(address)?.connect({ notify, drop: () => this.#say("drop") }) ?? false;
  }

  #write(packet: Uint8Array): void {
    const reader = [...this.#readers.values()].find(({ connected }) => connected);
    if (reader === undefined) return;
    this.#say("written");
    reader.write(packet);
  }
}

/** An address to Android, and to iOS. */
const notOurs = "00000000-0000-4000-8000-0000000000FF";
