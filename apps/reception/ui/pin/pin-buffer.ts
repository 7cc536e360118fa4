/** Four digits that can be wiped: a JavaScript string cannot. The input on the screen only ever holds marks. */

export const PIN_LENGTH = 4;
const MARK = "•";

export class PinBuffer {
  readonly #digits = new Uint8Array(PIN_LENGTH);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What the input shows in place of the digits. */
  get marks(): string {
    return MARK.repeat(this.#length);
  }

  /** Takes what somebody made of the marks: digits typed after them, or fewer of them. Anything else is passed over. */
  takeFrom(text: string): void {
    const kept = [...text].filter((character) => character === MARK).length;
    this.#shorten(kept);
    for (const character of text.normalize("NFKC")) this.push(character);
  }

  push(character: string): void {
    if (character.length === 1) this.#add(character.charCodeAt(0));
  }

  /** Takes a digit in ASCII over, and wipes it. */
  pushByte(byte: Uint8Array): void {
    this.#add(byte[0] ?? 0);
    byte.fill(0);
  }

  pop(): void {
    this.#shorten(this.#length - 1);
  }

  clear(): void {
    this.#shorten(0);
  }

  /** The four digits in ASCII, for the caller to wipe; `null` while they are not four. Afterwards the buffer is empty. */
  release(): Uint8Array | null {
    if (this.#length < PIN_LENGTH) return null;
    const pin = this.#digits.slice();
    this.clear();
    return pin;
  }

  #add(code: number): void {
    if (code < 0x30 || code > 0x39 || this.#length === PIN_LENGTH) return;
    this.#digits[this.#length] = code;
    this.#length += 1;
  }

  #shorten(length: number): void {
    this.#length = Math.min(this.#length, Math.max(length, 0));
    this.#digits.fill(0, this.#length);
  }
}
