import { type Config, section, type Value } from "./config";

/** A place where pods must get a proxy, and the revisions it may be of. */
export interface InjectionTarget {
    readonly namespace: string;
    readonly kind: "sidecar" | "gateway";
    /** Tag that it follows in the end. */
    readonly tag: string;
    /** Labels of the pod, where the namespace's own do not decide. */
    readonly labels: Readonly<Record<string, string>>;
    readonly revisions: ReadonlySet<string>;
}

/** What holds at every moment while one stack file becomes another. */
export interface Expectations {
    /** Revisions that are there before and after: objects labelled with them are accepted. */
    readonly revisions: ReadonlySet<string>;
    /** Tags that are there before and after, and where they may point meanwhile. */
    readonly tags: ReadonlyMap<string, ReadonlySet<string>>;
    readonly injection: readonly InjectionTarget[];
}

/** What must hold while the first stack file becomes the second; the same one twice: what holds between updates. */
export function expectationsBetween(before: Config, after: Config): Expectations {
    const [first, second] = [declaredBy(before), declaredBy(after)];
    return {
        revisions: new Set(first.revisions.filter((each) => second.revisions.includes(each))),
        tags: new Map(
            [...first.tags]
                .filter(([tag]) => second.tags.has(tag))
                .map(([tag, revision]) => [tag, setOf(revision, second.tags.get(tag))]),
        ),
        injection: [...first.followers].map(([name, { namespace, labels, tag, kind }]) => ({
            namespace,
            kind,
            tag: second.followers.get(name)?.tag ?? tag,
            labels,
            revisions: setOf(first.tags.get(tag), second.tags.get(second.followers.get(name)?.tag ?? tag)),
        })),
    };
}

interface Follower {
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly tag: string;
    readonly kind: InjectionTarget["kind"];
}

function declaredBy(config: Config) {
    const tags = new Map(
        Object.entries(section(config, "meshwright:tags")).map(([tag, to]) => [tag, `${to}`]),
    );
    const namespaces = Object.entries(section(config, "meshwright:namespaces")).map(([name, value]) => {
        const tag = section({ value }, "value")["tag"] ?? "stable";
        return [name, { namespace: name, labels: {}, tag: `${tag}`, kind: "sidecar" }] as const;
    });
    const gateways = Object.entries(section(config, "meshwright:gateways")).flatMap(([name, value]) => {
        const gateway = section({ value }, "value");
        const canary = section(gateway, "canary");
        return [
            [name, gatewayPod(gateway["tag"] ?? "gateways")] as const,
            ...(canary["tag"] === undefined ? [] : [[`${name}-canary`, gatewayPod(canary["tag"])] as const]),
        ];
    });
    return {
        revisions: Object.keys(section(config, "meshwright:revisions")),
        tags,
        followers: new Map<string, Follower>([...namespaces, ...gateways]),
    };
}

/** The chart names the tag on the pod, so that two Deployments of one namespace can follow two tags. */
function gatewayPod(tag: Value | undefined): Follower {
    return {
        namespace: "istio-ingress",
        labels: { "istio.io/rev": `${tag}` },
        tag: `${tag}`,
        kind: "gateway",
    };
}

function setOf(...revisions: readonly (string | undefined)[]): ReadonlySet<string> {
    return new Set(revisions.filter((each) => each !== undefined));
}
