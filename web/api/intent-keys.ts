/** Idempotency-Keys of one form or button: a new one for each new intent, the same one while an intent has no answer. */
export interface IntentKeys {
  /** The key under which this content goes out. */
  readonly keyOf: (content: unknown) => string;
  /** The intent was answered: the same content again is a new one. */
  readonly forget: () => void;
}

export function createIntentKeys(makeKey: () => string = newKey): IntentKeys {
  let held: { readonly content: string; readonly key: string } | undefined;
  return {
    keyOf(content) {
      const written = JSON.stringify(content);
      if (held?.content !== written) held = { content: written, key: makeKey() };
      return held.key;
    },
    forget() {
      held = undefined;
    },
  };
}

/** A key that nobody else has. `crypto.randomUUID` exists only where the page came over TLS or from this machine. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
