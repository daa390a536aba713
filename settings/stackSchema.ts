import { badDate, badHost, badMinor, badName, badRelease, labelPattern } from "../components/graph/formats";
import { image, replicas, resources, version } from "../components/graph/sections/deployment";
import {
    anyList,
    type Content,
    either,
    flag,
    list,
    mapOf,
    oneOf,
    refuse,
    section,
    text,
    whole,
} from "../components/graph/shape";
import { exceptionRules } from "../components/revisions";
import { authorizer } from "./authorizerSchema";
import { badCatalogFolder } from "./catalogFolder";
import { cni } from "./cniSchema";
import { controlPlane, mesh } from "./controlPlaneSchema";
import { experiment } from "./experimentSchema";
import { gateway } from "./gatewaySchema";
import { certManager, issuer } from "./issuerSchema";
import { observability } from "./observabilitySchema";
import { publicHost } from "./publicHostSchema";
import { callBudget, rateLimitService } from "./resilienceSchema";
import { rollback } from "./rollbackSchema";
import { token } from "./tokenSchema";
import { serviceRollout, workloadVersion } from "./trafficSchema";

const scopeExpected = "all, platform, or a list of namespaces";

const scope = either(
    [
        oneOf(["all", "platform"], "Everything, or the platform alone.", scopeExpected),
        list(text("the name of a namespace", "A namespace."), scopeExpected, "These namespaces."),
    ],
    scopeExpected,
    "Part of the catalogue this stack owns. Defaults to all.",
);

const client = section(
    {
        qps: whole("Requests a second. Defaults to 50.", { min: 1, max: 100_000 }).optional(),
        burst: whole("Requests at once. Defaults to 100.", { min: 1, max: 100_000 }).optional(),
    },
    "a map such as { qps: 50, burst: 100 }",
    "Limits of the Kubernetes client.",
);

const cluster = section(
    {
        kubeconfig: text(
            "the path of a kubeconfig",
            "Path of a kubeconfig. Defaults to what kubectl would use.",
        ).optional(),
        context: text("the name of a context", "Context in it. Defaults to the current one.").optional(),
        client: client.optional(),
        kubernetes: text(
            `a minor of Kubernetes such as "1.34"`,
            "Minor of Kubernetes it runs, in quotes; where it is written, Istio must support it.",
            badMinor,
        ).optional(),
    },
    "a map such as { context: dev }",
    "The cluster this stack deploys to.",
);

const charts = section(
    {
        repository: text(
            "the address of a chart repository",
            "OCI or HTTPS repository of Istio's charts.",
        ).optional(),
        folder: text(
            "the path of a folder",
            "Folder that holds the charts, for clusters without a way out. Where it holds several versions, write {version} into the path: charts/{version} stands for charts/1.31.1 and its like.",
        ).optional(),
    },
    "a map with repository or folder",
    "Where Istio's charts come from. Defaults to the official repository.",
);

const revision = section(
    { version: text("a version such as 1.31.1", "Exact Istio version.", badRelease) },
    "a revision such as { version: 1.31.1 }",
    "A control plane.",
);

const exception = section(
    {
        rule: oneOf(exceptionRules, "The rule that is broken."),
        reason: text("the reason", "Why it cannot be kept yet."),
        until: text(
            "a date such as 2027-01-31",
            "Last day of the exception, 180 days away at most.",
            badDate,
        ),
    },
    "an exception with rule, reason and until",
    "A rule about versions that this stack breaks knowingly.",
);

const removal = section(
    {
        reason: text("the reason", "Why it may go although something uses it, or nobody knows."),
        until: text("a date such as 2027-01-31", "Last day it may, 180 days away at most.", badDate),
    },
    "a removal with reason and until",
    "What may be removed although it is used.",
);

const inCatalogue = (...keys: readonly string[]) =>
    refuse(
        "belongs-to-catalogue",
        keys,
        (key) =>
            `"${key}" is the same in every environment, so it belongs to the catalogue; write it there and remove it here`,
    );

const workload = section(
    {
        image: image.optional(),
        version: version.optional(),
        replicas: replicas.optional(),
        resources: resources.optional(),
        versions: mapOf(
            workloadVersion,
            "a map such as { v2: { image: registry.example.com/cart:2.0.0 } }",
            "Versions that run beside the workload's own, by their `version` label.",
            labelPattern,
        ).optional(),
    },
    "a map with image, version, replicas, resources or versions",
    "Sizes and images of a workload in this environment.",
    inCatalogue(
        ...[
            "calls",
            "accepts",
            "operations",
            "selector",
            "serviceAccount",
            "deployment",
            "kind",
            "command",
            "args",
            "env",
        ],
        ...["probe", "schedule", "writable", "volumes"],
    ),
);

const namespace = section(
    {
        stage: oneOf(
            ["off", "observed", "audit", "enforced"],
            "How far the namespace is on its way into the mesh.",
        ),
        until: text(
            "a date such as 2027-01-31",
            "Date by which observed or audit must have been left.",
            badDate,
        ).optional(),
        tag: text("the name of a revision tag", "Tag whose proxies it gets. Defaults to stable.").optional(),
        deploy: flag("Whether this program also deploys the workloads. Defaults to false.").optional(),
        rollWithTag: flag(
            "Whether pods this program deploys restart in the update that moves the tag. Defaults to false; Jobs never do.",
        ).optional(),
        workloads: mapOf(workload, "a map from names to overrides", "Overrides by workload.").optional(),
        services: mapOf(
            serviceRollout,
            "a map such as { cart: { weights: { v1: 90, v2: 10 } } }",
            "Shares and mirrors by service.",
        ).optional(),
        experiments: mapOf(
            experiment,
            "a map from names to experiments",
            "Faults for requests that ask for them, by name.",
            labelPattern,
        ).optional(),
    },
    "a map such as { stage: enforced }",
    "Where a namespace stands in this environment.",
    {
        ...refuse(
            "belongs-to-platform",
            ["publicHosts", "gateways"],
            (key) => `"${key}" is the platform's, not one namespace's; write it as meshwright:${key}`,
        ),
        ...inCatalogue("calls", "accepts", "operations", "owners", "stores", "externals", "ports"),
    },
);

const endpoint = section(
    {
        host: text("a host such as redis.example.com", "Host of the store in this environment.", badHost),
        port: whole("Port, where it differs from the catalogue.", {
            min: 1,
            max: 65535,
            code: "bad-port",
        }).optional(),
    },
    "a map such as { host: redis.example.com }",
    "Where a store is.",
);

/** Every key is optional here, so that a missing one hides no other problem; `requiredKeys` says which are not. */
export const stackConfig = section(
    {
        environment: text("a name such as dev or prod", "Name of the environment.", badName).optional(),
        scope: scope.optional(),
        catalog: text(
            "the path of a folder",
            "Folder of the catalogue, below the stack file's. Defaults to catalog.",
            badCatalogFolder,
        ).optional(),
        cluster: cluster.optional(),
        charts: charts.optional(),
        mesh: mesh.optional(),
        controlPlane: controlPlane.optional(),
        revisions: mapOf(
            revision,
            "a map such as { 1-31-1: { version: 1.31.1 } }",
            "Live control planes by revision.",
        ).optional(),
        tags: mapOf(
            text("the name of a revision", "Name of a revision."),
            "a map such as { default: 1-31-1, stable: 1-31-1 }",
            "Revisions by tag; `default` is always there.",
        ).optional(),
        retired: anyList(
            text("the name of a revision that was there once", "Name of a revision."),
            "a list such as [1-29-9]",
            "Revisions that were there once. Their names are never used again, and Istio's CRDs stay as new as the newest of them.",
        ).optional(),
        removals: mapOf(
            removal,
            "a map from revisions and tags to removals",
            "Revisions and tags that may be removed although they are used, by name.",
        ).optional(),
        cni: cni.optional(),
        exceptions: anyList(
            exception,
            "a list of exceptions",
            "Rules about versions that are broken knowingly.",
        ).optional(),
        rollback: rollback.optional(),
        namespaces: mapOf(
            namespace,
            "a map from namespaces to stages",
            "Where each namespace of the catalogue stands.",
        ).optional(),
        stores: mapOf(endpoint, "a map from stores to endpoints", "Where each store is.").optional(),
        gateways: mapOf(gateway, "a map from names to gateways", "The ways in and out.").optional(),
        publicHosts: mapOf(
            publicHost,
            "a map from logical names to public hosts",
            "Hosts that are reached from outside, by the name the catalogue uses.",
        ).optional(),
        issuers: mapOf(
            issuer,
            "a map from names to issuers",
            "Authorities that certificates of public hosts come from.",
        ).optional(),
        certManager: certManager.optional(),
        rateLimitService: rateLimitService.optional(),
        observability: observability.optional(),
        callBudget: callBudget.optional(),
        experimentsAllowed: flag(
            "Whether experiments may run here at all. Defaults to false; refused in production.",
        ).optional(),
        tokens: mapOf(
            token,
            "a map from names to issuers of tokens",
            "Who issues end users' tokens, by the name that routes use.",
        ).optional(),
        authorizers: mapOf(
            authorizer,
            "a map from names to authorizers",
            "Services that are asked before a request passes, by the name that routes use.",
        ).optional(),
    },
    "a map of settings",
    "What is particular to one environment.",
    inCatalogue("workloads", "services", "calls", "externals"),
);
export type StackContent = Content<typeof stackConfig>;

export const requiredKeys = {
    environment: "a name such as dev or prod",
    revisions: "a map such as { 1-31-1: { version: 1.31.1 } }",
    tags: "a map such as { default: 1-31-1, stable: 1-31-1 }",
    namespaces: "where each namespace of the catalogue stands, such as { core: { stage: enforced } }",
} as const;
