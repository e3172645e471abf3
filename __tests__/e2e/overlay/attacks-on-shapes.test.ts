import type { AccessEntry } from "../../../lib/access/access-entry/access-entry";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../../lib/migration/stage";
import { role } from "../../support/definitions/arns";
import { BREAK_GLASS, CREATOR } from "../../support/definitions/definitions";
import { entryNotThere } from "../../support/guards/entry-not-there";
import { attacked, attackedBench, withWorkers, WORKERS } from "../../support/overlay/attacked";
import { OverlayBench } from "../../support/overlay/overlay-bench";
import { BARE_SHAPE, PROVIDER_SHAPES, ROOT_SHAPES } from "../../support/overlay/root-shapes";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 400_000;
const SHAPES = [...ROOT_SHAPES, ...PROVIDER_SHAPES, BARE_SHAPE];

/** What somebody does to the cluster, to IAM or to the file, what the overlay says, and how it is taken back. */
interface Attack {
  readonly edit: () => Promise<unknown>;
  readonly undo: () => Promise<unknown>;
  readonly said: RegExp | string;
}

/** In a local module too, whose name stands before. */
const notThere = (key: string): RegExp =>
  new RegExp(entryNotThere(key, "eks_access_demo_").source.replace(/^with /, ""));

describe.each(SHAPES)("an overlay over a root with $name, in front of a cluster that somebody changed", (shape) => {
  withMirror("kubernetes", "attack by attack", () => {
    let bench: OverlayBench;
    let tried = 0;
    /** Each attack tries the next of them: over all, each is tried at each stage. */
    const ways: readonly (readonly string[])[] = [
      ["apply", "-auto-approve"],
      ["plan", `-target=${shape.cluster}`],
      ["plan", "-refresh=false"],
    ];

    const at = (stage: Stage, entries: Readonly<Record<string, AccessEntry>> = {}): ClusterDefinition =>
      attacked(stage, { overlay: shape.overlay, entries });

    beforeAll(async () => {
      const texts = Object.entries(shape.files({})).map(([name, text]) => [name, withWorkers(text)] as const);
      const { "main.tf": main = "", ...files } = Object.fromEntries(texts);
      bench = await OverlayBench.over(await attackedBench(), { main, cluster: shape.cluster, files });
      await bench.takes(at("dual"));
    }, PATIENCE);

    afterAll(async () => bench.stop(), PATIENCE);

    const takes = (stage: Stage): void => {
      test(
        `${stage} is applied once all is undone, and planned again without changes`,
        async () => {
          expect((await bench.takes(at(stage))).again).toContain("No changes.");
        },
        PATIENCE,
      );
    };

    /** The next way is refused by a sentence, and no call writes. */
    const refused = async (definition: ClusterDefinition, said: RegExp | string): Promise<void> => {
      const way = ways[tried % ways.length] ?? [];
      tried += 1;
      await bench.lay(definition);
      const { exitCode, said: text, writes } = await bench.tries(...way);
      expect([way, exitCode, writes]).toEqual([way, 1, []]);
      expect(text).toMatch(said);
    };
    const attacks = (stage: Stage, all: Readonly<Record<string, Attack>>): void => {
      test.each(Object.entries(all))(
        `${stage}, %s: refused`,
        async (_, { edit, undo, said }) => {
          await edit();
          await refused(at(stage), said);
          await undo();
        },
        PATIENCE,
      );
    };

    const create = async (principalArn: string, type: string): Promise<void> => {
      await bench.bench.eks("POST", "/clusters/demo/access-entries", { principalArn, type });
    };
    const vanished = (principal: string, type: string, key = principal): Attack => ({
      edit: () => bench.bench.changeEntry("DELETE", principal),
      undo: () => create(principal, type),
      said: notThere(key),
    });
    /** An entry made again by the plan of the stage before. */
    const remade = async (): Promise<void> => {
      await bench.bench.changeEntry("DELETE", role("break-glass"));
      await bench.lay(at("retire"));
      await bench.apply();
    };
    const deleted = async (): Promise<string> => bench.bench.iam("DeleteRole", { RoleName: "break-glass" });

    test.each([
      ["a typo", role("braek-glass")],
      ["a wrong path", role("ops/break-glass")],
      ["another case", role("Break-Glass")],
    ])(
      "entries, a principal with %s: refused",
      async (_, principalArn) => {
        const definition = at("entries", { break_glass: { ...BREAK_GLASS, principalArn } });
        await refused(
          definition,
          `IAM has no ${principalArn}, and access_entries of the cluster file of demo declares`,
        );
      },
      PATIENCE,
    );

    takes("entries");

    attacks("retire", {
      "the entry of a declared node role vanished": vanished(role("node"), "EC2_LINUX", "node"),
      "somebody changed the groups of a declared entry": {
        edit: () => bench.bench.changeEntry("POST", role("dev"), { kubernetesGroups: [] }),
        undo: () => bench.bench.changeEntry("POST", role("dev"), { kubernetesGroups: ["developers"] }),
        said: "[entry-not-live].",
      },
    });

    takes("retire");

    attacks("api", {
      "the entry of an expected node role vanished": vanished(WORKERS, "EC2_LINUX"),
      "the entry of an expected node role has another type": {
        edit: async () => {
          await bench.bench.changeEntry("DELETE", WORKERS);
          await create(WORKERS, "EC2_WINDOWS");
        },
        undo: async () => {
          await bench.bench.changeEntry("DELETE", WORKERS);
          await create(WORKERS, "EC2_LINUX");
        },
        said: "The live access entry of role workers in cluster demo (EC2_WINDOWS, ",
      },
      "the creator's entry vanished": vanished(CREATOR, "STANDARD"),
      "the break-glass role was deleted": {
        edit: deleted,
        undo: async () => bench.bench.createRole("break-glass"),
        said: `IAM has no ${role("break-glass")}, and access_entries of the cluster file of demo declares an entry for it`,
      },
      "the break-glass role was made anew: its entry is older": {
        edit: async () => Promise.resolve(),
        undo: remade,
        said: /IAM role break-glass was made at .*--principal-arn arn:\S+role\/break-glass\).*\[entry-outdated\]/,
      },
    });

    takes("api");

    test(
      "after it, a plan that repairs an entry passes",
      async () => {
        await bench.bench.changeEntry("DELETE", role("dev"));
        await bench.apply();
        expect(await bench.bench.proxy.stateOf("demo").principals()).toContain(role("dev"));
      },
      PATIENCE,
    );
  });
});
