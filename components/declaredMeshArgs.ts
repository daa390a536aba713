import { badName, badRelease, badTrustDomain } from "./graph/formats";
import { isMap, mapOf, readShape, section, shown, text, whole } from "./graph/shape";
import { stepsText } from "./graph/shape/location";
import { namespaceStand, standProblems } from "./namespaceStands";
import { type Problem, problem } from "./problems";
import { didYouMean } from "./suggestion";

const revisionExample = 'a map such as { "1-31-1": { version: "1.31.1" } }';
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
        revisions: mapOf(
            section(
                { version: text("a version such as 1.31.1", "Version of Istio.", badRelease) },
                "a map such as { version: 1.31.1 }",
                "What a control plane runs.",
            ),
            revisionExample,
            "Live control planes.",
        ),
        tags: mapOf(
            text("the name of a revision", "Name of a revision."),
            "a map such as { stable: 1-31-1 }",
            "Revisions by tag.",
        ),
        rootNamespace: text("the name of a namespace", "The control plane's.", badName).optional(),
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
    const place = (steps: readonly (string | number)[]) =>
        steps.length === 0 ? "the arguments" : stepsText(steps);
    const { content, problems, removed, written } = readShape(schema, given(args), place);
    if (content === undefined) {
        return { problems, readable: false };
    }
    // Also of those that could not be read, so that nothing is unknown only because it is also wrong.
    const [revisions, tags] = [namesIn(written, "revisions"), namesIn(written, "tags")];
    const found = [...standProblems(content.namespaces, tags), ...tagProblems(content.tags, revisions)];
    if (revisions.length === 0) {
        const message = `no control plane is named; write ${revisionExample}`;
        found.push(problem("empty", "revisions", message));
    }
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

function tagProblems(
    tags: Readonly<Record<string, string>>,
    revisions: readonly string[],
): readonly Problem[] {
    const known = [...revisions].sort().join(", ");
    return Object.entries(tags)
        .filter(([, revision]) => revisions.length > 0 && !revisions.includes(revision))
        .map(([tag, revision]) => {
            const near = didYouMean(revision.slice(0, 80), revisions);
            const message = `unknown revision ${shown(revision)}${near}; known: ${known}`;
            return problem("unknown-revision", stepsText(["tags", tag]), message);
        });
}

function namesIn(written: unknown, key: string): readonly string[] {
    const map = isMap(written) ? written[key] : undefined;
    return isMap(map) ? Object.keys(map) : [];
}

/** Without what is `undefined`, which says as much as leaving it out. */
function given(value: unknown): unknown {
    if (!isMap(value)) {
        return value;
    }
    const entries = Object.entries(value).filter(([, each]) => each !== undefined);
    return Object.fromEntries(entries.map(([key, each]) => [key, given(each)]));
}
