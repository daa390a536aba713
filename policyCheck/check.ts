import { judge } from "../policies/engine/evaluate";
import type { PolicyObject } from "../policies/engine/object";
import { StackView } from "../policies/engine/stackView";
import { defaultGateway } from "./defaultGateway";
import { type Finding, unreadableRule } from "./finding";
import { type Manifest, manifestsOf, type Source, type Unreadable } from "./manifests";
import { isOutside } from "./outside";
import type { Configured } from "./preset";

export interface Checked {
    /** In the order of the files. */
    readonly findings: readonly Finding[];
    readonly files: number;
    readonly objects: number;
    readonly rules: number;
}

/** All rules over all files, which together are one stack, or all that the cluster has. */
export function check(
    sources: readonly Source[],
    rules: readonly Configured[],
    missing: readonly Unreadable[] = [],
    isWhole = false,
): Checked {
    const read = sources.map(manifestsOf);
    const manifests = read.flatMap((each) => each.manifests);
    const byObject = new Map(manifests.map((each) => [each.object, each]));
    const objects = manifests.map((each) => each.object);
    const all = new StackView(objects, isWhole);
    const last = lastOfEach(objects);
    const granted = isWhole ? defaultGateway(all) : [];
    const isSame = last.length === objects.length && granted.length === 0;
    const view = isSame ? all : new StackView([...last, ...granted], isWhole);
    const unread = [...missing, ...read.flatMap((each) => each.unreadable)];
    const unreadable = (unread.length + objects.length === 0 ? nothingIn(sources) : unread).map(
        unreadableFinding,
    );
    const findings = rules.flatMap((configured) =>
        findingsOf(configured, configured.rule.scope === "object" ? all : view, byObject),
    );
    return {
        findings: inOrderOf(sources, [...unreadable, ...findings]),
        files: sources.length,
        objects: manifests.length,
        rules: rules.length,
    };
}

/** What a command before this one did not write must not pass for something that nobody objects to. */
function nothingIn([first, ...others]: readonly Source[]): readonly Unreadable[] {
    if (first === undefined) {
        return [];
    }
    const what =
        others.length === 0 ? "holds no object" : "is one of the files of which none holds an object";
    const message = `${what}, so nothing was judged; name manifests, or see why what was to write them wrote none`;
    return [{ file: first.file, line: 1, message }];
}

/**
 * An object that several files hold, a variant in each, is never there twice: what is applied last replaces what was.
 * Each is judged by itself, and only the last beside the others.
 */
function lastOfEach(objects: readonly PolicyObject[]): readonly PolicyObject[] {
    const last = new Map(objects.map((each) => [identity(each), each]));
    return objects.filter((each) => last.get(identity(each)) === each);
}

function identity(object: PolicyObject): unknown {
    const { groupKind, namespace = "default", name } = object;
    // What has no name gets one of its own from the API server.
    const isNamed = object.root.at("metadata", "name").text !== undefined;
    return isNamed ? `${groupKind} ${namespace}/${name}` : object;
}

function findingsOf(
    { rule, level, context }: Configured,
    view: StackView,
    manifests: ReadonlyMap<PolicyObject, Manifest>,
): readonly Finding[] {
    return judge(rule, view, context).flatMap((verdict) => {
        const manifest = manifests.get(verdict.object);
        if (manifest === undefined || isOutside(rule, verdict.object, view)) {
            return [];
        }
        const { object, apiVersion, file } = manifest;
        return [
            {
                rule: rule.name,
                severity: rule.severity,
                level: verdict.level === "violation" ? level : ("advisory" as const),
                message: verdict.message,
                object: {
                    apiVersion,
                    kind: object.kind,
                    namespace: object.namespace ?? null,
                    name: object.name,
                },
                file,
                line: manifest.lineOf(verdict.field.path),
                ids: [rule.id, ...verdict.ids],
                objectLine: manifest.lineOf([]),
                field: verdict.field.toString(),
            },
        ];
    });
}

function unreadableFinding({ file, line, message }: Unreadable): Finding {
    return {
        rule: unreadableRule,
        severity: "critical",
        level: "mandatory",
        message,
        object: { apiVersion: null, kind: null, namespace: null, name: null },
        file,
        line,
        ids: [],
        objectLine: line,
        field: "",
    };
}

function inOrderOf(sources: readonly Source[], findings: readonly Finding[]): readonly Finding[] {
    const place = new Map(sources.map((each, index) => [each.file, index]));
    const order = ({ file }: Finding) => place.get(file) ?? -1;
    return [...findings].sort((left, right) => order(left) - order(right) || left.line - right.line);
}
