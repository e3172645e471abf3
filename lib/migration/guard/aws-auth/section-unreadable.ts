import { type Guard, type GuardSentence, JUDGES_ROWS, ROW_STAGES } from "../guard";

/**
 * Every section of the live ConfigMap can be read: else nobody knows whom it serves.
 * @see DOMAIN R4
 */
export const sectionUnreadable = {
  code: "section-unreadable",
  advice:
    "Correct the text in the cluster, not in the file. The guard reads a section as the authenticator does; what two readers of YAML understand differently counts as unreadable.",
  stages: [...ROW_STAGES, "api"],
  ...JUDGES_ROWS,
  refuses: (_, { configMap, mode }) => (typeof configMap === "string" || mode === "API" ? [] : configMap.unreadable),
  says: (section, { definition: { clusterName } }) =>
    unreadableSections({ cluster: clusterName, sections: `\`${section}\`` }),
} as const satisfies Guard;

/** Sections that are no list, or one that two readers read in two ways. */
export function unreadableSections({
  cluster,
  sections,
}: Readonly<Record<"cluster" | "sections", string>>): GuardSentence {
  return {
    wrong: `${sections} of aws-auth in cluster ${cluster} is no YAML list that can be read, so that nobody knows which principals it serves`,
    mend: "repair it in the cluster (`kubectl -n kube-system edit configmap aws-auth`), then plan `aws_auth` of the cluster file again",
  };
}
