import { fieldAt, fieldsOf, itemsOf, selects, textOf, textsByName } from "../fields";
import { allOf, type Truth, truthOf } from "../truth";

type Labels = Readonly<Record<string, string>>;

/**
 * Whether a Kubernetes label selector matches. An empty one matches everything. `complete` says whether the labels
 * are all there are; where they are not, what is missing may or may not be there.
 */
export function matchesLabels(selector: unknown, labels: Labels, complete = true): Truth {
    return allOf([
        named(textsByName(fieldAt(selector, "matchLabels")), labels, complete),
        ...itemsOf(fieldAt(selector, "matchExpressions")).map((each) => expression(each, labels, complete)),
    ]);
}

function named(wanted: Labels, labels: Labels, complete: boolean): Truth {
    if (complete) {
        return truthOf(selects(wanted, labels));
    }
    const present = Object.entries(wanted).filter(([name]) => labels[name] !== undefined);
    return selects(Object.fromEntries(present), labels)
        ? present.length === Object.keys(wanted).length
            ? "yes"
            : "maybe"
        : "no";
}

function expression(value: unknown, labels: Labels, complete: boolean): Truth {
    const { key, operator, values } = fieldsOf(value);
    const name = textOf(key);
    if (name === undefined) {
        return "maybe";
    }
    const label = labels[name];
    if (label === undefined && !complete) {
        return "maybe";
    }
    const isListed = label !== undefined && itemsOf(values).includes(label);
    switch (operator) {
        case "In":
            return truthOf(isListed);
        case "NotIn":
            // A label that is not there is in no list.
            return truthOf(!isListed);
        case "Exists":
            return truthOf(label !== undefined);
        case "DoesNotExist":
            return truthOf(label === undefined);
        default:
            return "maybe";
    }
}
