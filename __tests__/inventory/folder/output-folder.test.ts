import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outputFolder } from "../../../lib/inventory/folder/output-folder";

describe("outputFolder", () => {
  const cwd = mkdtempSync(join(tmpdir(), "eks-access-output-"));
  afterAll(() => rmSync(cwd, { recursive: true }));
  const config = (text: string): void => writeFileSync(join(cwd, "cdktf.json"), text);

  test("is cdktf.out where nobody says otherwise", () => {
    expect(outputFolder({}, cwd)).toBe("cdktf.out");
    config(`{ "language": "typescript" }`);
    expect(outputFolder({}, cwd)).toBe("cdktf.out");
  });

  test("is that of cdktf.json, and of CDKTF_OUTDIR before it", () => {
    config(`{ "output": "build/terraform" }`);
    expect(outputFolder({}, cwd)).toBe("build/terraform");
    expect(outputFolder({ CDKTF_OUTDIR: "" }, cwd)).toBe("build/terraform");
    expect(outputFolder({ CDKTF_OUTDIR: "elsewhere" }, cwd)).toBe("elsewhere");
  });

  test.each(["{", "[]", "null", `{ "output": 1 }`, `{ "output": "" }`])("takes nothing from %s", (text) => {
    config(text);
    expect(outputFolder({}, cwd)).toBe("cdktf.out");
  });
});
