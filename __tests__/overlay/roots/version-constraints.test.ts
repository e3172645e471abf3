import { cli, type CliRun } from "../../support/cli/cli-run";
import { errors, files, placed, REGISTRY, repository, warm } from "../../support/overlay/overlay-repository";

warm();

const MODULES = "infra/.terraform/modules/modules.json";
/** What `terraform init` writes where it has installed a version. */
const installed = (version: string): Readonly<Record<string, string>> => ({
  [MODULES]: JSON.stringify({
    Modules: ["eks", "aws_auth"].map((Key) => ({ Key, Version: version, Dir: `.terraform/modules/${Key}` })),
  }),
});
const constrained = (constraint: string): string => REGISTRY.replaceAll('"20.37.2"', `"${constraint}"`);
/** An argument that came with v20.31. */
const LATE = constrained("~> 20.20").replace(
  "  cluster_version ",
  "  enable_auto_mode_custom_tags = false\n  cluster_version ",
);

describe("the constraint on the module, in a fresh clone and where something is installed", () => {
  const unbounded = [">= 20.13.1", "> 20.20", ">= 20.31, < 22.0", ">= 20.31, <= 21.0.0", ">= 20.31, != 21.0.0"];

  test.each(unbounded)("`%s` lets v21 in: refused at its line, whatever is installed", async (constraint) => {
    const main = constrained(constraint);
    const line = `  version = "${constraint}"`;
    for (const made of [{}, installed("20.37.2")]) {
      const tree = repository({ ...files(main), ...made });
      const runs = [await tree.overlay(), await tree.overlay("--check"), await cli(["check", "clusters"], tree)];
      for (const run of runs)
        expect(placed(run, main)).toEqual([line, line].map((each) => ["overlay-module-version", each]));
      expect(runs[0]?.stderr).toContain(
        `write \`version = "${constraint}, < 21.0"\`: a fresh clone installs v21, whose variables have other names`,
      );
    }
  });

  test.each(["~> 20.20", ">= 20.20, < 21.0.0", ">= 20.13.1, <= 20.37.2", "20.24.3", "= 20.37.2"])(
    "`%s` is taken in both, and comes to the same files",
    async (constraint) => {
      const [fresh, inited] = [{}, installed("20.24.3")].map((made) =>
        repository({ ...files(constrained(constraint)), ...made }),
      );
      const runs: CliRun[] = [];
      for (const tree of [fresh, inited]) if (tree !== undefined) runs.push(await tree.overlay());
      expect(runs.map(errors)).toEqual([[], []]);
      const texts = [fresh, inited].map((tree) => tree?.read("infra/eks_access_override.tf.json"));
      expect(texts[0]).toBe(texts[1]);
    },
  );

  test("an argument that the installed version has not is refused with that version, and those that have it", async () => {
    const run = await repository({ ...files(LATE), ...installed("20.24.3") }).overlay();
    expect(errors(run)).toEqual([expect.stringContaining("overlay-argument-unknown infra/main.tf")]);
    expect(run.stderr).toContain("an argument that version 20.24.3 of the module does not have");
    expect(run.stderr).toMatch(
      /versions 20\.31\.\d+ to 21\.\S+ have it: .* run `terraform init -upgrade`, or delete it/,
    );
    expect(errors(await repository(files(LATE)).overlay())).toEqual([]);
  });
});
