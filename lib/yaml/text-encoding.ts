import type { FilePlace } from "./file-place";

/** The encodings in which files are read: UTF-16 is what Windows PowerShell 5 writes with `>`. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be";

/** The text of bytes, or where the first byte stands that is none in their encoding. */
type DecodedText = { readonly text: string; readonly encoding: TextEncoding } | { readonly badAt: FilePlace };

/** The text of bytes in UTF-8 or UTF-16; a byte order mark is dropped, or kept for whoever writes the file again. */
export function decodeText(bytes: Uint8Array, { keepsMark = false } = {}): DecodedText {
  const encoding = encodingOf(bytes);
  try {
    return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: keepsMark }).decode(bytes), encoding };
  } catch {
    return { badAt: encoding === "utf-8" ? badPlace(bytes) : { line: 1, column: 1 } };
  }
}

/** Whether bytes are a zip file, as plans are that `terraform plan -out` saves. */
export function isZip([first, second, third, fourth]: Uint8Array): boolean {
  return first === 0x50 && second === 0x4b && third === 3 && fourth === 4;
}

/** The bytes of a text: what {@link decodeText} read, with its mark kept, becomes the same bytes. */
export function encodeText(text: string, encoding: TextEncoding): Uint8Array {
  if (encoding === "utf-8") return Buffer.from(text, "utf8");
  const bytes = Buffer.from(text, "utf16le");
  return encoding === "utf-16le" ? bytes : bytes.swap16();
}

/** By the byte order mark; without one, a text of ASCII has zeros on one side of every pair. */
function encodingOf(bytes: Uint8Array): TextEncoding {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return "utf-16le";
  return first === 0 && second !== 0 && third === 0 && fourth !== 0 && bytes.length > 2 ? "utf-16be" : "utf-8";
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
