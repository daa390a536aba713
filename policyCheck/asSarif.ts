import { createHash } from "node:crypto";
import type { Rule } from "../policies/engine/rule";
import type { Checked } from "./check";
import { type Finding, isUnreadable, unreadableRule } from "./finding";

const repository = "https://github.com/meshwright/meshwright";
const documentation = `${repository}/blob/main/docs/policies.md`;

/** For code scanning: SARIF 2.1.0. */
export function asSarif({ findings }: Checked, rules: readonly Rule[]): string {
    const names = [...rules.map((each) => each.name), unreadableRule];
    const log = {
        $schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [
            {
                tool: {
                    driver: {
                        name: "meshwright",
                        informationUri: repository,
                        rules: [...rules.map(descriptor), unreadableDescriptor],
                    },
                },
                invocations: [{ executionSuccessful: !findings.some(isUnreadable) }],
                columnKind: "utf16CodeUnits",
                results: findings.map((each) => result(each, names.indexOf(each.rule))),
            },
        ],
    };
    return JSON.stringify(log, undefined, 4);
}

/** Of code scanning, out of ten. */
const scores: Readonly<Record<Rule["severity"], string>> = {
    critical: "9.5",
    high: "8.0",
    medium: "5.5",
    low: "2.0",
};

function descriptor(rule: Rule): object {
    const { id, ids = [], name, displayName, description, severity, remediationSteps, advisory } = rule;
    return {
        id: name,
        name: displayName,
        shortDescription: { text: displayName },
        fullDescription: { text: description },
        help: { text: remediationSteps },
        helpUri: `${documentation}#${id.toLowerCase()}`,
        defaultConfiguration: { level: advisory === true ? "warning" : "error" },
        properties: { tags: ["istio", id, ...ids], "security-severity": scores[severity] },
    };
}

const unreadableDescriptor = {
    id: unreadableRule,
    name: "Require readable manifests",
    shortDescription: { text: "Require readable manifests" },
    fullDescription: { text: "What cannot be read cannot be judged." },
    help: { text: "Make it valid YAML or JSON; render templates first." },
    helpUri: documentation,
    defaultConfiguration: { level: "error" },
    properties: { tags: ["istio"], "security-severity": "8.0" },
};

function result(finding: Finding, ruleIndex: number): object {
    const { rule, level, severity, message, object, file, line, objectLine } = finding;
    const qualified = [object.namespace ?? [], object.name ?? []].flat().join("/");
    return {
        ruleId: rule,
        ruleIndex,
        level: level === "mandatory" ? "error" : severity === "low" ? "note" : "warning",
        message: { text: message },
        locations: [
            {
                physicalLocation: physicalLocation(file, line),
                ...(object.kind === null
                    ? {}
                    : {
                          logicalLocations: [
                              {
                                  name: qualified,
                                  fullyQualifiedName: `${object.kind} ${qualified}`,
                                  kind: "resource",
                              },
                          ],
                      }),
            },
        ],
        ...(objectLine === line
            ? {}
            : {
                  relatedLocations: [
                      {
                          id: 0,
                          physicalLocation: physicalLocation(file, objectLine),
                          message: { text: "the object" },
                      },
                  ],
              }),
        partialFingerprints: { "meshwrightFinding/v1": fingerprint(finding) },
    };
}

function physicalLocation(file: string, startLine: number): object {
    // Characters that a URI cannot hold are escaped; the slashes of a path are not.
    const uri = file.split("/").map(encodeURIComponent).join("/");
    return { artifactLocation: { uri }, region: { startLine } };
}

/** The same finding on the same field of the same object, wherever it moves to. */
function fingerprint({ rule, object, field, file, line, message }: Finding): string {
    const place =
        object.kind === null ? [file, String(line), message] : [object.kind, object.namespace, object.name];
    return createHash("sha256")
        .update(JSON.stringify([rule, ...place, field]))
        .digest("hex")
        .slice(0, 32);
}
