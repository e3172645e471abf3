import fc from "fast-check";
import { literal } from "../../lib/eks/address/literal";
import { fieldsOf } from "../support/terraform/provider-schema";
import { workspace } from "../support/terraform/terraform";

const PIECES = [
  "$",
  "{",
  "}",
  "%",
  "a",
  '"',
  "\\",
  "\n",
  "${",
  "%{",
  "~",
  "'",
  "{{SessionName}}",
  "é",
  "$${",
  "if true",
  "\u0600",
  "\r",
  "\u{110bd}",
];

describe("literal, read by Terraform itself", () => {
  test("500 texts come back as they were, as values and as keys", async () => {
    const seed = Number(process.env.SEED ?? 1);
    const texts = fc.sample(
      fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((it) => it.join("")),
      { numRuns: 500, seed },
    );
    const value = Object.fromEntries(texts.map((text, index) => [literal(`${index} ${text}`), literal(text)]));
    const folder = workspace([]);
    folder.write("main.tf.json", JSON.stringify({ output: { texts: { value } } }));
    await folder.must("init", "-input=false");
    await folder.must("apply", "-input=false", "-auto-approve");
    const { texts: read } = fieldsOf(JSON.parse(await folder.must("output", "-json")));
    folder.remove();
    const expected = Object.fromEntries(texts.map((text, index) => [`${index} ${text}`, text]));
    expect({ seed, texts: fieldsOf(read).value }).toEqual({ seed, texts: expected });
  }, 60_000);
});
