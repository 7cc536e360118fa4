import { decodeCommand, describeCommand, describeResponse } from "@madoguchi/card";
import type { Application } from "./application.ts";
import { commonApplication, jukiApplication } from "./common-ap.ts";
import { dataObjects } from "./data-objects.ts";
import { jpkiApplication } from "./jpki-ap.ts";
import { kenhojoApplication } from "./kenhojo-ap.ts";
import { kenkakuApplication } from "./kenkaku-ap.ts";
import { type Contents, PoweredCard } from "./powered-card.ts";
import type { CardImage } from "./state.ts";
import { status, sw } from "./status.ts";
import { defaultSwitches, type Switches } from "./switches.ts";
import { timeOf } from "./timing.ts";

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
  readonly #contents: Contents;
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
    this.#contents = {
      applications: applicationsOf(image, switches),
      dataObjects: dataObjects(image),
    };
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
    const { delay, pullAt, loseAnswerAt, wire } = this.#switches;
    wire?.(describeCommand(apdu));
    this.#received += 1;
    if (this.#received === pullAt) throw new CardPulled("the card was pulled out");
    const response = await this.#answer(apdu);
    const time = timeOf(delay, apdu, response);
    if (time > 0) await new Promise((resolve) => setTimeout(resolve, time));
    if (this.#received === loseAnswerAt) throw new CardPulled("the card left with its answer");
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
    return new PoweredCard(this.#contents, this.#switches, {
      pin: (name) => this.#image.pins[name],
      setPin: async (name, pin) => {
        this.#image = { ...this.#image, pins: { ...this.#image.pins, [name]: pin } };
        await this.#onChange(this.#image);
      },
      forbidden: (where) => this.forbiddenSelects.push(where),
    });
  }
}

/** Phones and the older card have one; the next card's second application is not known. */
function applicationsOf(image: CardImage, switches: Switches): readonly Application[] {
  const { terminalRoot, jpkiApplication: hasJpki, tokenKind } = switches;
  const jpki = hasJpki
    ? [jpkiApplication(image, { ...switches, terminals: terminalRoot !== null })]
    : [];
  if (tokenKind !== "card" || image.generation !== "RSA-2048") return jpki;
  return [
    ...jpki,
    kenhojoApplication(image),
    kenkakuApplication(image),
    commonApplication(image),
    jukiApplication(),
  ];
}

function withLockedPin(image: CardImage): CardImage {
  const locked = { ...image.pins["jpki-auth"], triesLeft: 0 };
  return { ...image, pins: { ...image.pins, "jpki-auth": locked } };
}
