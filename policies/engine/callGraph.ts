import { action, authorizationPolicyKinds } from "./authorization";
import { isEmpty } from "./field";
import type { PolicyObject } from "./object";
import type { Pods } from "./pods";
import { podCarriers } from "./podTemplates";
import { destinationsOf, routesOf, virtualService } from "./routes";
import type { StackView } from "./stackView";

/** What `callsOf` looks at. */
export const callKinds: readonly string[] = [
    virtualService,
    "core/Service",
    ...authorizationPolicyKinds,
    ...podCarriers,
];

/** A call that an AuthorizationPolicy lets in, and the route by which it is repeated. */
export interface Call {
    /** Accounts, as `namespace/name`. */
    readonly from: string;
    readonly to: string;
    /** The VirtualService with the most tries for it; without one a call is not known to be repeated. */
    readonly route?: PolicyObject;
    /** How often the server may do its work for one request. */
    readonly repeats: number;
}

/** Who calls whom, as far as policies name callers by their accounts. */
export function callsOf(view: StackView): readonly Call[] {
    const repeated = view.once(repetitions);
    return view.of(authorizationPolicyKinds).flatMap((policy) => {
        const selector = policy.root.at("spec", "selector", "matchLabels");
        if (action(policy) !== "ALLOW" || isEmpty(selector)) {
            return [];
        }
        const servers = view.pods.selectedBy(selector, policy.namespace ?? "default").pods;
        return callersOf(policy).flatMap((from) =>
            servers.map((pods): Call => {
                const worst = repeated.get(pods);
                return {
                    from,
                    to: accountOf(pods),
                    repeats: worst?.repeats ?? 1,
                    ...(worst === undefined ? {} : { route: worst.route }),
                };
            }),
        );
    });
}

function callersOf(policy: PolicyObject): readonly string[] {
    const principals = policy.root
        .at("spec", "rules")
        .items()
        .flatMap((rule) => rule.at("from").items())
        .flatMap((from) => from.at("source", "principals").items());
    return [
        ...new Set(
            principals.flatMap(({ text }) => {
                const [, namespace, name] = /\/ns\/([^/*]+)\/sa\/([^/*]+)$/.exec(text ?? "") ?? [];
                return namespace === undefined || name === undefined ? [] : [`${namespace}/${name}`];
            }),
        ),
    ];
}

function accountOf({ namespace, pod }: Pods): string {
    return `${namespace}/${pod.at("spec", "serviceAccountName").text ?? "default"}`;
}

interface Repetition {
    readonly route: PolicyObject;
    readonly repeats: number;
}

/** Of each pod, the most that any route to one of its Services makes of one request. */
function repetitions(view: StackView): ReadonlyMap<Pods, Repetition> {
    const byHost = repetitionsByHost(view);
    const found = new Map<Pods, Repetition>();
    for (const service of view.kind("core/Service")) {
        const namespace = service.namespace ?? "default";
        const worst = byHost.get(`${service.name}.${namespace}.svc.cluster.local`);
        const selector = service.root.at("spec", "selector");
        for (const pods of isEmpty(selector) ? [] : view.pods.selectedBy(selector, namespace).pods) {
            if (worst !== undefined && worst.repeats > (found.get(pods)?.repeats ?? 0)) {
                found.set(pods, worst);
            }
        }
    }
    return found;
}

function repetitionsByHost(view: StackView): ReadonlyMap<string, Repetition> {
    const found = new Map<string, Repetition>();
    for (const route of view.kind(virtualService)) {
        for (const each of routesOf(route, ["http"])) {
            const repeats = repeatsOf(each.field.at("retries"));
            const hosts = destinationsOf(each, route).flatMap(({ host, isMirror }) =>
                host === undefined || isMirror ? [] : [host],
            );
            for (const host of hosts.filter((name) => repeats > (found.get(name)?.repeats ?? 0))) {
                found.set(host, { route, repeats });
            }
        }
    }
    return found;
}

/** Envoy retries on these only when nothing has reached the application, which so does its work once. */
const withoutEffect = new Set([
    "connect-failure",
    "refused-stream",
    "reset-before-request",
    "envoy-ratelimited",
    "http3-post-connect-failure",
    // Read from `grpc-status`, where a server says that it did nothing.
    "cancelled",
    "unavailable",
    "resource-exhausted",
]);

/** Istio's own conditions, where none are given, are among those without effect. */
function repeatsOf(retries: ReturnType<typeof routesOf>[number]["field"]): number {
    const attempts = retries.at("attempts").value;
    const reasons = (retries.at("retryOn").text ?? "").split(",").map((each) => each.trim());
    const repeats = reasons.some((each) => each !== "" && !withoutEffect.has(each));
    return typeof attempts === "number" && repeats ? attempts + 1 : 1;
}
