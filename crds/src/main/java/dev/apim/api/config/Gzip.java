package dev.apim.api.config;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * How the content of a bucket travels: gzip, then base64. Never hashed, since gzip differs between
 * JDKs.
 */
public final class Gzip {

  private Gzip() {}

  /** Packs a text. */
  public static String pack(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /**
   * Unpacks a text of at most {@link Snapshot#BUCKET_LIMIT_BYTES}.
   *
   * @throws SnapshotDamagedException where it is not what {@link #pack} makes, or larger
   */
  public static String unpack(String packed) {
    try (GZIPInputStream gzip =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
      byte[] bytes = gzip.readNBytes(Snapshot.BUCKET_LIMIT_BYTES + 1);
      if (bytes.length > Snapshot.BUCKET_LIMIT_BYTES) {
        throw new SnapshotDamagedException(
            "a bucket exceeds " + Snapshot.BUCKET_LIMIT_BYTES + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException | IllegalArgumentException e) {
      throw new SnapshotDamagedException("a bucket cannot be unpacked: " + e.getMessage());
    }
  }
}
