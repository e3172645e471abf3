import { readFileSync } from "node:fs";
import { join } from "node:path";
import { firstHourPage } from "../support/first-hour-page";
import { warm } from "../support/overlay-repository";

warm();

describe("docs/first-hour.md", () => {
  test("shows what the commands print and write today; `npm run docs` writes it", async () => {
    const page = await firstHourPage();
    expect(readFileSync(join(__dirname, "../../docs/first-hour.md"), "utf8")).toBe(page);
  });
});
