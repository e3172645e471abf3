import { awsAuthOf, type RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { render } from "../../../lib/migration/rendering";
import { policyArn, role } from "../definitions/arns";
import type { GuardBench } from "../guards/guard-bench";

/** Something that somebody does to a running cluster by the APIs, what `verify` says of it, and how it is undone. */
export interface LiveDeviation {
  readonly name: string;
  readonly make: () => Promise<void>;
  readonly expected: readonly string[];
  readonly undo: () => Promise<void>;
}

/** What may be done to the cluster of a bench that is at stage `entries` of a definition with the roles dev and admin. */
export class LiveHand {
  constructor(
    private readonly bench: GuardBench,
    private readonly definition: ClusterDefinition,
  ) {}

  get deviations(): readonly LiveDeviation[] {
    const [dev, admin, stranger] = [role("dev"), role("admin"), role("stranger")];
    const remake = async (arn: string) => this.remake(arn);
    return [
      {
        name: "entry deleted",
        make: async () => this.remove(dev),
        expected: [`verify-entry-missing ${dev}`],
        undo: async () => this.create(dev),
      },
      {
        name: "entry of a stranger",
        make: async () => this.plain(stranger),
        expected: [`verify-entry-unnamed ${stranger}`],
        undo: async () => this.remove(stranger),
      },
      {
        name: "groups changed",
        make: async () => this.update(dev, { kubernetesGroups: ["others"] }),
        expected: [`verify-entry-groups-differ ${dev}`],
        undo: async () => remake(dev),
      },
      {
        name: "policy detached",
        make: async () => this.detach(admin, "AmazonEKSClusterAdminPolicy"),
        expected: [`verify-policy-missing ${admin}`],
        undo: async () => remake(admin),
      },
      {
        name: "policy added",
        make: async () => this.attach(dev, "AmazonEKSViewPolicy"),
        expected: [`verify-policy-unnamed ${dev}`],
        undo: async () => this.detach(dev, "AmazonEKSViewPolicy"),
      },
      {
        name: "scope narrowed",
        make: async () => this.attach(admin, "AmazonEKSClusterAdminPolicy", ["shop"]),
        expected: [`verify-scope-differs ${admin}`],
        undo: async () => remake(admin),
      },
      {
        name: "role made anew",
        make: async () => this.roleAnew("dev"),
        expected: [`entry-outdated ${dev}`],
        undo: async () => remake(dev),
      },
      {
        name: "row of a stranger",
        make: async () => this.rows((rows) => [...rows, { rolearn: stranger, username: "s" }]),
        expected: [`verify-row-unnamed ${stranger}`],
        undo: async () => this.rows(),
      },
      {
        name: "row changed",
        make: async () =>
          this.rows((rows) => rows.map((row) => ({ ...row, ...(row.rolearn === dev ? { groups: ["x"] } : {}) }))),
        expected: [`verify-row-differs ${dev}`],
        undo: async () => this.rows(),
      },
      {
        name: "row deleted",
        make: async () => this.rows((rows) => rows.filter(({ rolearn }) => rolearn !== dev)),
        expected: [`verify-row-missing ${dev}`],
        undo: async () => this.rows(),
      },
      {
        name: "dead row",
        make: async () => this.rows((rows) => [...rows, { rolearn: role("team/path"), username: "p" }]),
        expected: ["verify-row-dead"],
        undo: async () => this.rows(),
      },
      {
        name: "binding deleted",
        make: async () => this.bench.kube.bind("developers", "developers"),
        expected: ["verify-binding-missing"],
        undo: async () => this.bench.kube.bind("developers", "developers", "view"),
      },
    ];
  }

  private async rows(change: (rows: readonly RoleRow[]) => readonly RoleRow[] = (rows) => rows): Promise<void> {
    const rows = this.definition.awsAuth?.awsAuthRoles ?? [];
    await this.bench.writeAwsAuth(encodeAwsAuth(awsAuthOf(change(rows))));
  }

  private async remake(arn: string): Promise<void> {
    await this.remove(arn);
    await this.create(arn);
  }

  /** As the file declares it. */
  private async create(arn: string): Promise<void> {
    const entry = Object.values(render(this.definition).entries).find(({ principalArn }) => principalArn === arn);
    if (entry === undefined) throw new Error(`no entry of ${arn}`);
    const { kubernetesGroups = [], userName: username, policyAssociations = {} } = entry;
    await this.bench.eks("POST", ENTRIES, { principalArn: arn, kubernetesGroups, username });
    for (const { policyArn: policy, accessScope } of Object.values(policyAssociations))
      await this.attach(arn, policy.split("/").at(-1) ?? "", accessScope.namespaces);
  }

  private async plain(principalArn: string): Promise<void> {
    await this.bench.createRole("stranger").catch(() => undefined);
    await this.bench.eks("POST", ENTRIES, { principalArn });
  }

  private async remove(arn: string): Promise<void> {
    await this.bench.changeEntry("DELETE", arn);
  }

  private async update(arn: string, change: object): Promise<void> {
    await this.bench.changeEntry("POST", arn, { username: "dev:{{SessionName}}", ...change });
  }

  private async attach(arn: string, name: string, namespaces: readonly string[] = []): Promise<void> {
    const accessScope = namespaces.length === 0 ? { type: "cluster" } : { type: "namespace", namespaces };
    await this.bench.eks("POST", `${ENTRIES}/${encodeURIComponent(arn)}/access-policies`, {
      policyArn: policyArn(name),
      accessScope,
    });
  }

  private async detach(arn: string, name: string): Promise<void> {
    const policy = encodeURIComponent(policyArn(name));
    await this.bench.eks("DELETE", `${ENTRIES}/${encodeURIComponent(arn)}/access-policies/${policy}`);
  }

  private async roleAnew(name: string): Promise<void> {
    await this.bench.iam("DeleteRole", { RoleName: name });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await this.bench.createRole(name);
    // The date of a role has whole seconds.
    await new Promise((resolve) => setTimeout(resolve, 1100));
  }
}

const ENTRIES = "/clusters/demo/access-entries";
