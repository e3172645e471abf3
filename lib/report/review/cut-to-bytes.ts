/** A text of at most so many bytes of UTF-8, no character halved; where it is cut, `sentence` stands at its end if it fits. */
export function cutToBytes(text: string, most: number, sentence: string): string {
  if (Buffer.byteLength(text) <= most) return text;
  const room = most - Buffer.byteLength(sentence);
  if (room < 0) return "";
  const bytes = Buffer.from(text).subarray(0, room);
  // The last character may be halved: its first bytes go as well.
  const whole = new TextDecoder("utf-8").decode(bytes, { stream: true });
  const line = whole.lastIndexOf("\n");
  return `${line > 0 ? whole.slice(0, line) : whole}${sentence}`;
}
