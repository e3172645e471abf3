import { listed, refuseAny, text, texts } from "../../lib/guards/expression";

describe("text", () => {
  test.each([
    ["a", '"a"'],
    ['say "a" \\ b', '"say \\"a\\" \\\\ b"'],
    ["line\nline", '"line\\nline"'],
    ["${a} %{b}", '"$${a} %%{b}"'],
    ["\b\f", '"\\u0008\\u000c"'],
  ])("quotes %j so that nothing in it is evaluated", (value, expected) => {
    expect(text(value)).toBe(expected);
  });
});

describe("texts", () => {
  test("is a list", () => {
    expect(texts(["a", "b"])).toBe('["a", "b"]');
  });
});

describe("refuseAny", () => {
  test("refuses a list that is not empty, which its sentence shows", () => {
    expect(refuseAny("local.rows", `who: ${listed("local.rows")}`)).toEqual({
      condition: "${length(local.rows) == 0}",
      errorMessage: 'who: ${join(", ", [for i, item in local.rows : i < 6 ? item : "and more" if i <= 6])}',
    });
  });
});
