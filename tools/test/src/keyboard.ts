/** Works a page as somebody without a mouse does: Tab until it is there, then keys. Nothing is clicked, nothing is filled in from outside. */
import type { Locator, Page } from "playwright-core";

const PATIENCE = 200;
const PATIENCE_MS = 10_000;
/** As the DevTools protocol numbers modifiers. */
const ALT = 1;

export type KeyboardUser = ReturnType<typeof keyboardUser>;

export function keyboardUser(page: Page) {
  page.setDefaultTimeout(PATIENCE_MS);
  // A listener from the start: the browser is told in its own time to hand over file dialogs instead of opening them.
  page.on("filechooser", () => {});
  /** What the person did: fields answered, and buttons pressed or links followed. */
  const done = { fields: 0, steps: 0 };
  const button = (name: string | RegExp) => page.getByRole("button", { name });
  const link = (name: string | RegExp) => page.getByRole("link", { name });

  /** Moves the focus forward until it is on the target. @throws when it never gets there */
  async function reach(target: Locator): Promise<void> {
    const place = target.first();
    await place.waitFor();
    for (let presses = 0; presses < PATIENCE; presses += 1) {
      if (await isFocused(place)) {
        return;
      }
      await page.keyboard.press("Tab");
    }
    throw new Error(`no way by keyboard to ${place.toString()} on ${page.url()}`);
  }

  return {
    page,
    reach,
    done,
    async type(label: string, text: string, within: Page | Locator = page): Promise<void> {
      await reach(within.getByLabel(label, { exact: label.length === 1 }));
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.insertText(text);
      done.fields += 1;
    },
    async press(name: string | RegExp): Promise<void> {
      await reach(button(name));
      await page.keyboard.press("Enter");
      done.steps += 1;
    },
    async follow(name: string | RegExp): Promise<void> {
      await reach(link(name));
      await page.keyboard.press("Enter");
      done.steps += 1;
    },
    /** Past the header, as the first link of every page offers. */
    async skip(): Promise<void> {
      await this.follow("本文へ移動");
    },
    /** Alt and the letter: what a real keyboard says and `keyboard.press` leaves out, the letter itself, is what access keys go by. */
    async shortcut(letter: string): Promise<void> {
      const session = await page.context().newCDPSession(page);
      const key = { key: letter, code: `Key${letter.toUpperCase()}`, modifiers: ALT };
      const code = { windowsVirtualKeyCode: letter.toUpperCase().charCodeAt(0) };
      const pressed = { type: "keyDown", unmodifiedText: letter } as const;
      await session.send("Input.dispatchKeyEvent", { ...key, ...code, ...pressed });
      await session.send("Input.dispatchKeyEvent", { ...key, ...code, type: "keyUp" });
      await session.detach();
      done.steps += 1;
    },
    async tick(label: string): Promise<void> {
      await reach(page.getByLabel(label));
      await page.keyboard.press("Space");
      done.fields += 1;
    },
    /** One of a group of radio buttons: Tab comes to the group, arrows move in it. */
    async choose(group: string, option: string): Promise<void> {
      const target = page.getByRole("radiogroup", { name: group }).getByLabel(option);
      const radios = page.getByRole("radiogroup", { name: group }).getByRole("radio");
      await reach(radios.first());
      for (let moves = 0; moves < PATIENCE && !(await isFocused(target)); moves += 1) {
        await page.keyboard.press("ArrowDown");
      }
      await page.keyboard.press("Space");
      done.fields += 1;
    },
    /** A drop-down list: its letters or arrows change it while it is closed. */
    async select(label: string, option: string, within: Page | Locator = page): Promise<void> {
      const list = within.getByLabel(label);
      await reach(list);
      for (let moves = 0; moves < PATIENCE && (await chosen(list)) !== option; moves += 1) {
        await page.keyboard.press("ArrowDown");
      }
      done.fields += 1;
    },
    async attach(label: string, file: { name: string; mimeType: string; buffer: Buffer }) {
      await reach(page.getByLabel(label));
      const [dialog] = await Promise.all([
        page.waitForEvent("filechooser"),
        page.keyboard.press("Enter"),
      ]);
      await dialog.setFiles(file);
      done.fields += 1;
    },
    async date(day: { year: number; month: number; day: number }, within: Page | Locator = page) {
      await this.type("年", String(day.year), within);
      await this.type("月", String(day.month), within);
      await this.type("日", String(day.day), within);
    },
  };
}

function isFocused(place: Locator): Promise<boolean> {
  return place.evaluate((element) => element === document.activeElement);
}

function chosen(list: Locator): Promise<string | undefined> {
  return list.evaluate((element) =>
    element instanceof HTMLSelectElement ? element.selectedOptions[0]?.label : undefined,
  );
}
