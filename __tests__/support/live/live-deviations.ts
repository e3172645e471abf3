import { awsAuthOf, type RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { render } from "../../../lib/migration/rendering/rendering";
import { policyArn, role } from "../definitions/arns";
import { succeeded } from "../eks/aws-client";
import type { GuardBench } from "../guards/guard-bench";
import type { Random } from "../laws/random";

/** Something that somebody does to a running cluster by the APIs, what `verify` says of it, and how it is undone. */
export interface LiveDeviation {
  readonly name: string;
  /** What it changes: two of one thing are not made at once. */
  readonly touches: string;
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

  /** Each of them once. */
  get deviations(): readonly LiveDeviation[] {
    return [
      ...this.ofDev(),
      ...this.ofAdmin(role("admin")),
      ...this.ofAdmin(role("break-glass")),
      ...this.ofOthers(),
      ...this.ofRows(),
      ...this.ofBindings(),
      ...this.ofNodes(),
    ];
  }

  private ofDev(): LiveDeviation[] {
    const dev = role("dev");
    const of = (name: string, code: string, make: () => Promise<void>) => ({
      ...{ name, touches: dev, make, expected: [`${code} ${dev}`] },
      undo: async () => this.remake(dev),
    });
    const [viewer, groups] = ["AmazonEKSViewPolicy", ["developers"]];
    return [
      {
        ...of("entry deleted", "verify-entry-missing", async () => this.remove(dev)),
        undo: async () => this.create(dev),
      },
      of("groups changed", "verify-entry-groups-differ", async () =>
        this.update(dev, { kubernetesGroups: ["others"] }),
      ),
      of("username changed", "verify-entry-username-differs", async () =>
        this.update(dev, { username: "other:{{SessionName}}", kubernetesGroups: groups }),
      ),
      of("entry of another type", "verify-entry-type-differs", async () => this.retype(dev, "EC2_LINUX")),
      {
        ...of("policy added", "verify-policy-unnamed", async () => this.attach(dev, viewer)),
        undo: async () => this.detach(dev, viewer),
      },
      of("role made anew", "entry-outdated", async () => this.roleAnew("dev")),
    ];
  }

  private ofAdmin(admin: string): LiveDeviation[] {
    const policy = "AmazonEKSClusterAdminPolicy";
    const of = (name: string, code: string, make: () => Promise<void>) => ({
      ...{ name: `${name} of ${admin}`, touches: admin, make, expected: [`${code} ${admin}`] },
      undo: async () => this.remake(admin),
    });
    return [
      of("policy detached", "verify-policy-missing", async () => this.detach(admin, policy)),
      of("scope narrowed", "verify-scope-differs", async () => this.attach(admin, policy, ["shop"])),
      of("entry made without its policy", "verify-policy-missing", async () => {
        await this.remake(admin);
        await this.detach(admin, policy);
      }),
    ];
  }

  /** Somebody whom the file does not name, the creator of the cluster, and the mode. */
  private ofOthers(): LiveDeviation[] {
    const [stranger, creator] = [role("stranger"), role("cluster-creator")];
    return [
      {
        ...{ name: "entry of a stranger", touches: stranger },
        make: async () => this.plain("stranger"),
        expected: [`verify-entry-unnamed ${stranger}`],
        undo: async () => this.remove(stranger),
      },
      {
        ...{ name: "entry of the creator deleted", touches: creator },
        make: async () => this.remove(creator),
        expected: [`verify-entry-missing ${creator}`],
        undo: async () => {
          await this.plain("cluster-creator");
          await this.attach(creator, "AmazonEKSClusterAdminPolicy");
        },
      },
      {
        ...{ name: "mode wrong", touches: "mode" },
        make: async () => this.bench.switchMode("API"),
        expected: ["verify-mode-differs"],
        // EKS never takes a mode back: the emulator does, past EKS's rules.
        undo: async () => this.modeBack(),
      },
    ];
  }

  private ofRows(): LiveDeviation[] {
    const [dev, stranger] = [role("dev"), role("stranger")];
    const of = (name: string, expected: string, change: (rows: readonly RoleRow[]) => readonly RoleRow[]) => ({
      ...{ name, touches: "rows", expected: [expected] },
      make: async () => this.rows(change),
      undo: async () => this.rows(),
    });
    return [
      of("row of a stranger", `verify-row-unnamed ${stranger}`, (rows) => [
        ...rows,
        { rolearn: stranger, username: "s" },
      ]),
      of("row changed", `verify-row-differs ${dev}`, (rows) =>
        rows.map((row) => ({ ...row, ...(row.rolearn === dev ? { groups: ["x"] } : {}) })),
      ),
      of("row deleted", `verify-row-missing ${dev}`, (rows) => rows.filter(({ rolearn }) => rolearn !== dev)),
      of("dead row", "verify-row-dead", (rows) => [...rows, { rolearn: role("team/path"), username: "p" }]),
    ];
  }

  private ofBindings(): LiveDeviation[] {
    const { kube } = this.bench;
    const own = async (clusterRole?: string) => kube.bind("developers", "developers", clusterRole);
    const anew = async (clusterRole: string) => {
      await own();
      await own(clusterRole);
    };
    return [
      {
        ...{ name: "binding deleted", touches: "binding", expected: ["verify-binding-missing"] },
        ...{ make: async () => own(), undo: async () => own("view") },
      },
      {
        ...{ name: "binding of another role", touches: "binding", expected: ["verify-binding-differs"] },
        ...{ make: async () => anew("edit"), undo: async () => anew("view") },
      },
      {
        ...{ name: "another binding of the group", touches: "other binding", expected: ["verify-binding-unnamed"] },
        make: async () => kube.bind("more", "developers", "edit"),
        undo: async () => kube.bind("more", "developers"),
      },
    ];
  }

  /** A node group that somebody makes: EKS makes the entry of its role with it. */
  private ofNodes(): LiveDeviation[] {
    const workers = role("workers");
    const of = (name: string, code: string, change: () => Promise<void>) => ({
      ...{ name, touches: workers, expected: [`${code} ${workers}`] },
      make: async () => {
        await this.bench.createRole("workers").catch(() => undefined);
        const subnets = ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"];
        await this.bench.eks("POST", NODE_GROUPS, { nodegroupName: "late", nodeRole: workers, subnets });
        await change();
      },
      undo: async () => {
        await this.bench.eks("DELETE", `${NODE_GROUPS}/late`);
        await this.remove(workers).catch(() => undefined);
      },
    });
    return [
      of("node entry deleted", "verify-node-unserved", async () => this.remove(workers)),
      of("node entry of another type", "verify-entry-type-differs", async () => this.retype(workers, "EC2_WINDOWS")),
    ];
  }

  private async modeBack(): Promise<void> {
    const body = JSON.stringify({ accessConfig: { authenticationMode: "API_AND_CONFIG_MAP" } });
    succeeded("mode taken back", await this.bench.emulator.eks("POST", "/clusters/demo/update-config", body));
  }

  private async retype(arn: string, type: string): Promise<void> {
    await this.remove(arn);
    await this.bench.eks("POST", ENTRIES, { principalArn: arn, type });
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

  private async plain(name: string): Promise<void> {
    await this.bench.createRole(name).catch(() => undefined);
    await this.bench.eks("POST", ENTRIES, { principalArn: role(name) });
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
const NODE_GROUPS = "/clusters/demo/node-groups";

/** As many deviations as are wanted, each kind once before one comes again, in rounds of those that can be made at once. */
export function deviationRounds(
  kinds: readonly LiveDeviation[],
  wanted: number,
  random: Random,
): readonly (readonly LiveDeviation[])[] {
  const rounds: (readonly LiveDeviation[])[] = [];
  let fresh = shuffled(kinds, random);
  for (let made = 0; made < wanted;) {
    const most = Math.min(2 + random.int(7), wanted - made);
    const round: LiveDeviation[] = [];
    for (const one of [...fresh, ...shuffled(kinds, random)])
      if (round.length < most && round.every(({ touches }) => touches !== one.touches)) round.push(one);
    fresh = fresh.filter((one) => !round.includes(one));
    rounds.push(round);
    made += round.length;
  }
  return rounds;
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
