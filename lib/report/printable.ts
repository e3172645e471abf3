/** Text from files and clouds, without what could steer a terminal: control characters and bidi marks become `\u{…}`. */
export function printable(text: string): string {
  return text.replace(
    // eslint-disable-next-line no-control-regex
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (point) => `\\u{${(point.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
