import { decodeText, encodeText } from "../../lib/yaml/text-encoding";

const utf16be = (text: string): Buffer => Buffer.from(text, "utf16le").swap16();

describe("decodeText", () => {
  test.each<[string, Buffer, string]>([
    ["UTF-8", Buffer.from("a: é\n"), "utf-8"],
    ["UTF-8 with its mark", Buffer.from("\uFEFFa: é\n"), "utf-8"],
    ["UTF-16 as PowerShell writes it", Buffer.from("\uFEFFa: é\n", "utf16le"), "utf-16le"],
    ["UTF-16 without its mark", Buffer.from("a: é\n", "utf16le"), "utf-16le"],
    ["UTF-16, the other byte first", utf16be("\uFEFFa: é\n"), "utf-16be"],
    ["the same without its mark", utf16be("a: é\n"), "utf-16be"],
  ])("reads %s, and its bytes can be written again", (_, bytes, encoding) => {
    expect(decodeText(bytes)).toEqual({ text: "a: é\n", encoding });
    const kept = decodeText(bytes, { keepsMark: true });
    const again = "text" in kept ? encodeText(kept.text, kept.encoding) : new Uint8Array();
    expect(Buffer.compare(Buffer.from(again), bytes)).toBe(0);
  });

  test("says where a byte is none", () => {
    expect(decodeText(Buffer.from("a: 1\nb: \xe9\n", "latin1"))).toEqual({ badAt: { line: 2, column: 4 } });
    expect(decodeText(Buffer.from([0xff, 0xfe, 0x00, 0xd8]))).toEqual({ badAt: { line: 1, column: 1 } });
  });
});
