import { fieldAt, fieldsOf, itemsOf, selects, textOf, textsByName } from "../fields";
import { allOf, type Truth, truthOf } from "../truth";

type Labels = Readonly<Record<string, string>>;

/**
 * Whether a Kubernetes label selector matches. An empty one matches everything. `complete` says whether the labels
 * are all there are; where they are not, what is missing may or may not be there.
 */
export function matchesLabels(selector: unknown, labels: Labels, complete = true): Truth {
    const wanted = textsByName(fieldAt(selector, "matchLabels"));
    const unknown = Object.keys(wanted).filter((key) => !complete && labels[key] === undefined);
    const known = Object.fromEntries(Object.entries(wanted).filter(([key]) => !unknown.includes(key)));
    return allOf([
        truthOf(selects(known, labels)),
        ...unknown.map((): Truth => "maybe"),
        ...itemsOf(fieldAt(selector, "matchExpressions")).map((each) => expression(each, labels, complete)),
    ]);
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
