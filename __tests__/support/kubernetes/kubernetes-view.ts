import type { ConfigMapData, KubeClient } from "./kube-client";

/** What Kubernetes has of who reaches the cluster. */
export interface KubernetesState {
  /** The data of aws-auth, undefined where there is none. */
  readonly awsAuth: ConfigMapData | undefined;
  /** Groups that are bound to cluster-admin. */
  readonly adminGroups: readonly string[];
}

/** Somebody who knows what Kubernetes has, and says when it changes. */
export interface KubernetesView {
  readonly read: () => Promise<KubernetesState>;
  /** Calls back after each change, with what was changed and what then stands; answers how to stop. */
  readonly watch: (onChange: (what: string, state: Partial<KubernetesState>) => void) => Promise<() => void>;
}

/** What a running API server has. */
export function viewOf(kube: KubeClient): KubernetesView {
  return {
    read: async () => ({ awsAuth: await kube.configMap("aws-auth"), adminGroups: await kube.adminGroups() }),
    watch: async (onChange) => {
      const stops = await Promise.all([
        kube.watchConfigMap("aws-auth", (awsAuth) => onChange("a change of aws-auth", { awsAuth })),
        kube.watchBindings(() => onChange("a change of a binding", {})),
      ]);
      return () => stops.forEach((stop) => stop());
    },
  };
}

/** Where no API server runs: aws-auth as the test holds it, written by somebody else than Terraform. */
export class HeldAwsAuth implements KubernetesView {
  private listener: Parameters<KubernetesView["watch"]>[0] | undefined;

  constructor(private awsAuth: ConfigMapData | undefined) {}

  write(awsAuth: ConfigMapData | undefined): void {
    this.awsAuth = awsAuth;
    this.listener?.("a change of aws-auth", { awsAuth });
  }

  readonly read = (): Promise<KubernetesState> => Promise.resolve({ awsAuth: this.awsAuth, adminGroups: [] });

  readonly watch: KubernetesView["watch"] = (onChange) => {
    this.listener = onChange;
    return Promise.resolve(() => {
      this.listener = undefined;
    });
  };
}
