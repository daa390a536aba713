import { badCpu, badMemory, badTrustDomain } from "./graph/formats";
import { section, text, whole } from "./graph/shape";
import { type Problem, problem } from "./problems";
import { readArgs, refuse } from "./requiredArgs";
import { namesIn, revisionMap, revisionProblems, rootNamespaceName, tagMap } from "./revisionArgs";

const replicas = { min: 1, max: 100 } as const;
const schema = section(
    {
        revisions: revisionMap,
        tags: tagMap,
        hub: text("a registry such as docker.io/istio", "Where images come from.").optional(),
        trustDomain: text("a trust domain such as cluster.local", "Of the mesh.", badTrustDomain).optional(),
        rootNamespace: rootNamespaceName.optional(),
        size: section(
            {
                replicas: whole("Pods at least.", replicas),
                maxReplicas: whole("Pods at most.", replicas),
                cpu: text("an amount of CPU such as 500m", "CPU requested.", badCpu),
                memory: text("an amount of memory such as 2Gi", "Memory requested.", badMemory),
            },
            'a map such as { replicas: 1, maxReplicas: 5, cpu: "500m", memory: "2Gi" }',
            "How large each istiod is.",
        ).optional(),
    },
    "a map of arguments",
    "What a control plane is.",
);

/**
 * Refuses a control plane that would not work, before anything of it is registered.
 *
 * @throws Error with everything that is wrong, each with its path
 */
export function judgeControlPlane(
    args: {
        readonly [Key in keyof typeof schema.shape]?: unknown;
    },
): void {
    const { content, problems, removed, written } = readArgs(schema, args);
    const found: Problem[] = [];
    if (content !== undefined) {
        found.push(...revisionProblems(content.tags, namesIn(written, "revisions")));
        // Webhooks of the default tag are the only ones that judge configuration.
        if (!namesIn(written, "tags").includes("default")) {
            const message = "the tag default is missing, and nothing would validate configuration; add it";
            found.push(problem("no-default-tag", "tags", message));
        }
    }
    refuse("the control plane", [...problems, ...found.filter(({ path }) => !removed.has(path))]);
}
