import { isDestroyed, isCreated } from "../../../../plan/objects/planned-change";
import type { PlannedChange } from "../../../../plan/objects/planned-change";
import type { Sides } from "../../../../plan/reading/planned-value";
import type { Judgement, Seen } from "../../judgement";
import { placeName } from "../../../../access/aws-auth/aws-auth";
import { accessWords } from "../../../compared/rights/access-words";
import { goesWithNodes } from "../../../compared/entry-of-eks";
import { leaves } from "../../../compared/leaving";
import { namesPrincipal } from "../../../../access/principal/principal-id";
import { principalNameOf } from "../../../../access/principal/principal-name";
import { principalOfSide } from "../../../../plan/cluster/planned-entry";
import { type ComparedCluster, isLasting } from "../../../compared/compared-cluster";

/** A role is made anew, and its entry is not. */
export const principalReplaced: Judgement = {
  code: "principal-replaced",
  rule: {
    why: "EKS ties an entry to the role that was there when it was made: a new role of the same name is refused (401)",
    help: "keep the role: take back what replaces it, such as another `name` or `path`; or replace its entry in the same plan, and its policies with it",
  },
  judge(compared) {
    const { cluster } = compared;
    if (!isLasting(compared)) return [];
    const own = cluster.principals.filter(({ type }) => type !== "aws_ssoadmin_account_assignment");
    return own.flatMap(({ address, arn, change }) => {
      const { before } = arn;
      if (change === undefined || before === undefined) return [];
      if (isRenamed(change, arn))
        return renamed(compared, { address, arn: { before, after: arn.after }, isGone: false });
      if (!isDestroyed(change)) return [];
      const row = ofRow(compared, { address, arn: { before, after: arn.after }, isGone: change.action === "delete" });
      const entry = [...cluster.entries, ...cluster.associations].find(({ after, change: own }) => {
        const principal = principalOfSide(after);
        const stays = own === undefined || !(isCreated(own) || isDestroyed(own));
        return stays && principal !== undefined && namesPrincipal([principal], before);
      });
      if (entry === undefined) return row;
      const name = principalNameOf(before, cluster.accountId);
      const way = change.action === "delete" ? "destroyed" : "destroyed and made anew";
      const what = "policyArn" in (entry.after ?? {}) ? "access policy" : "entry";
      return [{ address, principal: before, message: `${name} is ${way}, and its ${what} \`${entry.address}\` stays` }];
    });
  },
};

/** A user gets another name or path in place; a role is made anew instead. */
function isRenamed({ action }: PlannedChange, { before, after }: Sides<string | undefined>): boolean {
  return action === "update" && before !== undefined && after !== undefined && !namesPrincipal([after], before);
}

/** Rows name a user by its ARN, which is another one now; whether an entry follows is not told. */
function renamed(compared: ComparedCluster, { address, arn }: GonePrincipal): Seen[] {
  const served = compared.everybody.find(({ principal }) => namesPrincipal([principal], arn.before));
  if (served?.after.verdict !== "authenticated") return [];
  const { through } = served.after;
  const name = principalNameOf(arn.before, compared.cluster.accountId);
  const about = { address, principal: arn.before, before: `\`${arn.before}\``, after: `\`${arn.after ?? ""}\`` };
  if (through.by === "row") {
    const message = `${name} gets another ARN, and its row \`${placeName(through.place)}\` of aws-auth names the old one`;
    return [{ ...about, message, help: "write the new ARN into the row, in the same plan" }];
  }
  const message = `${name} gets another ARN, and its access entry names the old one`;
  return [{ ...about, message, isUnknown: true, help: "make an entry of the new ARN in the same plan" }];
}

interface GonePrincipal {
  readonly address: string;
  readonly arn: { readonly before: string; readonly after: string | undefined };
  /** Whether no other is made in its place. */
  readonly isGone: boolean;
}

const OF_ROW = {
  why: "a row serves whoever bears its ARN, and nobody bears it any more",
  help: "keep the role or user; or give its people another principal first, and take the row out",
} as const;

/** A row knows its role by name: it serves whoever bears the name, and nobody once it is gone. */
function ofRow(compared: ComparedCluster, { address, arn, isGone }: GonePrincipal): Seen[] {
  const served = compared.everybody.find(({ principal }) => namesPrincipal([principal], arn.before));
  if (served?.after.verdict !== "authenticated" || served.after.through.by !== "row") return [];
  const name = principalNameOf(arn.before, compared.cluster.accountId);
  const row = `its row \`${placeName(served.after.through.place)}\` of aws-auth`;
  const isSame = !isGone && arn.after !== undefined && namesPrincipal([arn.after], arn.before);
  const about = { address, principal: arn.before, before: accessWords(served.before) };
  if (isSame) {
    const message = `${name} is destroyed and made anew: ${row} serves the new one of the same name`;
    return [{ ...about, message, severity: "note" }];
  }
  const message = `${name} is destroyed, and ${row} stays: nobody can use it any more`;
  const isMeant = leaves(compared, arn.before) || goesWithNodes(compared, arn.before);
  return [{ ...about, after: "no access", message, ...OF_ROW, ...(isMeant ? { severity: "note" } : {}) }];
}
