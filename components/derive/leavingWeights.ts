import type { Service } from "../graph/model";
import type { ObjectMeta } from "../istio/types";
import { annotations } from "../labels";
import { sortedTexts } from "./order";

/**
 * The metadata of a VirtualService, with the hosts whose weights a progressive-delivery controller writes: the
 * registrar then leaves those numbers as it finds them, and whoever meets the object knows why they differ.
 */
export function leavingWeights(metadata: ObjectMeta, services: readonly Service[]): ObjectMeta {
    const hosts = services.filter(({ share }) => share?.kind === "external").map(({ host }) => host);
    return hosts.length === 0
        ? metadata
        : {
              ...metadata,
              annotations: {
                  ...metadata.annotations,
                  [annotations.externalWeights]: sortedTexts(hosts).join(","),
              },
          };
}
