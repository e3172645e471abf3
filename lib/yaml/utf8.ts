import type { FilePlace } from "./file-place";

/** The text of bytes in UTF-8 (a byte order mark is dropped), or where the first byte stands that is none. */
export function decodeUtf8(bytes: Uint8Array): { readonly text: string } | { readonly badAt: FilePlace } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { badAt: badPlace(bytes) };
  }
}

/** The longest start that still is UTF-8 ends before the bad byte. */
function badPlace(bytes: Uint8Array): FilePlace {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  try {
    for (const byte of bytes) text += decoder.decode(Uint8Array.of(byte), { stream: true });
  } catch {
    // the byte that was fed last is the bad one
  }
  const lines = text.split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}
