package dev.apim.gateway.folder;

import dev.apim.gateway.tls.ServerTls;
import dev.apim.gateway.tls.TlsFiles;
import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands on the certificate in two files, and again after each change of them. */
final class FolderTls {

  private static final Logger LOG = LoggerFactory.getLogger(FolderTls.class);

  private final TlsFiles files;
  private final Consumer<ServerTls> secure;
  private String seen = "";

  FolderTls(TlsFiles files, Consumer<ServerTls> secure) {
    this.files = files;
    this.secure = secure;
  }

  /** Looks once; what cannot be used is told, and what was there stays. */
  void look() {
    try {
      String mark = files.mark();
      if (!mark.equals(seen)) {
        seen = mark;
        secure.accept(files.read());
      }
    } catch (IOException e) {
      LOG.warn("The certificate cannot be used: {}", e.getMessage());
    }
  }
}
