export { CertManager, type CertManagerArgs } from "./certManager";
export { ControlPlane, type ControlPlaneArgs, type RevisionSpec } from "./controlPlane";
export { MeshGateway, type MeshGatewayArgs } from "./meshGateway";
export { MeshNamespace, type MeshNamespaceArgs } from "./meshNamespace";
export { MeshPolicy, type MeshPolicyArgs } from "./meshPolicy";
export { MeshRevision, type MeshRevisionArgs } from "./meshRevision";
export { RateLimitService, type RateLimitServiceArgs } from "./rateLimitService";
export { RevisionTag, type RevisionTagArgs } from "./revisionTag";
