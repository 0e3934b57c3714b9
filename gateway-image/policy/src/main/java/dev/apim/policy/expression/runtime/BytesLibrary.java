package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.number;

import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;

/** Bytes as numbers and back, in the order of Intel; more of Convert, Encoding and randomness. */
final class BytesLibrary {

  private BytesLibrary() {}

  static void declare(Library.Builder library) {
    numbers(library);
    made(library);
    texts(library);
    random(library);
  }

  private static ByteBuffer at(Object bytes, Object start, int needed) {
    byte[] all = (byte[]) bytes;
    int from = number(start);
    if (from < 0 || from > all.length - needed) {
      throw new Fault(
          "ArgumentException", "Destination array is not long enough to copy all the items.");
    }
    return ByteBuffer.wrap(all, from, needed).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer room(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void numbers(Library.Builder library) {
    library
        .add("static bool BitConverter.IsLittleEndian", () -> true)
        .add(
            "static short BitConverter.ToInt16(byte[], int)",
            (b, i) ->
                dev.apim.policy.expression.check.Numeric.convert(at(b, i, 2).getShort(), "short"))
        .add(
            "static long BitConverter.ToUInt32(byte[], int)",
            (b, i) -> at(b, i, 4).getInt() & 0xFFFF_FFFFL)
        .add("static double BitConverter.ToDouble(byte[], int)", (b, i) -> at(b, i, 8).getDouble())
        .add("static bool BitConverter.ToBoolean(byte[], int)", (b, i) -> at(b, i, 1).get() != 0);
  }

  private static void made(Library.Builder library) {
    library
        .add(
            "static byte[] BitConverter.GetBytes(double)",
            v -> room(8).putDouble(Values.real(v)).array())
        .add(
            "static byte[] BitConverter.GetBytes(bool)",
            v -> new byte[] {(byte) ((Boolean) v ? 1 : 0)})
        .add(
            "static string BitConverter.ToString(byte[], int, int)",
            (b, i, n) ->
                HexFormat.ofDelimiter("-")
                    .withUpperCase()
                    .formatHex(slice((byte[]) b, number(i), number(n))));
  }

  private static byte[] slice(byte[] bytes, int from, int count) {
    if (from < 0 || count < 0 || from > bytes.length - count) {
      throw new Fault(
          "ArgumentOutOfRangeException",
          "Index and length must refer to a location within the array.");
    }
    return Arrays.copyOfRange(bytes, from, from + count);
  }

  private static void texts(Library.Builder library) {
    library
        .enumeration("Base64FormattingOptions", "None", "InsertLineBreaks")
        .add(
            "static string Convert.ToBase64String(byte[], Base64FormattingOptions)",
            (b, o) -> base64((byte[]) b, Values.ordinal(o) == 1))
        .add(
            "static string Convert.ToBase64String(byte[], int, int)",
            (b, i, n) -> base64(slice((byte[]) b, number(i), number(n)), false))
        .add("static Encoding Encoding.UTF32", () -> Charset.forName("UTF-32LE"))
        .add("static Encoding Encoding.GetEncoding(int)", n -> charset(number(n)))
        .add("string Encoding.WebName", c -> c.toString().toLowerCase(java.util.Locale.ROOT))
        .add(
            "byte[] Encoding.GetBytes(char[])",
            (c, s) -> StringLibrary.joined("", s).getBytes((Charset) c))
        .add(
            "char[] Encoding.GetChars(byte[])",
            (c, b) -> StringLibrary.characters(new String((byte[]) b, (Charset) c)))
        .add(
            "static DateTime Convert.ToDateTime(string)",
            s -> DateParsing.date(Values.required(s, "value")));
  }

  private static String base64(byte[] bytes, boolean lines) {
    return lines
        ? Base64.getMimeEncoder(76, new byte[] {'\r', '\n'}).encodeToString(bytes)
        : Base64.getEncoder().encodeToString(bytes);
  }

  private static Charset charset(int page) {
    return switch (page) {
      case 65_001 -> StandardCharsets.UTF_8;
      case 20_127 -> StandardCharsets.US_ASCII;
      case 28_591 -> StandardCharsets.ISO_8859_1;
      case 1_200 -> StandardCharsets.UTF_16LE;
      case 1_201 -> StandardCharsets.UTF_16BE;
      default ->
          throw new Fault(
              "NotSupportedException", "No data is available for encoding " + page + ".");
    };
  }

  private static void random(Library.Builder library) {
    library
        .type("class RNGCryptoServiceProvider : RandomNumberGenerator", SecureRandom.class)
        .add("new RNGCryptoServiceProvider()", () -> new SecureRandom())
        .add("void RandomNumberGenerator.Dispose()", r -> null)
        .add(
            "impure void Random.NextBytes(byte[])",
            (r, b) -> {
              ((Random) r).nextBytes((byte[]) b);
              return null;
            });
  }
}
