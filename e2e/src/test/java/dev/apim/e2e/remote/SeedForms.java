package dev.apim.e2e.remote;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;

/** The forms in which a seeded secret may leak: plain, base64 at any offset, URL-encoded, JSON. */
final class SeedForms {

  private SeedForms() {}

  static Set<String> of(String seed) {
    Set<String> forms = new LinkedHashSet<>();
    forms.add(seed);
    byte[] bytes = seed.getBytes(StandardCharsets.UTF_8);
    for (int offset = 0; offset < 3; offset++) {
      byte[] shifted = new byte[offset + bytes.length];
      System.arraycopy(bytes, 0, shifted, offset, bytes.length);
      String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      // what stands beside it decides the first and the last characters
      String middle = text.substring(offset == 0 ? 0 : offset + 1, text.length() - 2);
      forms.add(middle);
      forms.add(middle.replace('+', '-').replace('/', '_'));
    }
    String encoded = URLEncoder.encode(seed, StandardCharsets.UTF_8);
    forms.add(encoded);
    forms.add(encoded.replace("+", "%20"));
    forms.add(seed.replace("&", "\\u0026"));
    forms.add(seed.replace("&", "&amp;"));
    return forms;
  }
}
