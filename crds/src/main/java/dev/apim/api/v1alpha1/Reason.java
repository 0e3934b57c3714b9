package dev.apim.api.v1alpha1;

/** The reasons of conditions and events, once for code and documentation. */
public enum Reason {
  Accepted("The spec is valid and is being acted upon."),
  InstanceNotFound("The instance that `instanceRef` names does not exist in this namespace."),
  InstanceNotAccepted("The instance itself is not accepted; its message says why."),
  PrimaryNotNamed("The instance has several locations and `primaryLocation` names none of them."),
  PrimaryNotFound("`primaryLocation` names a location that the instance does not have."),
  NoLocation("The instance has no location yet."),
  TierNotSupported("This version does not run the tier."),
  TierLimitExceeded("The tier allows fewer units or locations than the spec asks for."),
  TierLacksZones("The tier has no availability zones."),
  TierLacksSelfHosted("The tier has no self-hosted locations."),
  TierFeaturesInUse("The tier cannot be lowered while its features are in use."),
  ZoneNotFound("The cluster has no node in a zone that the spec names."),
  ClusterNotFound("No GatewayCluster has the name that `cluster` holds."),
  ClusterUnreachable("The API server of the cluster does not answer."),
  KubeconfigNotFound("The Secret with the kubeconfig does not exist or lacks its key."),
  KubeconfigInvalid("The kubeconfig cannot be used."),
  NamespaceNotFound("The namespace to push to does not exist in the cluster."),
  Forbidden("The account lacks a permission that is needed."),
  NoOperator("No operator has answered in the cluster of the location."),
  NotPrimary("Configuration is applied in the cluster of the primary location only."),
  NotSupportedYet("This version cannot carry out what the object asks for."),
  PathConflict("Another Api of the instance answers the same host and path."),
  VersionConflict(
      "Other versions at the same host and path are asked for by another scheme or name."),
  RevisionConflict("Another Api is the same revision, or the current one, of the path."),
  NoCurrentRevision("The current revision stays until another one is current."),
  InvalidOperation("An operation cannot be served; the message says which and why."),
  ApiNotFound("An Api that is named does not exist in this namespace."),
  ProductNotFound("The Product that is named does not exist in this namespace."),
  KeysPending("The Secret with the keys is being made."),
  SecretNotFound("The Secret that is named does not exist; what was known of it stays in use."),
  InvalidSecret("The Secret cannot be used; the message says what it lacks."),
  OpenApiNotFound("The ConfigMap with the OpenAPI document, or its key, does not exist."),
  InvalidOpenApi("The OpenAPI document cannot be read; the message says where and why."),
  OperationNotFound("The Api that `targetRef` names has no such operation."),
  PolicyConflict("Another Policy of the instance has the same target."),
  NameConflict("Another object of the kind has the name that policies use already."),
  InUse("Policies that are served cannot be run with the change; the message names one of them."),
  InvalidPolicy("The policy document cannot be run; the message has the line and column."),
  PolicyNotAccepted(
      "A Policy that something new was to have is not accepted, and it is not served without it."),
  TargetNotFound("The object that `targetRef` names does not exist in this namespace."),
  BackendNotFound("The Backend that is named does not exist in this namespace."),
  InvalidUrl("The URL cannot be used."),
  Reachable("The API server of the cluster answers."),
  CrdsAsKnown("The CRDs are those of the operator's version."),
  CrdsOlder("The CRDs lack fields that the operator writes; those are left out."),
  CrdsNewer("The CRDs have fields that the operator does not know; those count for nothing."),
  AloneInScope("No other operator of the cluster is set to the same namespaces."),
  StandsBack("Another operator was there first, and this one does nothing in its namespaces."),
  OthersStandBack("This operator was there first, and others do nothing in its namespaces."),
  AllReady("Every replica is ready."),
  ReplicasNotReady("Fewer replicas are ready than desired."),
  UnitDegraded("A unit has fewer than all of its replicas ready; traffic goes on."),
  NoReplicas("No replica is ready."),
  NoSpareZone("All replicas are in one zone."),
  Balanced("Every zone holds exactly its share."),
  Unbalanced("A zone holds less or more than its share."),
  InSync("Every replica serves the active revision."),
  Propagating("Some replicas have not acknowledged the active revision yet."),
  NoConfiguration("No configuration has been published yet."),
  NoGateways("No gateway has acknowledged yet."),
  GatewayErrors("A gateway refuses the active revision."),
  Changing("A change is being carried out."),
  DeadlineExceeded(
      "A change has made no progress for the seconds of `update.progressDeadlineSeconds`."),
  PausedByAnnotation("The annotation `apim.dev/paused` is set to true."),
  NotPaused("Changes are carried out, and what drifts is healed."),
  CouldBeSafer("Fewer units or zones than are advised."),
  AsAdvised("Units and zones are as advised."),
  ZoneCordoned("Every node of a zone is cordoned, and replicas wait for it."),
  NoRoom("No node has the CPU, the memory or the pods that replicas ask for."),
  RoomForAll("No replica waits for a node."),
  NameTaken("An object that is not the operator's has the name of a child of the location."),
  UnitsMade("Units were added; the message names their Deployments."),
  UnitsRemoved("Units were removed; the message names their Deployments."),
  ChildrenRestored(
      "Children that somebody else had deleted or edited are as they were; the message names"
          + " them."),
  Settled("No change is under way."),
  ScaledLocally("The units were scaled in the location's own cluster."),
  AsPushed("The units are those of the primary."),
  AppliedByUser("A user has applied an object of this name in the target."),
  ForeignHolder("Another primary holds the target."),
  FieldConflict("Fields of the copy were changed in the target."),
  Pushed("The target holds what the primary has."),
  TooLarge("The configuration exceeds a size limit; the previous revision stays active."),
  TargetAhead("The target's revision is newer than this cluster's."),
  DeletionsHeld("A compile would remove an unusual number of objects."),
  Published("A configuration revision was published."),
  TargetRebuilt("The target was rebuilt and is filled again.");

  private final String meaning;

  Reason(String meaning) {
    this.meaning = meaning;
  }

  /** What the reason says, one sentence, for the documentation. */
  public String meaning() {
    return meaning;
  }
}
