import { entryProblems } from "../entry-judgements";
import type { Judgement } from "../../judgement";

/** An entry for a service-linked role. */
export const serviceLinkedRole: Judgement = {
  code: "service-linked-role",
  rule: {
    why: "AWS refuses it, and the apply fails half-way; such roles cannot move to access entries",
    help: "leave the entry out: the service that owns the role brings its own access",
  },
  judge: (compared) => entryProblems(compared, ({ code }) => code === "entry-principal-service-linked"),
};
