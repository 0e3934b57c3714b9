package dev.apim.api.v1alpha1;

/**
 * The types of conditions, once for code and documentation. {@link #warning()} tells the types
 * whose {@code True} is bad news.
 */
public enum ConditionType {
  Accepted(
      false,
      "The spec is valid together with everything that it refers to, and is being acted upon."),
  Ready(
      false,
      "The summary for `kubectl wait` and Argo CD: accepted, at full capacity, configuration in"
          + " sync."),
  Progressing(false, "A change is being carried out; the message says step and total."),
  Stalled(
      true,
      "A change makes no progress until somebody acts; the message says which pods block it, and"
          + " why."),
  Advised(true, "The location runs as asked, and could be safer; the message says in what."),
  RoomLacking(
      true,
      "Replicas wait since no node of their zone takes them; the message says what is missing, or"
          + " that the nodes are cordoned."),
  Paused(true, "By the annotation `apim.dev/paused` nothing is changed and nothing is healed."),
  ConfigurationInSync(false, "Every replica serves the active configuration revision."),
  Programmed(false, "Replicas serve this object; the message says how many of how many."),
  ZoneBalanced(false, "Every zone holds exactly its share of ready replicas."),
  ClusterReachable(false, "The API server of the cluster answers."),
  SchemaDiffers(
      true,
      "The CRDs of the cluster are older or newer than the operator; the message names the"
          + " fields."),
  ScopeShared(
      true,
      "Another operator of the cluster is set to namespaces of this one's; the one that was there first works in them."),
  CredentialsExpiring(
      true, "The credentials in a kubeconfig end within 14 days; the message says when."),
  RemovalPending(
      true,
      "Locations that were removed are not gone from this cluster yet; the message names them."),
  CertificatesUsable(
      false,
      "Clients can be shown every certificate that the location names; else the message names the Secret and what to do."),
  Degraded(true, "Less than the desired capacity is ready; traffic goes on with the rest."),
  CapacityAtRisk(true, "The loss of one zone would take all replicas or more than can be spared."),
  UnitsOverridden(
      true,
      "The units were scaled in the cluster of the location; both values are in the message."),
  PushConflict(
      true,
      "Not all of what is pushed is in the target: a user applied or edited the same object there,"
          + " another primary holds the target, or its CRDs are older or refuse an object; nothing"
          + " of others was overwritten, and the message says which and what to do."),
  PromotionReady(
      false,
      "This cluster, or every secondary as the primary sees it, can become the primary; the message says what is missing."),
  Pinned(true, "A revision of the history is held active; edits are judged, and not published."),
  HistoryDiverged(
      true, "The target holds a newer configuration than this cluster; publishing has stopped.");

  private final boolean warning;
  private final String meaning;

  ConditionType(boolean warning, String meaning) {
    this.warning = warning;
    this.meaning = meaning;
  }

  /** Whether {@code True} is bad news. */
  public boolean warning() {
    return warning;
  }

  /** What {@code True} means, one sentence, for the documentation. */
  public String meaning() {
    return meaning;
  }
}
