import { badTrustDomain } from "./graph/formats";
import { isMap, mapOf, readShape, section, shown, text, whole } from "./graph/shape";
import { namespaceStand, standProblems } from "./namespaceStands";
import { type Problem, problem } from "./problems";
import {
    argumentPlace,
    given,
    namesIn,
    revisionMap,
    revisionProblems,
    rootNamespaceName,
    tagMap,
} from "./revisionArgs";

const schema = section(
    {
        namespaces: mapOf(namespaceStand, "a map from namespaces to stages", "Where each namespace stands."),
        // Whether a host is one, the graph says, which knows the stores.
        stores: mapOf(
            section(
                {
                    host: text("a host such as redis.example.com", "Name of its host."),
                    port: whole("Its port.", { min: 1, max: 65535, code: "bad-port" }).optional(),
                },
                "a map such as { host: redis.example.com }",
                "Where a store is.",
            ),
            "a map from stores to endpoints",
            "Where each store is.",
        ).optional(),
        revisions: revisionMap,
        tags: tagMap,
        rootNamespace: rootNamespaceName.optional(),
        trustDomain: text("a trust domain such as cluster.local", "Of the mesh.", badTrustDomain).optional(),
    },
    "a map of arguments",
    "What a program says about the mesh of its catalogue.",
);

export interface JudgedArgs {
    readonly problems: readonly Problem[];
    /** Whether every part could be read, so that the catalogue can be judged with them. */
    readonly readable: boolean;
}

/** What is wrong with everything but the catalogue: programs of other languages have no types that would say so. */
export function judgeArgs(args: Readonly<Record<keyof typeof schema.shape, unknown>>): JudgedArgs {
    const { content, problems, removed, written } = readShape(schema, given(args), argumentPlace);
    if (content === undefined) {
        return { problems, readable: false };
    }
    const found = [
        ...standProblems(content.namespaces, namesIn(written, "tags")),
        ...revisionProblems(content.tags, namesIn(written, "revisions")),
    ];
    return {
        problems: [...problems, ...found.filter(({ path }) => !removed.has(path))],
        readable: removed.size === 0,
    };
}

/** What is wrong with a catalogue that cannot even be taken apart into files. */
export function badCatalog(catalog: unknown): Problem | undefined {
    return isMap(catalog)
        ? undefined
        : problem(
              "wrong-type",
              "catalog",
              `must be a map from the names of files to what they hold, got ${shown(catalog)}`,
          );
}
