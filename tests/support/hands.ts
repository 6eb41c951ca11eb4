/** Two ways of working a page: by mouse, and by keyboard alone, where what cannot be reached with Tab cannot be done. */
import type { ElementHandle, Locator, Page } from 'playwright-core';

import { eventually } from './eventually.ts';

export interface Hand {
  /** Works a button, a link or a box. */
  readonly press: (what: Locator) => Promise<void>;
  /** Puts a text into a field, in place of what stood there; a date as `2026-03-01`. */
  readonly type: (field: Locator, text: string) => Promise<void>;
  /** Chooses from a list: by typing where it is searched, by the arrows where it is not. */
  readonly choose: (field: Locator, option: string) => Promise<void>;
}

export function mouse(page: Page): Hand {
  return {
    press: (what) => what.click(),
    type: (field, text) => field.fill(text),
    async choose(field, option) {
      await field.click();
      await page.getByRole('option', { name: option }).first().click();
    },
  };
}

/** More things than any page has to step over. */
const mostSteps = 150;
const mostOptions = 60;

type Found = ElementHandle<HTMLElement | SVGElement>;

async function find(what: Locator): Promise<Found> {
  const found = await what.elementHandle();
  if (found === null) throw new Error(`${String(what)} is not there`);
  return found;
}

export function keyboard(page: Page): Hand {
  /**
   * Null when the page has drawn itself anew and the element is no longer of it. Looks once the timers of the last key have run: a
   * dialog looks by one where Tab went from a date or time, and brings back a focus that has gone further by then.
   */
  const isFocused = (found: Found) =>
    found.evaluate(async (element) => {
      await new Promise((resolve) => setTimeout(resolve));
      return element.isConnected ? element === element.ownerDocument.activeElement : null;
    });

  /** Steps with Tab until the thing has the focus. @throws Error when it never gets it */
  async function reach(what: Locator): Promise<void> {
    await what.waitFor();
    // What cannot be done yet has no focus; who works with the mouse waits as well.
    await eventually(async () => {
      if (!(await what.isEnabled())) throw new Error(`${String(what)} cannot be worked`);
    });
    // Found once: to look for it by its name at every step would cost more than the step.
    let found = await find(what);
    for (let step = 0; step < mostSteps; step += 1) {
      const focused = await isFocused(found);
      if (focused === true) return;
      if (focused === null) found = await find(what);
      else await page.keyboard.press('Tab');
    }
    throw new Error(`The keyboard does not reach ${String(what)}`);
  }

  return {
    async press(what) {
      await reach(what);
      const isBox = await what.evaluate((element) => element.matches('input[type="checkbox"], [role="switch"]'));
      await page.keyboard.press(isBox ? 'Space' : 'Enter');
    },
    async type(field, text) {
      await reach(field);
      const isDate = await field.evaluate((element) => element.matches('input[type="date"]'));
      if (!isDate) await page.keyboard.press('ControlOrMeta+a');
      // A browser in British English asks for day, month and year.
      await page.keyboard.type(isDate ? text.split('-').toReversed().join('') : text);
    },
    async choose(field, option) {
      await reach(field);
      await page.keyboard.press('ArrowDown');
      const wanted = page.getByRole('option', { name: option }).first();
      if (await field.evaluate((element) => !element.hasAttribute('readonly'))) await page.keyboard.type(option);
      await wanted.waitFor();
      for (let step = 0; step < mostOptions; step += 1) {
        if ((await wanted.getAttribute('data-combobox-selected')) !== null) break;
        await page.keyboard.press('ArrowDown');
      }
      await page.keyboard.press('Enter');
      await wanted.waitFor({ state: 'hidden' });
      await eventually(async () => {
        const chosen = await field.inputValue();
        if (!chosen.includes(option)) throw new Error(`${chosen} was chosen instead of ${option}`);
      });
    },
  };
}
