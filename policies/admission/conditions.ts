import { all, any, isSet, not } from "../engine/admission/cel";
import type { Claim } from "../engine/admission/claim";
import { podCarriers } from "../engine/podTemplates";
import type { Condition } from "./exemptions";

/**
 * Under which an object is judged. One that was bad before the policies came must still go: to be deleted it may have
 * to lose its finalizers, by an update. And whoever changes nothing of what is judged, such as a controller that
 * writes a status or an owner, is not to blame for it.
 */
export function generalConditions(kinds: readonly string[], claims: readonly Claim[]): readonly Condition[] {
    return [
        {
            name: "not-being-deleted",
            expression: not(isSet("object", "metadata", "deletionTimestamp")),
        },
        {
            name: "judged-part-changed",
            expression: any("request.operation == 'CREATE'", changed(kinds, claims)),
        },
        ...(kinds.some((each) => podCarriers.includes(each)) ? [notOfController] : []),
    ];
}

function changed(kinds: readonly string[], claims: readonly Claim[]): string {
    const text = claims.map(({ holds }) => holds).join();
    const parts = ["labels", "annotations"].filter((each) => text.includes(`object.?metadata.?${each}`));
    const isPod = kinds.some((each) => podCarriers.includes(each));
    const isBare = kinds.includes("core/Pod");
    const read = [
        ...parts.map((each) => `?metadata.?${each}`),
        // A Pod's labels and annotations are its template's.
        ...(isBare ? ["?metadata.?labels", "?metadata.?annotations"] : []),
        ...(kinds.includes("core/PodTemplate") ? ["?template"] : []),
        ...(isPod || text.includes("object.?spec") || text.includes("dyn(object).?spec") ? ["?spec"] : []),
    ];
    return any(...[...new Set(read)].map((each) => `object.${each} != oldObject.${each}`));
}

/**
 * What a Deployment makes was judged in the Deployment's template, where its exemption is too. An owner alone can be
 * claimed by anybody, so it counts where Kubernetes' own controllers write it.
 */
const notOfController: Condition = {
    name: "not-made-by-a-controller",
    expression: not(
        all(
            "object.?metadata.?ownerReferences.orValue([]).exists(o, o.?controller.orValue(false))",
            any(
                "request.userInfo.username == 'system:kube-controller-manager'",
                "request.userInfo.username.startsWith('system:serviceaccount:kube-system:')",
            ),
        ),
    ),
};
