package dev.apim.testing;

import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * A test that waits fails for what its own threads throw. Awaitility takes what any thread throws,
 * and some modules run two classes at a time.
 */
public final class OwnFaultsOnly implements LauncherSessionListener {

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
  }
}
