/**
 * A key that stands twice in one object of a JSON text, or undefined. `JSON.parse` takes the second and says nothing, so that what
 * stands under the first would be read as "not there". `value` is what the text was parsed to.
 */
export function doubledKey(text: string, value: unknown): string | undefined {
  return keysIn(text) === membersOf(value) ? undefined : firstDoubled(text);
}

const [QUOTE, COLON, BACKSLASH, OPEN, CLOSE] = [0x22, 0x3a, 0x5c, 0x7b, 0x7d];

/** How many keys stand in a text: outside of texts a colon follows each, and nothing else. */
function keysIn(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = textEnd(text, at);
    else if (code === COLON) count += 1;
  }
  return count;
}

/** How many members the objects of a value have, at all depths. */
function membersOf(value: unknown): number {
  const open = [value];
  let count = 0;
  while (open.length > 0) {
    const one = open.pop();
    if (typeof one !== "object" || one === null) continue;
    const inner: readonly unknown[] = Object.values(one);
    if (!Array.isArray(one)) count += inner.length;
    for (const each of inner) if (typeof each === "object") open.push(each);
  }
  return count;
}

function firstDoubled(text: string): string | undefined {
  const objects: Set<string>[] = [];
  let last = "";
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === OPEN) objects.push(new Set());
    else if (code === CLOSE) objects.pop();
    else if (code === QUOTE) {
      const end = textEnd(text, at);
      last = text.slice(at, end + 1);
      at = end;
    } else if (code === COLON) {
      const key: unknown = JSON.parse(last);
      const keys = objects.at(-1);
      if (typeof key !== "string" || keys === undefined) continue;
      if (keys.has(key)) return key;
      keys.add(key);
    }
  }
  return undefined;
}

/** Where the quote stands that ends the text which begins at `start`. */
function textEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}
