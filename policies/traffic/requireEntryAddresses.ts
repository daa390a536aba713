import { labels } from "../../components/labels";
import { chartValues } from "../engine/chartValues";
import { type Field, isEmpty } from "../engine/field";
import { meshConfigKinds } from "../engine/meshConfig";
import { completeSettings } from "../engine/meshSettings";
import { label, type PolicyObject } from "../engine/object";
import { podTemplate } from "../engine/podTemplates";
import { called, type StackRule, violation } from "../engine/rule";
import { entryPorts, entryProtocol, serviceEntryKind } from "../engine/serviceEntries";
import type { StackView } from "../engine/stackView";

const variable = "PILOT_ENABLE_IP_AUTOALLOCATE";
const capture = "ISTIO_META_DNS_CAPTURE";
const byAddress = new Set(["", "TCP", "MONGO", "REDIS", "MYSQL"]);

export const requireEntryAddresses: StackRule = {
    scope: "stack",
    id: "D-23",
    ids: ["IST0133", "IST0134"],
    name: "meshwright-traffic-require-entry-addresses",
    displayName: "Require addresses of hosts that speak TCP",
    description:
        "Where proxies use no addresses of istiod's, a ServiceEntry with a TCP port must have its own.",
    severity: "medium",
    advisory: true,
    remediationSteps:
        "Give addresses, or let sidecars capture DNS (ISTIO_META_DNS_CAPTURE in proxyMetadata) and leave " +
        "PILOT_ENABLE_IP_AUTOALLOCATE on: without an address a TCP port takes the calls to every address.",
    settings: [],
    kinds: [...new Set([serviceEntryKind, "apps/Deployment", "core/Namespace", ...meshConfigKinds])],

    *check(_, __, view) {
        const isOff =
            switches(view).some((each) => each.text === "false") ||
            proxyMetadata(view).some((each) => each.at(variable).text === "false");
        const isCaptured = proxyMetadata(view).some((each) => each.at(capture).text === "true");
        for (const object of isCaptured && !isOff ? [] : view.kind(serviceEntryKind)) {
            const port = entryPorts(object).find(
                (each) => byAddress.has(entryProtocol(each)) && !each.isUnknown,
            );
            const addresses = object.root.at("spec", "addresses");
            const isGiven = !isEmpty(addresses) || !isEmpty(object.root.at("status", "addresses"));
            // ztunnel answers for DNS by itself, with the addresses that istiod gives out.
            const isServed = !isOff && (joinsAmbient(object, view) || isDerived(object));
            if (port !== undefined && !isGiven && !isServed && !object.partial) {
                const why = isOff ? `${variable} is off` : "proxies use none of istiod's without DNS capture";
                const message = `and ${why}, so its TCP port takes the calls to every address`;
                const finding = violation(addresses, message, "give it an address");
                yield { object, finding: called(finding, ...codesOf(object, port)) };
            }
        }
    },
};

/** istioctl minds TCP alone; istiod warns of it too, in capitals, where it gives out no addresses of its own. */
function codesOf(object: PolicyObject, port: Field): readonly string[] {
    if (!["", "TCP"].includes(entryProtocol(port))) {
        return ["IST"];
    }
    const resolution = object.root.at("spec", "resolution");
    const isLeft =
        resolution.isAbsent ||
        resolution.text === "NONE" ||
        label(object, "networking.istio.io/enable-autoallocate-ip").text?.toLowerCase() === "false";
    const isWarned = isLeft && ["", "TCP"].includes(port.at("protocol").text ?? "");
    return isWarned ? ["IST0133", "IST0134"] : ["IST0134"];
}

function proxyMetadata(view: StackView): readonly Field[] {
    return completeSettings(view).map(({ mesh }) => mesh.at("defaultConfig", "proxyMetadata"));
}

/** What Meshwright derives goes with its control plane, whose proxies capture DNS. */
function isDerived(object: PolicyObject): boolean {
    return object.ours || label(object, labels.managedBy).text === labels.managedByValue;
}

function joinsAmbient(object: PolicyObject, view: StackView): boolean {
    const namespace = view.namespace(object.namespace ?? "default");
    return namespace !== undefined && label(namespace, "istio.io/dataplane-mode").text === "ambient";
}

function switches(view: StackView): readonly Field[] {
    const values = view.of(meshConfigKinds).flatMap((each) => {
        const chart = chartValues(each);
        return chart?.chart === "istiod" ? [chart.values.at("pilot", "env", variable)] : [];
    });
    const variables = view.kind("apps/Deployment").flatMap((each) =>
        (podTemplate(each)?.at("spec", "containers").items() ?? [])
            .filter((container) => container.at("name").text === "discovery")
            .flatMap((container) => container.at("env").items())
            .filter((entry) => entry.at("name").text === variable)
            .map((entry) => entry.at("value")),
    );
    return [...values, ...variables];
}
