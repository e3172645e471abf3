import { ConfigMap, type ConfigMapConfig } from "@cdktf/provider-kubernetes/lib/config-map";
import { ConfigMapV1Data, type ConfigMapV1DataConfig } from "@cdktf/provider-kubernetes/lib/config-map-v1-data";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { named } from "../address/addresses";
import { type Adoptable, instance } from "../address/adoptable";
import { literals } from "../address/literal";
import { prevention } from "../address/prevention";
import { Refactoring } from "../address/refactoring";

/** The ConfigMap aws-auth: the module's toggles, and the three sections as they are to stand in Kubernetes. */
export interface AwsAuthProps {
  /**
   * Whether Terraform creates the ConfigMap: only where it does not exist.
   * @default false
   */
  readonly createAwsAuthConfigmap?: boolean;
  /**
   * Whether Terraform writes the sections.
   * @default true
   */
  readonly manageAwsAuthConfigmap?: boolean;
  /** YAML or JSON text of the role rows; `[]` for none. */
  readonly mapRoles: string;
  /** YAML or JSON text of the user rows; `[]` for none. */
  readonly mapUsers: string;
  /** YAML or JSON text of the accounts; `[]` for none. */
  readonly mapAccounts: string;
  /**
   * Whether Terraform refuses to destroy the ConfigMap and its rows.
   * @default false
   */
  readonly protect?: boolean;
  /**
   * What has to hold before the rows are touched: guards, entries, associations.
   * @default none
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

const METADATA = { name: "aws-auth", namespace: "kube-system" };
const CONFIG_MAP = "kubernetes_config_map.aws_auth";
const DATA = "kubernetes_config_map_v1_data.aws_auth";

/**
 * The sub-module `aws-auth`: one resource makes the ConfigMap and never looks at its rows again, the other writes them.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/modules/aws-auth/main.tf
 */
export class AwsAuth extends Construct {
  /** Undefined unless `createAwsAuthConfigmap`. */
  public readonly configMap: ConfigMap | undefined;
  /** Undefined with `manageAwsAuthConfigmap: false`. */
  public readonly data: ConfigMapV1Data | undefined;
  /** What the resources were before, for `adopt`. */
  public readonly adoptables: readonly Adoptable[];

  constructor(scope: Construct, id: string, props: AwsAuthProps) {
    super(scope, id);
    const { createAwsAuthConfigmap = false, manageAwsAuthConfigmap = true } = props;
    this.configMap = createAwsAuthConfigmap ? this.create(props) : undefined;
    this.data = manageAwsAuthConfigmap ? this.manage(props) : undefined;
    this.adoptables = [
      ...(this.configMap ? [{ ...adoptable(CONFIG_MAP), importId: () => "kube-system/aws-auth" }] : []),
      ...(this.data ? [adoptable(DATA)] : []),
    ];
  }

  private create(props: AwsAuthProps): ConfigMap {
    const config = literals<ConfigMapConfig>({
      metadata: METADATA,
      data: sectionsOf(props),
      lifecycle: { ...prevention(props), ignoreChanges: ["data", "metadata[0].labels", "metadata[0].annotations"] },
      dependsOn: props.dependsOn?.length ? props.dependsOn : undefined,
    });
    return named(new ConfigMap(this, "config_map", config), "aws_auth");
  }

  private manage(props: AwsAuthProps): ConfigMapV1Data {
    const dependsOn = [this.configMap, ...(props.dependsOn ?? [])].filter((it) => it !== undefined);
    const config = literals<ConfigMapV1DataConfig>({
      force: true,
      metadata: METADATA,
      data: sectionsOf(props),
      lifecycle: prevention(props),
      dependsOn: dependsOn.length > 0 ? dependsOn : undefined,
    });
    return named(new ConfigMapV1Data(this, "data", config), "aws_auth");
  }
}

/**
 * Takes the ConfigMap, or its rows, out of state and leaves them alive: the way out where somebody else owns them.
 * `from` is where the state may have it too, the address of a module's call, `module.aws_auth`: once the adopting plan has run
 * the state has it at its own address, whatever the file still says.
 * @see DOMAIN R38
 */
export function forgetAwsAuth(scope: Construct, addresses: readonly string[], from?: string): void {
  const refactoring = Refactoring.of(scope);
  for (const address of addresses) {
    refactoring.forget(address);
    if (from !== undefined) refactoring.forget(`${from}.${address}`);
  }
}

function sectionsOf({ mapRoles, mapUsers, mapAccounts }: AwsAuthProps) {
  return { mapRoles, mapUsers, mapAccounts };
}

function adoptable(address: string): Adoptable {
  return { address, module: { origin: "aws-auth", address: instance(address, 0) } };
}
