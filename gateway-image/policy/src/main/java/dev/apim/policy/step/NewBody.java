package dev.apim.policy.step;

/** What a set-body sets. */
interface NewBody {

  byte[] bytes(Track track);
}
