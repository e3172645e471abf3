import { CATALOGUE, CODES } from "../../lib/finding/catalogue";
import { packedSections } from "../../lib/cli/files/packed-page";
import { cli, folderWith } from "../support/cli/cli-run";

/** What a page of docs/ is cut into. */
function sectionsOf(page: string): ReturnType<typeof packedSections> {
  return packedSections("page.md", folderWith({ "docs/page.md": page }));
}

describe("eks-access rule", () => {
  test("prints of a code its meaning, severities, rule, acceptance and example, as docs/rules.md has them", async () => {
    const { exitCode, stdout, stderr } = await cli(["rule", "row-identity"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout.split("\n").slice(0, 6)).toEqual([
      "row-identity",
      "",
      CATALOGUE["row-identity"].meaning,
      "",
      "- Severity, by who says it: file: error.",
      "- Rule: R5.",
    ]);
    expect(stdout).toMatch(/^ {4}- {4}- \{ username: dev/m);
    expect(stdout).toMatch(/^ {4}error clusters\/demo\.yaml:.* \[row-identity\]$/m);
    expect(stdout).not.toMatch(/```|\]\(/);
    expect((await cli(["rule", "import-by-name"])).stdout).toContain(
      "\n- `accept` may open it: yes: add `- { code: import-by-name, reason: WHY, until: YYYY-MM-DD }` to the list `accept` of the cluster file (`until`: the last day on which it holds).\n",
    );
  });

  test("prints of every code its meaning, and of every rule a text, each its own", async () => {
    const rules = Array.from({ length: 50 }, (_, i) => `R${i + 1}`);
    const printed = new Set<string>();
    for (const asked of [...CODES, ...rules]) {
      const { exitCode, stdout } = await cli(["rule", asked]);
      expect({ asked, exitCode, first: stdout.split("\n")[0] }).toEqual({ asked, exitCode: 0, first: asked });
      printed.add(stdout.slice(asked.length).trim());
    }
    expect(printed).not.toContain("");
    expect(printed.size).toBe(CODES.length + rules.length);
    for (const code of CODES) expect([...printed].some((text) => text.startsWith(CATALOGUE[code].meaning))).toBe(true);
  });

  test("takes a rule in lower case", async () => {
    const { stdout } = await cli(["rule", "r12"]);
    expect(stdout).toMatch(/^R12\n\nRows that no caller ever matches: /);
    expect(stdout).not.toContain("R13");
    expect(stdout).toMatch(
      /\n\nSource: authenticator, `pkg\/arn\/arn\.go` <https:\/\/github\.com\/\S+\/arn\.go> \(source\)\.\n$/,
    );
  });

  test("leads from a name that a code had before to the code, and says that it has another name", async () => {
    const row = { ...CATALOGUE["entry-weaker"], formerly: ["entry-lesser"] };
    const renamed = jest.replaceProperty(CATALOGUE, "entry-weaker", row);
    const [now, before] = [await cli(["rule", "entry-weaker"]), await cli(["rule", "Entry-Lesser"])];
    renamed.restore();
    expect(before).toEqual({
      ...now,
      stdout: now.stdout.replace("entry-weaker\n", "entry-weaker\n\nIts name was entry-lesser: write the new one.\n"),
    });
    expect(before.exitCode).toBe(0);
    expect((await cli(["rule", "entry-lesser"])).exitCode).toBe(2);
  });

  test("asks of a code that is not there whether another one was meant, and ends with 2", async () => {
    const near = await cli(["rule", "row-daed"]);
    expect({ ...near, stderr: near.stderr.split("\n") }).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: [
        expect.stringContaining("`row-daed`: neither a code nor a rule"),
        expect.stringContaining("row-dead?"),
        "",
      ],
    });
    const far = await cli(["rule", "nothing\u001b[31m-of-the-kind"]);
    expect(far.exitCode).toBe(2);
    expect(far.stderr).toContain("docs/rules.md lists the codes");
    expect(far.stderr).not.toContain("\u001b");
  });
});

describe("packedSections", () => {
  test("ends a section at the next heading of any rank, and takes none from a code block", () => {
    const page = "# Page\n### `a`\n\none\n\n```diff\n### no\n# no\n```\n## Part\nbetween\n### R1\n\ntwo\n";
    expect(sectionsOf(page)).toEqual([
      { heading: "a", text: "one\n\n```diff\n### no\n# no\n```" },
      { heading: "R1", text: "two" },
    ]);
  });

  test("says what to do where the package has no such page", () => {
    expect(() => packedSections("page.md", folderWith({}))).toThrow("docs/page.md: cannot be read in this package");
  });
});
