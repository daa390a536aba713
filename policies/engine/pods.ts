import { add } from "./collect";
import type { Field } from "./field";
import type { PolicyObject } from "./object";
import { podTemplate } from "./podTemplates";

/** Something that makes pods, as selectors see it. */
export interface Pods {
    readonly object: PolicyObject;
    readonly namespace: string;
    /** The pod: `metadata` and `spec`. */
    readonly pod: Field;
    readonly labels: Field;
}

/** What a selector comes to among the pods that a stack declares. */
export interface Selection {
    readonly pods: readonly Pods[];
    /** What is not known yet and could select more. */
    readonly hazy?: Field;
}

/** Pods by namespace and by each of their labels. */
export class PodIndex {
    readonly all: readonly Pods[];
    readonly #byNamespace = new Map<string, Pods[]>();
    readonly #byLabel = new Map<string, Pods[]>();
    readonly #hazy = new Map<string, Field>();

    constructor(objects: readonly PolicyObject[]) {
        this.all = objects.flatMap(podsOf);
        for (const pods of this.all) {
            const { namespace, labels } = pods;
            add(this.#byNamespace, namespace, pods);
            for (const [name, value] of labels.entries()) {
                if (value.isUnknown) {
                    this.#hazy.set(namespace, value);
                }
                add(this.#byLabel, labelKey(namespace, name, value.text), pods);
            }
        }
    }

    in(namespace: string): readonly Pods[] {
        return this.#byNamespace.get(namespace) ?? [];
    }

    /** Pods of a namespace that carry all labels; without any label, all of them. */
    selectedBy(matchLabels: Field, namespace: string): Selection {
        const wanted = matchLabels.entries();
        const unknown = wanted.find(([, value]) => value.isUnknown)?.[1] ?? this.#hazy.get(namespace);
        const hazy = unknown === undefined ? {} : { hazy: unknown };
        const [first, ...rest] = wanted;
        if (first === undefined) {
            return { pods: this.in(namespace) };
        }
        const candidates = this.#byLabel.get(labelKey(namespace, first[0], first[1].text)) ?? [];
        const pods = candidates.filter(({ labels }) =>
            rest.every(([name, value]) => value.text !== undefined && labels.at(name).text === value.text),
        );
        return { pods, ...hazy };
    }
}

function podsOf(object: PolicyObject): readonly Pods[] {
    const pod = podTemplate(object);
    return pod === undefined
        ? []
        : [{ object, namespace: object.namespace ?? "default", pod, labels: pod.at("metadata", "labels") }];
}

/** A label that is no text matches no selector. */
function labelKey(namespace: string, name: string, value: string | undefined): string {
    return value === undefined ? "" : `${namespace}/${name}=${value}`;
}
