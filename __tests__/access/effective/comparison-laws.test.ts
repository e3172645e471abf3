import fc from "fast-check";
import { canonicalArn } from "../../../lib/access/principal/arn";
import type { Caller } from "../../../lib/access/principal/caller";
import { compareAccess, type Difference } from "../../../lib/access/effective/comparison";
import { accessOf, type AccessState, UNDOCUMENTED_USERNAME } from "../../../lib/access/effective/effective-access";
import { anyoneElse } from "../../../lib/access/principal/anyone-else";
import { printArn } from "../../../lib/access/principal/arn";
import { principalsOf } from "../../../lib/access/effective/principals";
import { rightsLost } from "../../../lib/access/effective/right";
import { principalId } from "../../../lib/access/principal/principal-id";
import { accessState, UNIVERSE } from "../../support/laws/access-states";
import { arn, caller } from "../../support/definitions/arns";
import { runs } from "../../support/laws/law-runs";

const text = (value: unknown): string => JSON.stringify(value);
const outline = (differences: readonly Difference[]): unknown[] =>
  differences.map(({ principal, rights }) => ({
    id: principalId(arn(principal)),
    rights: rights.map(text).sort(),
  }));

describe("laws of compareAccess", () => {
  const states = fc.tuple(accessState, accessState);
  const RUNS = { numRuns: runs(200) };

  test("nothing differs from itself", () => {
    fc.assert(
      fc.property(accessState, (state) => {
        const { lost, gained, changed } = compareAccess(state, state);
        expect([lost, gained, changed]).toEqual([[], [], []]);
      }),
      RUNS,
    );
  });

  test("lost one way is gained the other way, and changed is changed", () => {
    fc.assert(
      fc.property(states, ([a, b]) => {
        const [there, back] = [compareAccess(a, b), compareAccess(b, a)];
        expect(outline(there.lost)).toEqual(outline(back.gained));
        expect(outline(there.changed)).toEqual(outline(back.changed));
      }),
      RUNS,
    );
  });

  test("what is lost over two steps is lost in one of them", () => {
    fc.assert(
      fc.property(fc.tuple(accessState, accessState, accessState), ([a, b, c]) => {
        const ids = (differences: readonly Difference[]): string[] =>
          differences.map(({ principal }) => principalId(arn(principal)));
        const onTheWay = [compareAccess(a, b), compareAccess(b, c)].flatMap(({ lost, changed, unknown }) =>
          ids([...lost, ...changed, ...unknown]),
        );
        for (const { principal } of compareAccess(a, c).lost) {
          const { accountId } = arn(principal);
          const anyone = printArn(anyoneElse(accountId, "aws"));
          const isNamed = onTheWay.includes(principalId(arn(principal))) || onTheWay.includes(anyone);
          expect({ principal, isNamed }).toEqual({ principal, isNamed: true });
        }
      }),
      { numRuns: runs(150) },
    );
  });

  test("every counterexample, run, is real", () => {
    fc.assert(
      fc.property(states, ([a, b]) => {
        const { lost, gained, changed } = compareAccess(a, b);
        for (const { counterexample } of [...lost, ...gained, ...changed]) {
          expect(accessOf(a, counterexample.caller)).toEqual(counterexample.before);
          expect(accessOf(b, counterexample.caller)).toEqual(counterexample.after);
        }
        expect(lost.every((one) => rightsLost(one.counterexample.before, one.counterexample.after).length > 0)).toBe(
          true,
        );
      }),
      RUNS,
    );
  });

  test("the order of rows without duplicates and of entries does not matter", () => {
    fc.assert(
      fc.property(states, ([a, b]) => {
        const distinct = withoutDuplicates(a);
        const turned: AccessState = {
          ...distinct,
          awsAuth: {
            ...distinct.awsAuth,
            roles: distinct.awsAuth.roles.toReversed(),
            users: distinct.awsAuth.users.toReversed(),
          },
          entries: Object.fromEntries(Object.entries(distinct.entries).reverse()),
        };
        const [one, other] = [compareAccess(distinct, b), compareAccess(turned, b)];
        expect([outline(one.lost), outline(one.gained)]).toEqual([outline(other.lost), outline(other.gained)]);
      }),
      RUNS,
    );
  });

  test("brute force over callers finds nothing that the comparison does not name", () => {
    const SESSIONS = ["bob", "a@b", "i-0aaaaaaaaaaaaaaaa", "i-0000000f", "dev"];
    fc.assert(
      fc.property(states, ([a, b]) => {
        const { lost, changed } = compareAccess(a, b);
        const named = (all: readonly Difference[], who: Caller): boolean =>
          all.some(
            ({ principal }) => canonicalArn(arn(principal)).toLowerCase() === canonicalArn(who.principal).toLowerCase(),
          );
        for (const who of UNIVERSE.flatMap((one) =>
          one.includes(":role/") ? SESSIONS.map((s) => caller(one, s)) : [caller(one)],
        )) {
          const [before, after] = [accessOf(a, who), accessOf(b, who)];
          const isNamed = principalsOf([a, b]).some(
            (one) => canonicalArn(one).toLowerCase() === canonicalArn(who.principal).toLowerCase(),
          );
          if (!isNamed) continue;
          if (rightsLost(before, after).length > 0) expect(named(lost, who)).toBe(true);
          if (
            before.verdict === "authenticated" &&
            after.verdict === "authenticated" &&
            ![before.username, after.username].includes(UNDOCUMENTED_USERNAME) &&
            before.username !== after.username
          ) {
            expect(named(changed, who)).toBe(true);
          }
        }
      }),
      RUNS,
    );
  });
});

/** An entry or row a principal: of several the first. */
function withoutDuplicates(state: AccessState): AccessState {
  const seen = new Set<string>();
  const isFirst = (list: string, text: string): boolean => {
    const id = `${list} ${principalId(arn(text))}`;
    return !seen.has(id) && seen.add(id).has(id);
  };
  return {
    ...state,
    awsAuth: {
      ...state.awsAuth,
      roles: state.awsAuth.roles.filter(({ row }) => isFirst("roles", row.rolearn ?? "")),
      users: state.awsAuth.users.filter(({ row }) => isFirst("users", row.userarn)),
    },
    entries: Object.fromEntries(
      Object.entries(state.entries).filter(([, { principalArn }]) => isFirst("entries", principalArn)),
    ),
  };
}
