/** Which events of an aggregate may be applied now: n + 1 after n only, each once, whatever comes twice or too early. */

/** What the order of events needs of one. */
export interface Sequenced {
  readonly version: number;
}

export interface SequenceOfEvents<Event> {
  /** In the order of their versions, beginning right behind the position. */
  readonly ready: readonly Event[];
  /** Too early: an event before them is missing. In the order of their versions. */
  readonly waiting: readonly Event[];
}

/** `position` is the version that was applied last, 0 before the first; what is not behind it is left out. */
export function inSequence<Event extends Sequenced>(
  position: number,
  events: readonly Event[],
): SequenceOfEvents<Event> {
  const byVersion = new Map(events.map((event) => [event.version, event]));
  const ahead = [...byVersion.values()]
    .filter((event) => event.version > position)
    .sort((a, b) => a.version - b.version);
  const hole = ahead.findIndex((event, index) => event.version !== position + 1 + index);
  return hole === -1 ? { ready: ahead, waiting: [] } : { ready: ahead.slice(0, hole), waiting: ahead.slice(hole) };
}
