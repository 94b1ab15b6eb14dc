/** The presentation of a lesson: its keys, its black screen, full screen, and the speaker's window. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPage, createWindow, openLearn } from './learn.fixture.ts';

/** A document as far as a presentation asks for one. */
function createDocument() {
  const header = { inert: false };
  const view = Object.assign(new EventTarget(), {
    fullscreenElement: null as object | null,
    documentElement: { requestFullscreen: vi.fn(() => Promise.resolve()) },
    exitFullscreen: vi.fn(() => Promise.resolve()),
    querySelector: (selector: string) => (selector === 'header' ? header : null),
  });
  return {
    view,
    header,
    press: (key: string) =>
      view.dispatchEvent(Object.assign(new Event('keydown', { cancelable: true }), { key })),
    fill(isFull: boolean) {
      view.fullscreenElement = isFull ? {} : null;
      view.dispatchEvent(new Event('fullscreenchange'));
    },
  };
}

/** A window for the speaker. */
function createSpeaker() {
  const { view: page, press } = createDocument();
  const view = Object.assign(new EventTarget(), { document: page, close: vi.fn() });
  return { view: view as unknown as Window, close: view.close, press };
}

let stage = createDocument();
let page: Awaited<ReturnType<typeof createWindow>>;
beforeEach(async () => {
  page = await createWindow();
  stage = createDocument();
  vi.stubGlobal('document', stage.view);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

async function present(part = 'lesson.device-state') {
  const desk = openLearn(createPage(part));
  await desk.untilOpen('device-state');
  desk.send({ type: 'present.start' });
  return {
    ...desk,
    isOn: () => desk.actor.getSnapshot().matches({ talk: 'on' }),
    isBlack: () => desk.actor.getSnapshot().matches({ talk: { on: { screen: 'black' } } }),
  };
}

describe('presenting', () => {
  it('[LEARN-40] fills the screen, and the header behind it is out of reach', async () => {
    const talk = await present();
    expect([talk.isOn(), stage.header.inert]).toEqual([true, true]);
    expect(stage.view.documentElement.requestFullscreen).toHaveBeenCalledTimes(1);
    talk.send({ type: 'present.fill' });
    expect(stage.view.documentElement.requestFullscreen).toHaveBeenCalledTimes(2);
    stage.press('Escape');
    expect([talk.isOn(), stage.header.inert]).toEqual([false, false]);
  });

  it('[LEARN-41] needs a lesson, and ends with it', async () => {
    const desk = openLearn(createPage(null));
    desk.send({ type: 'present.start' });
    expect(desk.actor.getSnapshot().matches({ talk: 'off' })).toBe(true);
    const talk = await present();
    talk.send({ type: 'lesson.leave' });
    expect([talk.isOn(), talk.getPart()]).toEqual([false, null]);
    const other = await present();
    await other.type('lab');
    expect(other.isOn()).toBe(false);
  });

  it('[LEARN-42] goes on and back by keys; a question is shown before it is left', async () => {
    const talk = await present('lesson.device-state.three-bits');
    stage.press('PageDown');
    expect(talk.where()).toBe('device-state.where-it-begins asking');
    stage.press('PageDown');
    expect(talk.where()).toMatch(/showing$/);
    stage.press('PageUp');
    expect(talk.where()).toBe('device-state.three-bits telling');
    stage.press('q');
    expect(talk.where()).toBe('device-state.three-bits telling');
  });

  it('[LEARN-43] with a black screen shows the screen again first, and does not move on', async () => {
    const talk = await present('lesson.device-state.three-bits');
    stage.press('b');
    expect(talk.isBlack()).toBe(true);
    stage.press('PageDown');
    expect([talk.isBlack(), talk.where()]).toEqual([false, 'device-state.three-bits telling']);
    stage.press('.');
    stage.press('Escape');
    talk.send({ type: 'present.start' });
    expect([talk.isOn(), talk.isBlack()]).toEqual([true, false]);
  });

  it('[LEARN-44] ends with full screen, but not while the speaker has a window', async () => {
    const talk = await present();
    stage.fill(true);
    expect(talk.get().talk.isFull).toBe(true);
    const speaker = createSpeaker();
    talk.send({ type: 'speaker.open', view: speaker.view });
    stage.fill(false);
    expect([talk.isOn(), talk.get().talk.isFull]).toEqual([true, false]);
    talk.send({ type: 'speaker.close' });
    stage.fill(true);
    stage.fill(false);
    expect(talk.isOn()).toBe(false);
  });

  it("[LEARN-45] takes the keys of the speaker's window, which closes with the talk and with the page", async () => {
    const talk = await present('lesson.device-state.three-bits');
    const speaker = createSpeaker();
    talk.send({ type: 'speaker.open', view: speaker.view });
    expect(talk.get().talk.speaker).toBe(speaker.view);
    speaker.press('PageDown');
    expect(talk.where()).toBe('device-state.where-it-begins asking');
    page.dispatch('pagehide');
    expect(speaker.close).toHaveBeenCalledTimes(1);
    speaker.view.dispatchEvent(new Event('pagehide'));
    expect(talk.get().talk.speaker).toBeNull();
    const other = createSpeaker();
    talk.send({ type: 'speaker.open', view: other.view });
    stage.press('Escape');
    expect([talk.get().talk.speaker, other.close.mock.calls.length]).toEqual([null, 1]);
  });

  it('[LEARN-46] shows the notes if the browser allows no window, and remembers what was switched on', async () => {
    const talk = await present();
    talk.send({ type: 'speaker.open', view: null });
    expect(talk.get().talk).toMatchObject({ speaker: null, hasNotes: true });
    talk.send({ type: 'present.point', isPointing: true });
    stage.press('Escape');
    talk.send({ type: 'present.start' });
    expect(talk.get().talk).toMatchObject({ isPointing: true, hasNotes: true });
    talk.send({ type: 'present.notes', hasNotes: false });
    expect(talk.get().talk.hasNotes).toBe(false);
  });

  it('[LEARN-47] ends when the reader goes to another mode', async () => {
    const talk = await present();
    stage.fill(true);
    talk.actor.stop();
    expect([stage.header.inert, stage.view.exitFullscreen.mock.calls.length]).toEqual([false, 1]);
  });
});
