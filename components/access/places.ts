/** What decides whether a selector is about a pod. */
interface Selected {
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
}

interface Place<Thing> {
    /** What is about every pod of the namespace. */
    readonly whole: Thing[];
    /** The others, by the name and value of one label that they ask for. */
    readonly labelled: Map<string, Map<string, Thing[]>>;
}

/**
 * Things that select pods, kept by namespace and one label they ask for, so that a pod meets few that are not about
 * it. Whether one that is found really selects the pod is still to be asked.
 */
export class Places<Thing> {
    readonly #byNamespace = new Map<string, Place<Thing>>();

    /** A selector without labels is about every pod of the namespace. */
    add(namespace: string, selector: Readonly<Record<string, string>>, thing: Thing): void {
        const { whole, labelled } = found(this.#byNamespace, namespace, () => ({
            whole: [],
            labelled: new Map(),
        }));
        const [label] = Object.entries(selector);
        if (label === undefined) {
            whole.push(thing);
        } else {
            const [name, value] = label;
            const byValue = found(labelled, name, () => new Map<string, Thing[]>());
            found(byValue, value, () => []).push(thing);
        }
    }

    /**
     * What may be about the pod, that about its whole namespace first. `namespace` is where the things are kept; those
     * of the root namespace can be about pods of every other.
     */
    about({ namespace: own, labels }: Selected, namespace: string = own): readonly Thing[] {
        const place = this.#byNamespace.get(namespace);
        if (place === undefined) {
            return [];
        }
        const about = [...place.whole];
        for (const [name, byValue] of place.labelled) {
            const value = labels[name];
            about.push(...((value === undefined ? undefined : byValue.get(value)) ?? []));
        }
        return about;
    }
}

function found<Key, Value>(all: Map<Key, Value>, key: Key, make: () => Value): Value {
    const known = all.get(key);
    if (known !== undefined) {
        return known;
    }
    const made = make();
    all.set(key, made);
    return made;
}
