package dev.apim.policy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressLiteralTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 00000000",
    "255.1.20.3, ff011403",
    "::, 00000000000000000000000000000000",
    "::1, 00000000000000000000000000000001",
    "1::, 00010000000000000000000000000000",
    "2001:db8::A:b, 20010db80000000000000000000a000b",
    "1:2:3:4:5:6:7:8, 00010002000300040005000600070008",
    "1:2:3:4:5:6:7::, 00010002000300040005000600070000",
    "::2:3:4:5:6:7:8, 00000002000300040005000600070008",
    "::ffff:1.2.3.4, 00000000000000000000ffff01020304",
    "1:2:3:4:5:6:1.2.3.4, 00010002000300040005000601020304"
  })
  void readsAddresses(String text, String bytes) {
    assertThat(AddressLiteral.parse(text).map(HexFormat.of()::formatHex)).contains(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "999.1.1.1",
        "10.0.0.999",
        "10.0.0.256",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.4.",
        "a.b.c.d",
        "example.com",
        "localhost",
        "1",
        ":",
        ":::",
        ".:1",
        "1:",
        ":1",
        "a:b",
        "1::2::3",
        "::.",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::12345",
        "::g",
        "::1%lo",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "::1.2.3.999",
        "1:2:3:4:5:6:7:1.2.3.4",
        "[::1]",
        "\u0661.1.1.1"
      })
  void whatIsNoAddressIsNothing(String text) {
    assertThat(AddressLiteral.parse(text)).isEmpty();
  }

  @Test
  @DisplayName("B123 no name is looked up by anything that policies do")
  void nothingCanLookANameUp() {
    noClasses()
        .should()
        .callMethod(InetAddress.class, "getByName", String.class)
        .orShould()
        .callMethod(InetAddress.class, "getAllByName", String.class)
        .orShould()
        .callMethod(InetAddress.class, "getHostName")
        .orShould()
        .callMethod(InetAddress.class, "getCanonicalHostName")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.apim.policy"));
  }
}
