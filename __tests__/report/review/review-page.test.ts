import { readFileSync } from "node:fs";
import { join } from "node:path";
import { reviewPage } from "../../support/pages/review-page";

describe("docs/review.md", () => {
  const page = readFileSync(join(__dirname, "../../../docs/review.md"), "utf8");

  test("is of today; `npm run docs` writes it", () => {
    expect(page).toBe(reviewPage());
  });

  test("ends with 1 for the two switches of the mode and for the ConfigMap dropped too early, else with 0", () => {
    expect(page.match(/^Exit code \d\.$/gm)).toEqual([0, 1, 0, 0, 1, 0, 1].map((exitCode) => `Exit code ${exitCode}.`));
  });

  test("says of the ConfigMap dropped too early who loses what", () => {
    const [, wrong = ""] = page.split("## The same, with aws-auth dropped one stage too early");
    expect(wrong).toContain("> ### ❌ Danger: ");
    expect(wrong).toContain("role admin, role dev, role node lose access, for no live access entry serves them");
  });
});
