import type { StackValidationArgs } from "@pulumi/policy";
import { StackView } from "../engine/stackView";
import { orderOf } from "./order";
import { allObjects } from "./resource";
import { sharedProperties } from "./sharedProperties";

let last: { readonly identities: readonly object[]; readonly view: StackView } | undefined;

/** The stack as all rules see it, indexed for the first that asks; undefined where each is given data of its own. */
export function sharedView(resources: StackValidationArgs["resources"]): StackView | undefined {
    const identities = resources.flatMap(({ props }) => sharedProperties(props) ?? []);
    if (identities.length < resources.length) {
        return undefined;
    }
    if (last === undefined || !areSame(last.identities, identities)) {
        last = { identities, view: new StackView(resources.flatMap(allObjects), false, orderOf(resources)) };
    }
    return last.view;
}

function areSame(some: readonly object[], others: readonly object[]): boolean {
    return some.length === others.length && some.every((each, index) => each === others[index]);
}
