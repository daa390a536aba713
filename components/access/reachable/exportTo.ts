import type { Manifest } from "../../istio/types";
import { fieldAt, itemsOf } from "../fields";
import { namespaceOf } from "../objectNames";

/**
 * Whether proxies of a namespace may see an object: its `exportTo`, which a Service has as an annotation. Nothing
 * said means everywhere, as `meshConfig.defaultServiceExportTo` and its like have it by default.
 */
export function isExportedTo(object: Manifest, namespace: string): boolean {
    const annotated = object.metadata.annotations?.["networking.istio.io/exportTo"];
    const written =
        object.kind === "Service"
            ? (annotated ?? "")
                  .split(",")
                  .map((each) => each.trim())
                  .filter((each) => each !== "")
            : itemsOf(fieldAt(object.spec, "exportTo"));
    const own = namespaceOf(object);
    return (
        written.length === 0 ||
        written.some((each) => each === "*" || each === namespace || (each === "." && own === namespace))
    );
}
