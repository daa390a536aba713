import { revisionTagObjects } from "../../naming";
import type { Labels } from "../clusterView";
import type { Followed } from "./followed";

/** Configuration of one pod's proxy, as YAML or JSON: its `discoveryAddress` wins over the revision's own. */
const configKey = "proxy.istio.io/config";

/** The first label of a host, wherever a text has one: an address, YAML and JSON are all read alike. */
const istiodHost = /(?<![a-z0-9.-])istiod-[a-z0-9-]+/g;

/** The Service of a revision's istiod or of a tag of it that a text names, such as `istiod-1-31-1`. */
export function istiodIn(text: string | undefined, { revision, names }: Followed): string | undefined {
    const its = new Set([...names].map((each) => revisionTagObjects(each).service));
    if (revision !== undefined) {
        its.add(`istiod-${revision}`);
    }
    return text
        ?.toLowerCase()
        .match(istiodHost)
        ?.find((each) => its.has(each));
}

/** Why a pod calls it whatever its labels and its revision say: its proxy is configured with an address. */
export function toldToCall(
    pod: { readonly annotations: Labels; readonly proxyEnv?: Labels },
    followed: Followed,
): string | undefined {
    const told = [[configKey, pod.annotations[configKey]] as const, ...Object.entries(pod.proxyEnv ?? {})];
    const [found] = told.flatMap(([where, text]) => {
        const service = istiodIn(text, followed);
        return service === undefined ? [] : [`is told by ${where} to call ${service}`];
    });
    return found;
}
