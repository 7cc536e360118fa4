import { decodeCommand, describeCommand, describeResponse } from "@madoguchi/card";
import type { Application } from "./application.ts";
import { commonApplication } from "./common-ap.ts";
import { jpkiApplication } from "./jpki-ap.ts";
import { kenhojoApplication } from "./kenhojo-ap.ts";
import { kenkakuApplication } from "./kenkaku-ap.ts";
import { PoweredCard } from "./powered-card.ts";
import type { CardImage } from "./state.ts";
import { status, sw } from "./status.ts";
import { defaultSwitches, type Switches } from "./switches.ts";

/** The card is no longer in the reader. */
export class CardPulled extends Error {
  override readonly name = "CardPulled";
}

/**
 * A My Number card in software. It keeps no files and no network: bytes of a command in, bytes of the answer out.
 * Behaviour follows public descriptions of real cards (OpenSC's card-jpki, soltia48/myna-card).
 */
export class VirtualCard {
  readonly atr: Uint8Array;
  /** Every touch of a file that holds the 個人番号 or is opened by it, which this product must never make. */
  readonly forbiddenSelects: string[] = [];

  readonly #switches: Switches;
  readonly #applications: readonly Application[];
  readonly #onChange: (image: CardImage) => void | Promise<void>;
  #image: CardImage;
  #powered: PoweredCard;
  #received = 0;
  #receivedSincePower = 0;

  private constructor(
    image: CardImage,
    switches: Switches,
    onChange: (image: CardImage) => void | Promise<void>,
  ) {
    this.#image = image;
    this.#switches = switches;
    this.#onChange = onChange;
    this.#applications = [
      jpkiApplication(image, switches),
      kenhojoApplication(image),
      kenkakuApplication(image),
      commonApplication(image),
    ];
    this.atr = switches.atr;
    this.#powered = this.#power();
  }

  /** `onChange` gets every new image and is awaited before the card answers: a counter that fell has been kept. */
  static fromImage(
    image: CardImage,
    switches: Partial<Switches> = {},
    onChange: (image: CardImage) => void | Promise<void> = () => {},
  ): VirtualCard {
    const all = { ...defaultSwitches, ...switches };
    return new VirtualCard(all.pinLocked ? withLockedPin(image) : image, all, onChange);
  }

  /** What the card remembers now. */
  get image(): CardImage {
    return this.#image;
  }

  powerOn(): void {
    this.#powered = this.#power();
    this.#receivedSincePower = 0;
  }

  /** Only this makes the card forget which PINs were verified. */
  powerOff(): void {
    this.powerOn();
  }

  /** Calls must not overlap. @throws CardPulled when a switch pulls the card out */
  async process(apdu: Uint8Array): Promise<Uint8Array> {
    const { delay, pullAt, wire } = this.#switches;
    wire?.(describeCommand(apdu));
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    this.#received += 1;
    if (this.#received === pullAt) throw new CardPulled("the card was pulled out");
    const response = await this.#answer(apdu);
    wire?.(describeResponse(response));
    return response;
  }

  async #answer(apdu: Uint8Array): Promise<Uint8Array> {
    this.#receivedSincePower += 1;
    if (this.#switches.refuseFirst && this.#receivedSincePower === 1) return status(sw.noDiagnosis);
    const command = decodeCommand(apdu);
    const readable = command && (this.#switches.extendedLength || !command.extended);
    return readable ? await this.#powered.execute(command) : status(sw.wrongLength);
  }

  #power(): PoweredCard {
    return new PoweredCard(this.#applications, this.#switches, {
      pin: (name) => this.#image.pins[name],
      setPin: async (name, pin) => {
        this.#image = { ...this.#image, pins: { ...this.#image.pins, [name]: pin } };
        await this.#onChange(this.#image);
      },
      forbidden: (where) => this.forbiddenSelects.push(where),
    });
  }
}

function withLockedPin(image: CardImage): CardImage {
  const locked = { ...image.pins["jpki-auth"], triesLeft: 0 };
  return { ...image, pins: { ...image.pins, "jpki-auth": locked } };
}
