/**
 * The release that an image of Istio is, read from its tag: `docker.io/istio/pilot:1.30.3-distroless@sha256:…` is
 * `1.30.3`. Nothing where the tag names no release (`latest`, a digest alone, a build of one's own): who guesses a
 * version may retire the wrong control plane.
 */
export function versionOfImage(image: string | undefined): string | undefined {
    const named = image?.split("@")[0] ?? "";
    const tag = /:([^:/]+)$/.exec(named)?.[1] ?? "";
    return /^v?(\d+\.\d+\.\d+)(?:-(?:distroless|debug))?$/.exec(tag)?.[1];
}
