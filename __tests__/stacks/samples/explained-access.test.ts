import type { AccessEntries, AccessPolicyAssociation } from "../../../lib/access/access-entry/access-entry";
import { ACCESS_ENTRY_TYPES } from "../../../lib/access/access-entry/access-entry-type";
import { AUTHENTICATION_MODES } from "../../../lib/access/access-entry/authentication-mode";
import { parseAwsAuth } from "../../../lib/access/aws-auth/aws-auth-parse";
import { probeCallers } from "../../../lib/access/principal/caller";
import { accessOf, type AccessState } from "../../../lib/access/effective/effective-access";
import { renderTemplate } from "../../../lib/access/aws-auth/template";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { AccessStep } from "../../../lib/migration/explanation/access-step";
import { explain } from "../../../lib/migration/explanation/explanation";
import { isRefused } from "../../../lib/migration/gate/refusal";
import { gate } from "../../../lib/migration/gate/gate";
import type { StagedAccess } from "../../../lib/migration/explanation/staged-access";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { type Fields, fieldsOf } from "../../support/terraform/provider-schema";
import { sample } from "../../support/definitions/sample-definitions";
import { stackJson } from "../stack-json";

const SAMPLES = ["demo-eks-cluster", "orders-cluster"];

describe("explain and the stacks", () => {
  test.each(SAMPLES)("say the same of everybody in %s, at each stage and wave", (name) => {
    const whole = sample(name);
    const { steps, principals } = explain(new StagedCluster(whole));
    let compared = 0;
    for (const [i, step] of steps.entries()) {
      const definition = at(whole, step);
      if (isRefused(gate(new StagedCluster(definition), "2026-11-22"))) continue;
      const state = stateOf(stackJson(definition));
      for (const { principal, cells } of principals) {
        const cell = cells[i];
        // What EKS makes by itself is in no stack.
        if (cell === undefined || cell.kind === "unknown" || isByEks(cell)) continue;
        for (const caller of probeCallers(principal)) {
          const { verdict, ...given } = { username: "", groups: [], policies: [], ...accessOf(state, caller) };
          const username = cell.kind === "access" ? renderTemplate(cell.username, caller) : undefined;
          const told = username === undefined ? "refused" : "authenticated";
          expect({ step: step.name, principal: principal.name, verdict }).toEqual({
            step: step.name,
            principal: principal.name,
            verdict: told,
          });
          compared++;
          if (cell.kind !== "access" || username === undefined) continue;
          expect({ username: given.username, groups: given.groups, policies: given.policies }).toEqual({
            username,
            groups: cell.groups,
            policies: cell.policies,
          });
        }
      }
    }
    expect(compared).toBeGreaterThan(20);
  });
});

function at(whole: ClusterDefinition, { stage, staged }: AccessStep): ClusterDefinition {
  if (stage === undefined) return whole;
  const { authenticationMode: _, awsAuth: __, migration: ___, ...rest } = whole;
  const { awsAuth, migration } = staged.definition;
  return { ...rest, ...(awsAuth === undefined ? {} : { awsAuth }), ...(migration === undefined ? {} : { migration }) };
}

function isByEks(cell: StagedAccess): boolean {
  return cell.kind === "access" && cell.through.by === "entry" && cell.through.key.startsWith("made by EKS");
}

/** What a stack's JSON leaves behind, read by nobody but this test. */
function stateOf(json: Fields): AccessState {
  const resources = fieldsOf(json.resource);
  const config = fieldsOf(fieldsOf(fieldsOf(resources.aws_eks_cluster).this).access_config);
  const data = fieldsOf(fieldsOf(fieldsOf(resources.kubernetes_config_map_v1_data).aws_auth).data);
  const sections = Object.fromEntries(Object.entries(data).map(([key, text]) => [key, plain(text)]));
  return {
    mode: AUTHENTICATION_MODES.find((mode) => mode === config.authentication_mode) ?? "API_AND_CONFIG_MAP",
    awsAuth: parseAwsAuth(sections).awsAuth,
    entries: entriesOf(resources),
  };
}

function entriesOf(resources: Fields): AccessEntries {
  const associations = Object.values(fieldsOf(resources.aws_eks_access_policy_association)).map(fieldsOf);
  return Object.fromEntries(
    Object.entries(fieldsOf(resources.aws_eks_access_entry)).map(([key, value]) => {
      const { principal_arn, type, user_name, kubernetes_groups } = fieldsOf(value);
      const own = associations.filter(
        ({ principal_arn: of }) => of === `\${aws_eks_access_entry.${key}.principal_arn}`,
      );
      const known = ACCESS_ENTRY_TYPES.find((each) => each === type);
      const entry = {
        principalArn: plain(principal_arn),
        ...(known === undefined ? {} : { type: known }),
        ...(user_name === undefined ? {} : { userName: plain(user_name) }),
        ...(Array.isArray(kubernetes_groups) ? { kubernetesGroups: kubernetes_groups.map(plain) } : {}),
        policyAssociations: Object.fromEntries(own.map((association, i) => [`p${i}`, associationOf(association)])),
      };
      return [key, entry];
    }),
  );
}

function associationOf({ policy_arn, access_scope }: Fields): AccessPolicyAssociation {
  const { type, namespaces } = fieldsOf(access_scope);
  const names = Array.isArray(namespaces) ? { namespaces: namespaces.map(plain) } : {};
  return {
    policyArn: plain(policy_arn),
    accessScope: { type: type === "cluster" ? "cluster" : "namespace", ...names },
  };
}

/** Text as Terraform evaluates it. */
function plain(value: unknown): string {
  return typeof value === "string" ? value.replaceAll("$${", () => "${").replaceAll("%%{", "%{") : "";
}
