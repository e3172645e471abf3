import { role } from "../support/definitions/arns";
import type { KillResult } from "../support/kill/kill-bench";
import { walk } from "../support/kill/kill-matrix";
import { isOfCell } from "../support/kill/kill-table";
import { KILL_VARIANTS, type KillVariant } from "../support/kill/kill-steps";
import { withMirror } from "../support/terraform/terraform";

const PATIENCE = 600_000;
const ASSOCIATE_ADMIN = `AssociateAccessPolicy AmazonEKSClusterAdminPolicy ${role("admin")}`;

/** Cells of the matrix that `npm run test:kill` tries whole, and how each comes to its end. */
const SAMPLE = [
  ["EksStack with bridge", "dual", "POST clusterrolebindings", "killed after", "remedy"],
  ["EksStack with bridge", "entries, wave 1", `CreateAccessEntry ${role("break-glass")}`, "late", "remedy"],
  ["EksStack with bridge", "entries, wave 2", `CreateAccessEntry ${role("admin")}`, "killed after", "remedy"],
  ["EksStack with bridge", "entries, wave 2", `CreateAccessEntry ${role("admin")}`, "denied", "again"],
  ["EksStack with bridge", "entries, wave 2", ASSOCIATE_ADMIN, "500", "itself"],
  ["EksStack with bridge", "back to dual", `DeleteAccessEntry ${role("admin")}`, "killed before", "again"],
  ["EksStack with bridge", "retire", "PATCH configmaps/aws-auth", "killed after", "again"],
  ["EksStack with bridge", "api", "UpdateClusterConfig", "timed out", "itself"],
  ["AccessStack without bridge", "entries, wave 2", ASSOCIATE_ADMIN, "and state lost", "remedy"],
] as const;

withMirror("kubernetes", "a writing call that goes wrong", () => {
  const names = new Set<string>(SAMPLE.map(([name]) => name));
  describe.each(KILL_VARIANTS.filter(({ name }) => names.has(name)))("in an $name", (variant: KillVariant) => {
    const cells = SAMPLE.filter(([name]) => name === variant.name).map(([, step, call, fault, end]) => ({
      cell: { variant: variant.name, step, call, fault },
      end,
    }));
    const results: KillResult[] = [];
    const wrote: Record<string, readonly string[]> = {};
    const told: Record<string, readonly string[]> = {};

    beforeAll(async () => {
      await walk(variant, {
        tries: (one) => cells.some(({ cell }) => isOfCell(one, cell)),
        seen: (result) => results.push(result),
        wrote: (step, calls) => {
          wrote[step.name] = calls;
          told[step.name] = [...step.calls(variant)].sort();
        },
      });
    }, PATIENCE);

    test("is one of those that the matrix knows: no step makes another", () => {
      expect(wrote).toEqual(told);
      expect(Object.keys(wrote)).toContain("entries, wave 2");
    });

    test.each(cells)(
      "$cell.step, $cell.call, $cell.fault: $end, and nobody has less beyond the gap",
      ({ cell, end }) => {
        const [result] = results.filter((one) => isOfCell(one, cell));
        expect(result).toMatchObject({ end, losses: [] });
      },
    );
  });
});
