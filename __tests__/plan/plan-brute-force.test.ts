import fc from "fast-check";
import { principalOf } from "../../lib/access/access-entry/access-entry";
import { canonicalArn, foldArn, type IamArn, parseArn, printArn } from "../../lib/access/principal/arn";
import { probeCallers } from "../../lib/access/principal/caller";
import { compareAccess } from "../../lib/access/effective/comparison";
import { type Access, accessOf, type AccessState } from "../../lib/access/effective/effective-access";
import { rightsLost } from "../../lib/access/effective/right";
import { principalId } from "../../lib/access/principal/principal-id";
import { understandPlan } from "../../lib/plan/understand-plan";
import { accessState, UNIVERSE } from "../support/laws/access-states";
import { planBetween } from "../support/plans/synthetic-plans";
import { runs } from "../support/laws/law-runs";

/** EKS has one entry a principal, and a plan does not know who created a cluster. */
const held: fc.Arbitrary<AccessState> = accessState.map(({ mode, awsAuth, entries }) => {
  const byPrincipal = new Map(
    Object.entries(entries).map(([key, entry]) => {
      const principal = principalOf(entry);
      return [principal === undefined ? key : principalId(principal), [key, entry] as const];
    }),
  );
  return { mode, awsAuth: { ...awsAuth, unreadable: [] }, entries: Object.fromEntries(byPrincipal.values()) };
});

const EVERYBODY: readonly IamArn[] = UNIVERSE.flatMap((text) => {
  const parsed = parseArn(text);
  return "arn" in parsed ? [parsed.arn] : [];
});

/** What a caller may do, and through what kind of thing: addresses and lines are the plan's own. */
function substance(access: Access): unknown {
  if (access.verdict !== "authenticated") return access.verdict;
  const { through, username, groups, policies } = access;
  const named = policies.map((policy) => JSON.stringify(policy)).sort();
  return { by: through.by, username, groups: [...groups].sort(), policies: named };
}

function known(before: AccessState, after: AccessState) {
  const [cluster] = understandPlan(planBetween(before, after), "plan").clusters;
  if (cluster === undefined) throw new Error("no cluster");
  return cluster;
}

describe("access before and after", () => {
  test("is, for everybody of a small universe, what the two states give", () => {
    fc.assert(
      fc.property(held, held, (before, after) => {
        const { access } = known(before, after);
        expect([access.before.unknowns, access.after.unknowns]).toEqual([[], []]);
        for (const caller of EVERYBODY.flatMap(probeCallers)) {
          expect(substance(accessOf(access.before.state, caller))).toEqual(substance(accessOf(before, caller)));
          expect(substance(accessOf(access.after.state, caller))).toEqual(substance(accessOf(after, caller)));
        }
      }),
      { numRuns: runs(40) },
    );
  });

  test("loses, compared, exactly those who lose by brute force", () => {
    fc.assert(
      fc.property(held, held, (before, after) => {
        const { access } = known(before, after);
        const lost = compareAccess(access.before.state, access.after.state).lost.map(({ principal }) =>
          idOf(principal),
        );
        const losers = EVERYBODY.filter((principal) =>
          probeCallers(principal).some(
            (caller) => rightsLost(accessOf(before, caller), accessOf(after, caller)).length > 0,
          ),
        ).map((principal) => idOf(printArn(principal)));
        const ofUniverse = new Set(EVERYBODY.map((principal) => idOf(printArn(principal))));
        expect([...new Set(lost.filter((id) => ofUniverse.has(id)))].sort()).toEqual(
          [...new Set(losers.filter((id) => isNamed(id, before, after)))].sort(),
        );
      }),
      { numRuns: runs(40) },
    );
  });

  test("a plan between equal states has no changes of interest", () => {
    fc.assert(
      fc.property(held, (state) => {
        const { changes, access } = known(state, state);
        expect(changes).toEqual([]);
        expect(access.after).toEqual(access.before);
      }),
      { numRuns: runs(25) },
    );
  });
});

function idOf(arn: string): string {
  const parsed = parseArn(arn);
  return foldArn("arn" in parsed ? canonicalArn(parsed.arn) : arn);
}

/** Whoever is in a mapped account, and named nowhere, is asked as anybody of that account. */
function isNamed(id: string, ...states: readonly AccessState[]): boolean {
  return states.some(({ awsAuth, entries }) => {
    const rows = [...awsAuth.roles.map(({ row }) => row.rolearn), ...awsAuth.users.map(({ row }) => row.userarn)];
    const principals = Object.values(entries).map(({ principalArn }) => principalArn);
    return [...rows, ...principals].some((arn) => arn !== undefined && idOf(arn) === id);
  });
}
