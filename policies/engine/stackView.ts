import { add } from "./collect";
import type { PolicyObject } from "./object";
import { PodIndex } from "./pods";

/** Whether an object is made after another, by their origins, and so deleted before it. */
export type Order = (later: string, earlier: string) => boolean;

/**
 * A stack as its rules ask for it, indexed once for all of them, so that each is linear in what it looks at. A rule
 * asks only for kinds it declares: where the engine runs it, the view holds no others.
 */
export class StackView {
    readonly #byKind = new Map<string, PolicyObject[]>();
    readonly #byName = new Map<string, PolicyObject[]>();
    readonly #byNamespace = new Map<string, PolicyObject[]>();
    readonly #computed = new Map<unknown, unknown>();

    constructor(
        readonly objects: readonly PolicyObject[],
        /** Whether there is nothing else in the cluster, so that what is not here is nowhere. */
        readonly isWhole = false,
        /** Absent where nothing tells, as with files. */
        readonly order?: Order,
    ) {
        for (const object of objects) {
            const { groupKind, name } = object;
            const namespace = home(object.namespace);
            add(this.#byKind, groupKind, object);
            add(this.#byName, `${groupKind}/${namespace}/${name}`, object);
            add(this.#byNamespace, `${groupKind}/${namespace}`, object);
        }
    }

    /** Objects of some kinds, in the order of the stack. */
    of(kinds: readonly string[]): readonly PolicyObject[] {
        const found = kinds.map((kind) => this.kind(kind)).filter((each) => each.length > 0);
        if (found.length <= 1) {
            return found[0] ?? [];
        }
        const wanted = new Set(kinds);
        return this.objects.filter((each) => wanted.has(each.groupKind));
    }

    kind(groupKind: string): readonly PolicyObject[] {
        return this.#byKind.get(groupKind) ?? [];
    }

    /** Objects of a kind in a namespace; of a cluster-wide kind without one. */
    in(groupKind: string, namespace?: string): readonly PolicyObject[] {
        return this.#byNamespace.get(`${groupKind}/${home(namespace)}`) ?? [];
    }

    /** An object by its name, whole or a patch of it. */
    find(groupKind: string, name: string, namespace?: string): PolicyObject | undefined {
        return this.#byName.get(`${groupKind}/${home(namespace)}/${name}`)?.[0];
    }

    /** The Namespace of that name. */
    namespace(name: string): PolicyObject | undefined {
        return this.find("core/Namespace", name);
    }

    /** Everything that makes pods, to be asked for by label. */
    get pods(): PodIndex {
        return this.once(podIndex);
    }

    /** What a function makes of the stack, computed for the first rule that asks; the function is the key. */
    once<Result>(compute: (view: StackView) => Result): Result {
        if (!this.#computed.has(compute)) {
            this.#computed.set(compute, compute(this));
        }
        return this.#computed.get(compute) as Result;
    }
}

function podIndex(view: StackView): PodIndex {
    return new PodIndex(view.objects);
}

/** What says no namespace is in `default`, or cluster-wide: no kind has both. */
function home(namespace: string | undefined): string {
    return namespace === undefined || namespace === "default" ? "" : namespace;
}
