import type { GraphNamespace } from "../graph/model";
import type { PodTemplate } from "../istio/workloadTypes";
import { annotations } from "../labels";

/**
 * The template with what makes its pods start anew where their proxy changes and nothing else of them does: a pod
 * gets its proxy when it is made, and keeps it. For what may be restarted at all, which a Job may not: its template
 * can never be changed. Namespaces come after the tags, so a pod that starts meets the webhook that has moved.
 *
 * Both rollbacks that end without proxies say the same, so that going on from one to the other restarts nothing.
 */
export function withRestarts(
    namespace: GraphNamespace,
    template: PodTemplate,
    tags: ReadonlyMap<string, string>,
): PodTemplate {
    const { rollback } = namespace;
    const notes = {
        ...(rollback === undefined || rollback.to === "observed" ? {} : { [annotations.proxy]: "none" }),
        ...followed(namespace, tags),
    };
    return Object.keys(notes).length === 0
        ? template
        : {
              ...template,
              metadata: {
                  ...template.metadata,
                  annotations: { ...template.metadata.annotations, ...notes },
              },
          };
}

/** The revision behind the tag, where moving the tag is to restart what follows it. */
function followed(
    { name, tag, rollWithTag }: GraphNamespace,
    tags: ReadonlyMap<string, string>,
): Record<string, string> {
    if (rollWithTag !== true || tag === undefined) {
        return {};
    }
    const revision = tags.get(tag);
    if (revision === undefined) {
        throw new Error(`internal error: the tag "${tag}" of ${name} leads to no revision`);
    }
    return { [annotations.revision]: revision };
}
