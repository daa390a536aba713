import type { Config } from "./config";
import { incoming, outgoing } from "./revisions";

/** One reviewable change of the stack file, and what comes with it. */
export interface Step {
    /** Name of the golden list of what its preview shows, below `test/golden/upgrade`. */
    readonly name: string;
    readonly title: string;
    /** Keys that change; `null` takes one away. */
    readonly change: Config;
    /** Tag whose followers are started again afterwards. */
    readonly restart?: string;
    /** What happens to the incoming istiod meanwhile. */
    readonly incomingIstiod?: "is killed once" | "is down";
}

const { name: old } = outgoing;
const { name: next, version } = incoming;

function tag(name: string, revision: string): Config {
    return { "meshwright:tags": { [name]: revision } };
}

function ingress(change: Config): Config {
    return { "meshwright:gateways": { "istio-ingressgateway": change } };
}

/** A whole upgrade, with a change of mind in the middle. */
export const steps: readonly Step[] = [
    {
        name: "02-install",
        title: "installs the new revision beside the old one",
        change: { "meshwright:revisions": { [next]: { version } } },
        incomingIstiod: "is killed once",
    },
    {
        name: "03-follow",
        title: "lets one namespace follow the tag canary, and roll with it",
        change: { "meshwright:namespaces": { web: { tag: "canary", rollWithTag: true } } },
    },
    { name: "04-canary", title: "moves the tag canary", change: tag("canary", next) },
    {
        name: "05-rollback",
        title: "moves the tag canary back while the new istiod is down",
        change: tag("canary", old),
        incomingIstiod: "is down",
    },
    { name: "06-canary-again", title: "moves the tag canary forward again", change: tag("canary", next) },
    { name: "07-stable", title: "moves the tag stable", change: tag("stable", next), restart: "stable" },
    {
        name: "08-gateway-canary",
        title: "adds gateway pods of the new revision behind the same Service",
        change: ingress({ canary: { tag: "canary", replicas: 1 } }),
    },
    { name: "09-gateways", title: "moves the tag of the gateways", change: tag("gateways", next) },
    {
        name: "10-gateway-canary-off",
        title: "takes the gateway's canary away",
        change: ingress({ canary: null }),
    },
    {
        name: "11-default",
        title: "moves the tag default, and with it the default validator",
        change: tag("default", next),
        restart: "default",
    },
    {
        name: "12-cni",
        title: "follows with istio-cni, which has one version for the whole cluster",
        change: { "meshwright:cni": { version } },
    },
];

/** The last step, which nothing may stand in the way of. */
export const retirement: Step = {
    name: "13-retire",
    title: "retires the old revision",
    change: { "meshwright:revisions": { [old]: null }, "meshwright:retired": [old] },
};
