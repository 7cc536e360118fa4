/** Asks for the PIN on the terminal. Nothing of it is shown, and it never becomes a string. */

const key = {
  interrupt: 0x03,
  end: 0x04,
  backspace: 0x08,
  newline: 0x0a,
  enter: 0x0d,
  rubout: 0x7f,
};
const digits = 4;

/** What is needed of `process.stdin`; a test gives its own. */
export type Keyboard = AsyncIterable<Uint8Array> & { setRawMode(raw: boolean): unknown };

/**
 * Asks again until there are four digits: a fifth would be a slip, and a slip that reaches the card costs a try.
 * @returns the ASCII digits, to be wiped by the caller; `null` when the person gave up with Ctrl-C or Ctrl-D
 */
export async function askPin(
  keyboard: Keyboard,
  say: (text: string) => void,
): Promise<Uint8Array | null> {
  const typed = new Uint8Array(digits);
  let length = 0;
  say("暗証番号（4桁）：");
  keyboard.setRawMode(true);
  try {
    for await (const chunk of keyboard) {
      // Not slice(): of the Buffer that a terminal gives, that would be the same memory.
      const pressed = Uint8Array.from(chunk);
      chunk.fill(0);
      for (const [at, byte] of pressed.entries()) {
        pressed[at] = 0;
        if (byte === key.interrupt || byte === key.end) return null;
        if (byte === key.enter || byte === key.newline) {
          if (length === digits && typed.every(isDigit)) return typed.slice();
          say("\r\n4桁の数字を入力してください：");
          length = 0;
        } else if (byte === key.backspace || byte === key.rubout) {
          length = Math.max(0, length - 1);
        } else {
          if (length < digits) typed[length] = byte;
          length += 1;
        }
      }
    }

    return null;
  } finally {
    typed.fill(0);
    keyboard.setRawMode(false);
    say("\n");
  }
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
