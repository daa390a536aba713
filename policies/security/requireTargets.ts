import { type Field, isEmpty } from "../engine/field";
import { describeObject, type PolicyObject } from "../engine/object";
import { podCarriers } from "../engine/podTemplates";
import { called, type StackRule, unproven, violation } from "../engine/rule";
import { selectorOf, targetsOf } from "../engine/targets";

const selecting = [
    "security.istio.io/AuthorizationPolicy",
    "security.istio.io/PeerAuthentication",
    "security.istio.io/RequestAuthentication",
    "networking.istio.io/Sidecar",
    "telemetry.istio.io/Telemetry",
    "extensions.istio.io/WasmPlugin",
];

/** What istioctl calls it; of the others it does not look at the selectors. */
const codes: ReadonlyMap<string, string> = new Map([
    ["security.istio.io/AuthorizationPolicy", "IST0127"],
    ["networking.istio.io/Sidecar", "IST0101"],
    ["telemetry.istio.io/Telemetry", "IST0101"],
]);

export const requireTargets: StackRule = {
    scope: "stack",
    id: "A-23",
    ids: ["IST0101", "IST0127", "KIA0004", "TIS0003"],
    name: "meshwright-security-require-targets",
    displayName: "Require policies that are for something",
    description:
        "What a policy selects must be there: one for nothing protects nothing, and nothing says so.",
    severity: "medium",
    advisory: true,
    remediationSteps:
        "Write the labels of the pod template. A namespace without any pods in the stack is not judged.",
    settings: ["rootNamespaces"],
    kinds: [...selecting, ...podCarriers],

    *check(_, context, view) {
        for (const object of view.of(selecting)) {
            const selector = selectorOf(object);
            const isRoot = context.rootNamespaces.includes(object.namespace ?? "");
            // Where another stack has the pods, their labels are not known here.
            const namespace = object.namespace ?? "default";
            const hasPods = view.pods.in(namespace).length > 0;
            if (view.isWhole && !hasPods && !isRoot && isForAll(object, selector)) {
                const message = "a namespace without any pod";
                const finding = violation(object.root.at("metadata", "namespace"), message, fixOf(object));
                yield { object, finding: called(finding, "IST0127") };
            }
            const isJudged = hasPods || isRoot || view.isWhole;
            if (selector.entries().length === 0 || !isJudged || object.partial) {
                continue;
            }
            const { pods, hazy } = targetsOf(object, view, context);
            const own = selector.entries().find(([, each]) => each.isUnknown)?.[1];
            // A label of a pod that is not known yet may be the one.
            const mayBe = own === undefined && (hazy !== undefined || (isRoot && view.pods.all.length === 0));
            if (pods.length === 0 && !mayBe) {
                const finding =
                    own === undefined
                        ? violation(selector, "which no pod of its namespace carries", fixOf(object))
                        : unproven(own);
                yield { object, finding: called(finding, codes.get(object.groupKind) ?? "IST") };
            }
        }
    },
};

/** Of what holds for a namespace istioctl looks at AuthorizationPolicies alone. */
function isForAll(object: PolicyObject, selector: Field): boolean {
    return (
        object.groupKind === "security.istio.io/AuthorizationPolicy" &&
        isEmpty(selector) &&
        isEmpty(object.root.at("spec", "targetRefs"))
    );
}

function fixOf(object: PolicyObject): string {
    return `write the labels of what ${describeObject(object)} is for`;
}
