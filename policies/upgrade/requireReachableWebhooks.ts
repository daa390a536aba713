import { type Field, isEmpty } from "../engine/field";
import { isSame } from "../engine/matches";
import type { PolicyObject } from "../engine/object";
import { called, type Finding, type StackRule, unseen, violation, warning } from "../engine/rule";
import type { StackView } from "../engine/stackView";

const mutating = "admissionregistration.k8s.io/MutatingWebhookConfiguration";
const validating = "admissionregistration.k8s.io/ValidatingWebhookConfiguration";
const service = "core/Service";

export const requireReachableWebhooks: StackRule = {
    scope: "stack",
    id: "F-12",
    ids: ["IST0139", "IST0163", "IST0164"],
    name: "meshwright-upgrade-require-reachable-webhooks",
    displayName: "Require webhooks that lead to an istiod",
    description:
        "Istio's webhooks must name the Service of a control plane, or a URL with a host name: one that leads nowhere keeps pods " +
        "from being made, or lets them start without a proxy.",
    severity: "high",
    remediationSteps:
        "Name istiod's Service and namespace in clientConfig.service, or the host name of an external control plane in url.",
    settings: [],
    kinds: [mutating, validating, service],

    *check(_objects, _context, view) {
        for (const object of [...view.kind(mutating), ...view.kind(validating)]) {
            if (!/^(istio-sidecar-injector|istio-validator|istiod-default-validator)/.test(object.name)) {
                continue;
            }
            for (const webhook of object.root.at("webhooks").items()) {
                for (const finding of judge(webhook.at("clientConfig"), view)) {
                    yield { object, finding };
                }
                const twin = twinOf(webhook, object, view);
                if (twin !== undefined) {
                    const message = `which ${twin.name} selects too, so two istiods inject the same pods`;
                    const fix = "remove one of them";
                    const finding = violation(webhook.at("namespaceSelector"), message, fix);
                    yield { object, finding: called(finding, "IST0139") };
                }
            }
        }
    },
};

/** Another configuration with a webhook for the same namespaces and pods. */
function twinOf(webhook: Field, object: PolicyObject, view: StackView): PolicyObject | undefined {
    const selectors = ["namespaceSelector", "objectSelector"] as const;
    const isNarrow = !isEmpty(webhook.at("namespaceSelector"));
    return view
        .kind(mutating)
        .filter((each) => isNarrow && each !== object && object.groupKind === mutating)
        .find(({ root }) =>
            root
                .at("webhooks")
                .items()
                .some((each) => selectors.every((key) => isSame(each.at(key), webhook.at(key)))),
        );
}

function* judge(config: Field, view: StackView): Iterable<Finding> {
    const url = config.at("url");
    const named = config.at("service");
    const unknown = [url, named].find((each) => each.isUnknown);
    if (unknown !== undefined) {
        yield unseen(unknown);
        return;
    }
    if (!url.isAbsent) {
        yield* judgeUrl(url);
    } else if (named.isAbsent) {
        const message = "and no url either, so the API server calls nobody";
        yield called(violation(named, message, "name istiod's Service"), "IST0163");
    } else {
        yield* judgeService(named, view);
    }
}

function* judgeUrl(url: Field): Iterable<Finding> {
    const host = /^https:\/\/(\[[^\]]+\]|[^/:]+)/.exec(url.text ?? "")?.[1];
    if (host === undefined) {
        const message = "which is no https:// address, so the API server calls nobody";
        yield called(violation(url, message, "correct it"), "IST0163");
    } else if (/^(\d+(\.\d+){3}|\[.*\])$/.test(host)) {
        const message = "an address instead of a name, so a certificate must name the address";
        yield called(warning(url, message, "use a name"), "IST0164");
    }
}

/** The Services of a namespace that the stack declares none of are another's. */
function* judgeService(named: Field, view: StackView): Iterable<Finding> {
    const name = named.at("name");
    const namespace = named.at("namespace").text ?? "";
    const isDeclared =
        view.isWhole ||
        view.in(service, namespace).some((each: PolicyObject) => /^istiod(?!-revision-tag-)/.test(each.name));
    if (isDeclared && name.text !== undefined && view.find(service, name.text, namespace) === undefined) {
        const message = `and ${namespace} has no Service of that name, so injection fails or is left out`;
        yield called(violation(name, message, "name the Service of an istiod"), "IST0139");
    }
}
