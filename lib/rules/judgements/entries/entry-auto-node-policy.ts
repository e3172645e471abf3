import { entryProblems } from "./entry-judgements";
import type { Judgement } from "../judgement";

/** An entry of Auto Mode nodes that lets in and allows nothing. */
export const entryAutoNodePolicy: Judgement = {
  code: "entry-auto-node-policy",
  rule: {
    why: "the nodes of its role authenticate, and may not do what nodes have to: they do not join the cluster",
    help: "associate AmazonEKSAutoNodePolicy at cluster scope in the same plan; where it is associated for namespaces, change that scope to `type: cluster`",
  },
  judge(compared) {
    const isOpen = compared.cluster.access.after.unknowns.some(({ about }) => about === "association");
    if (isOpen) return [];
    return entryProblems(compared, ({ code }) => code === "entry-auto-node-policy");
  },
};
