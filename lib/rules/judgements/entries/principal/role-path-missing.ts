import { parseArn } from "../../../../access/principal/arn";
import { lacksSsoPath, SSO_PATH } from "../../../../access/principal/sso-role";
import { writtenEntries } from "../../../compared/written-entries";
import type { Judgement } from "../../judgement";

/** A role of IAM Identity Center without the path that all of them have. */
export const rolePathMissing: Judgement = {
  code: "role-path-missing",
  rule: {
    why: "rows of aws-auth name roles without path, entries need it: AWS answers `invalid principal`, and the apply fails half-way",
    help: "write the whole ARN, which `aws iam get-role --role-name NAME --query Role.Arn --output text` prints",
  },
  judge(compared) {
    return writtenEntries(compared).flatMap(({ address, entry: { principalArn } }) => {
      const parsed = parseArn(principalArn);
      if ("problem" in parsed || !lacksSsoPath(parsed.arn)) return [];
      const message = `a role of IAM Identity Center without its path, expected \`role${SSO_PATH}[<region>/]${parsed.arn.name}\`, got \`${principalArn}\``;
      const help = `write the whole ARN, which \`aws iam get-role --role-name ${parsed.arn.name} --query Role.Arn --output text\` prints`;
      return [{ address, principal: principalArn, message, help }];
    });
  },
};
