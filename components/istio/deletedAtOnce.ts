import { annotations } from "../labels";
import type { Manifest, ObjectMeta } from "./types";

/**
 * Metadata of an object, with what lets the provider delete Istio's own kinds at once. It deletes in the foreground
 * otherwise: the object gets a finalizer, and taking that off is an update, which the validator judges. Where no control
 * plane answers any more the update is refused, and the deletion that was to end the trouble never ends. Nothing
 * depends on these objects, so there is nothing to wait for.
 */
export function deletedAtOnce({ apiVersion, metadata }: Manifest): ObjectMeta {
    const isIstios = apiVersion.split("/")[0]?.endsWith(".istio.io") === true;
    return isIstios
        ? {
              ...metadata,
              annotations: { ...metadata.annotations, [annotations.deletionPropagation]: "background" },
          }
        : metadata;
}
