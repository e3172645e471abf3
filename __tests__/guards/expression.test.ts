import { evaluator } from "../support/hcl/hcl-evaluation";
import { eachSentence, listed, refuseAny, textLiteral, textLiterals } from "../../lib/guards/expression";

describe("textLiteral", () => {
  test.each([
    ["a", '"a"'],
    ['say "a" \\ b', '"say \\"a\\" \\\\ b"'],
    ["line\nline", '"line\\nline"'],
    ["${a} %{b}", '"$${a} %%{b}"'],
    ["\b\f", '"\\u0008\\u000c"'],
  ])("quotes %j so that nothing in it is evaluated", (value, expected) => {
    expect(textLiteral(value)).toBe(expected);
  });
});

describe("textLiterals", () => {
  test("is a list", () => {
    expect(textLiterals(["a", "b"])).toBe('["a", "b"]');
  });
});

describe("eachSentence", () => {
  const said = (count: number, wrong = "Role ${one} is Gone"): unknown =>
    evaluator({ list: Array.from({ length: count }, (_, i) => `r${i}`) })(eachSentence("local.list", wrong));

  test("says each of three, those behind the first in lower case, and of more that there are more", () => {
    expect(said(0)).toBe("");
    expect(said(1)).toBe("Role r0 is Gone");
    expect(said(3)).toBe("Role r0 is Gone; role r1 is Gone; role r2 is Gone");
    expect(said(5)).toBe("Role r0 is Gone; role r1 is Gone; role r2 is Gone; and more");
    expect(said(2, "EKS makes ${one}")).toBe("EKS makes r0; EKS makes r1");
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
