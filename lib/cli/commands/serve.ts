import { Command, InvalidArgumentError, Option } from "commander";
import { type Allowance, parseAllowance } from "../../rules/review/verdict";
import { examples } from "../help/command-help";
import type { ServeOptions } from "../serve/serve-options";
import type { Runner } from "./runner";

const DESCRIPTION = `A run task of HCP Terraform and Terraform Enterprise, at the stage post-plan: judges the plan of each run as review does,
passes or fails it, and shows what it found. docs/hcp.md sets it up step by step.

Takes requests with the right HMAC signature alone. The key comes from a file or from EKS_ACCESS_HMAC_KEY, never from an
argument. The cluster files are read anew for each plan. SIGTERM lets plans end, then tells HCP Terraform which ones were
not judged. The log is JSON lines on standard error; GET /healthz says whether it runs.`;

const EXAMPLES = {
  "eks-access serve --clusters clusters --hmac-key-file key": "on 127.0.0.1:8080, behind a proxy with TLS",
  "eks-access serve --listen 0.0.0.0:8443 --tls-cert cert.pem --tls-key key.pem": "with TLS",
  "eks-access serve --allow-host tfe.example.com --allow-private": "for Terraform Enterprise",
};

/** `eks-access serve` */
export function serveCommand(run: Runner): Command {
  return new Command("serve")
    .summary("a run task for HCP Terraform: judges each plan")
    .description(DESCRIPTION)
    .option("--clusters <folder>", "folder of the cluster files: their stage, who leaves, what they accept")
    .option("--listen <host:port>", "where it listens", "127.0.0.1:8080")
    .option("--hmac-key-file <file>", "the HMAC key of the run task (default: EKS_ACCESS_HMAC_KEY)")
    .option("--unsigned", "takes requests without a signature, on a loopback address alone")
    .option(
      "--allow-host <host...>",
      "a host beside HCP Terraform's that plans come from and results go to, also host:port",
    )
    .option("--allow-private", "hosts of --allow-host may have addresses of a private network")
    .addOption(
      new Option("--allow <what...>", "passes all the same: irreversible, or destroy=CLUSTER")
        .argParser(allowances)
        .default([]),
    )
    .option("--journal <folder>", "keeps what was accepted and how it ended, for the next start")
    .option("--tls-cert <file>", "certificate and its chain, PEM")
    .option("--tls-key <file>", "private key, PEM")
    .option("--concurrency <count>", "plans that are judged at one time", whole(1, 64), 2)
    .option("--queue <count>", "plans that wait; with more, HCP Terraform is told to come again", whole(0, 10_000), 100)
    .option("--max-plan <megabytes>", "a larger plan is not judged, and fails", whole(1, 500), 100)
    .option("--grace <seconds>", "what SIGTERM leaves to plans that are judged", whole(0, 3600), 25)
    .addHelpText("after", examples(EXAMPLES))
    .action(async (options: Omit<ServeOptions, "allowHost"> & { readonly allowHost?: readonly string[] }) =>
      run(async (context) =>
        (await import("../serve/run-serve.js")).runServe(context, { ...options, allowHost: options.allowHost ?? [] }),
      ),
    );
}

/** One more thing that is allowed. */
function allowances(text: string, before: readonly Allowance[]): readonly Allowance[] {
  const allowance = parseAllowance(text);
  if (allowance === undefined) throw new InvalidArgumentError("Allowed choices are irreversible, destroy=CLUSTER.");
  return [...before, allowance];
}

/** A whole number within bounds. */
function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  };
}
