import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stagesPage } from "../../support/pages/stages-page";

describe("docs/stages.md", () => {
  test("shows the JSON of today; `npm run docs` writes it", () => {
    expect(readFileSync(join(__dirname, "../../../docs/stages.md"), "utf8")).toBe(stagesPage());
  });
});
