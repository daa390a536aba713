import { annotatedKinds, annotatedParts } from "../engine/annotatedParts";
import type { Field } from "../engine/field";
import {
    type AnnotationForm,
    isIstioName,
    istioAnnotation,
    writtenByIstio,
} from "../engine/istioAnnotations";
import { isManagedGateway } from "../engine/istioComponents";
import { podTemplate } from "../engine/podTemplates";
import { called, type Finding, type ObjectRule, unproven, warning } from "../engine/rule";
import { yamlIn } from "../engine/yamlText";

export const requireKnownAnnotations: ObjectRule = {
    scope: "object",
    id: "E-14",
    ids: ["IST0107", "IST0108", "IST0125"],
    name: "meshwright-workload-require-known-annotations",
    displayName: "Require annotations that Istio reads",
    description:
        "An annotation in Istio's name must be one that Istio knows, stand on a kind it reads it from, and have a value it can " +
        "read: any other does nothing, or keeps the pod from being made.",
    severity: "low",
    advisory: true,
    remediationSteps: "Correct the name, move it (mostly to the pod template), or correct its value.",
    settings: [],
    kinds: annotatedKinds,

    *check(object) {
        const pod = podTemplate(object);
        // What istiod writes on the gateways that it renders is its own to know.
        if (pod !== undefined && isManagedGateway(object, pod)) {
            return;
        }
        for (const { kind, metadata } of annotatedParts(object)) {
            for (const [name, field] of metadata.at("annotations").entries()) {
                if (name === "*") {
                    yield unproven(field);
                } else if (isIstioName(name) && !writtenByIstio.has(name)) {
                    yield* judge(name, kind, field);
                }
            }
        }
    },
};

function* judge(name: string, kind: string, field: Field): Iterable<Finding> {
    const known = istioAnnotation(name);
    if (known === undefined) {
        const finding = warning(
            field,
            "an annotation that Istio does not know",
            "correct its name, or remove it",
        );
        yield called(finding, "IST0108");
        return;
    }
    const on = known.on ?? ["Pod"];
    if (!on.includes("Any") && !on.includes(kind)) {
        const message = `which Istio does not read on a ${kind}`;
        yield called(warning(field, message, `put it on ${on.join(" or ")}`), "IST0107");
    } else if (known.value !== undefined && !field.isUnknown && !forms[known.value](field)) {
        yield called(warning(field, `which is not ${wanted[known.value]}`, "correct it"), "IST0125");
    }
}

const isPort = (text: string) => /^\d+$/.test(text.trim()) && Number(text) <= 65_535;
const isPorts = (text: string) => text.trim() === "" || text.split(",").every(isPort);
const isNetwork = (text: string) => /^(\d+(\.\d+){3}|[\da-fA-F:]+)\/\d+$/.test(text);
const isNetworks = (text: string) => text === "" || text.split(",").every(isNetwork);
const textual = (test: (text: string) => boolean) => (field: Field) => test(field.text ?? "\0");

/** Kubernetes takes text alone, so whatever is no text fits none. */
const forms: Readonly<Record<AnnotationForm, (field: Field) => boolean>> = {
    interception: textual((text) => ["REDIRECT", "TPROXY", "NONE"].includes(text)),
    port: textual(isPort),
    ports: textual(isPorts),
    portsOrAll: textual((text) => text === "*" || isPorts(text)),
    networks: textual(isNetworks),
    networksOrAll: textual((text) => text === "*" || isNetworks(text)),
    count: textual((text) => /^\d{1,10}$/.test(text)),
    switch: textual((text) => /^(1|t|T|true|TRUE|True|0|f|F|false|FALSE|False)$/.test(text)),
    quantity: textual((text) => /^[+-]?(\d+\.?\d*|\.\d+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/.test(text)),
    document: (field) => {
        const document = yamlIn(field);
        return document !== undefined && (document.isAbsent || typeof document.value === "object");
    },
};

const wanted: Readonly<Record<AnnotationForm, string>> = {
    interception: "REDIRECT, TPROXY or NONE",
    port: "a port",
    ports: "a list of ports",
    portsOrAll: "* or a list of ports",
    networks: "a list of networks (10.0.0.0/8)",
    networksOrAll: "* or a list of networks (10.0.0.0/8)",
    count: "a whole number",
    switch: "true or false",
    quantity: "a quantity (100m, 128Mi)",
    document: "a ProxyConfig in YAML",
};
