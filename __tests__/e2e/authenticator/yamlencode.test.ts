import fc from "fast-check";
import { yamlencode } from "../../../lib/access/aws-auth/yamlencode";
import { fieldsOf } from "../../support/terraform/provider-schema";
import { workspace } from "../../support/terraform/terraform";

const PIECES = [
  "a",
  " ",
  "  ",
  "\n",
  "\n\n",
  "\t",
  '"',
  "\\",
  "é",
  "\u00a0",
  "😀",
  ":",
  "word ",
  "x".repeat(30),
  "-",
  "#",
  "\r",
  "${a}",
  "\u0085",
  "\u0007",
];
const TEXT = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join("").normalize("NFC"));
const ROW = fc.record(
  { rolearn: TEXT, username: TEXT, groups: fc.array(TEXT, { maxLength: 3 }) },
  { requiredKeys: [] },
);
const VALUE = fc.oneof(fc.array(ROW, { maxLength: 3 }), fc.array(TEXT, { maxLength: 3 }));

describe("yamlencode against Terraform's own", () => {
  const seed = Number(process.env.SEED ?? 1);

  test(`gives the same bytes for 3000 values (seed ${seed})`, async () => {
    const values = fc.sample(VALUE, { numRuns: 3000, seed });
    const folder = workspace([]);
    folder.write("values.json", JSON.stringify(values));
    folder.write(
      "main.tf",
      'output "texts" {\n  value = [for v in jsondecode(file("${path.module}/values.json")) : yamlencode(v)]\n}\n',
    );
    await folder.must("init", "-input=false");
    await folder.must("apply", "-input=false", "-auto-approve");
    const { texts } = fieldsOf(JSON.parse(await folder.must("output", "-json")));
    folder.remove();
    expect(values.map(yamlencode)).toEqual(fieldsOf(texts).value);
  }, 120_000);
});
