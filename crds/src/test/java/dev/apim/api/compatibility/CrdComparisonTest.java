package dev.apim.api.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of break is found, and what harms nobody is let through. */
class CrdComparisonTest {
  private static final String RELEASED =
      """
      metadata:
        name: things.apim.dev
      spec:
        group: apim.dev
        scope: Namespaced
        names: {kind: Thing, plural: things, singular: thing, shortNames: [th], categories: [all]}
        versions:
        - name: v1alpha1
          served: true
          storage: true
          selectableFields: [{jsonPath: .spec.mode}]
          subresources: {status: {}, scale: {specReplicasPath: .spec.units}}
          schema:
            openAPIV3Schema:
              type: object
              required: [spec]
              properties:
                spec:
                  type: object
                  properties:
                    units: {type: integer, minimum: 1, maximum: 31, default: 1}
                    mode: {type: string, enum: [Auto, Zonal], nullable: true}
                    names: {type: array, maxItems: 8, x-kubernetes-list-type: atomic, items: {type: string, maxLength: 63, pattern: ^a}}
                    labels: {type: object, maxProperties: 5, additionalProperties: {type: string, minLength: 1}}
                    port: {x-kubernetes-int-or-string: true}
                    free: {type: object, x-kubernetes-preserve-unknown-fields: true}
                    note: {type: string}
                  x-kubernetes-validations:
                  - {rule: self.units > 0, message: units must be positive}
      """;

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @MethodSource("breaks")
  void findsTheBreak(String before, String after, String message) {
    assertThat(compare(before, after)).extracting(Break::toString).containsExactly(message);
  }

  static Stream<Arguments> breaks() {
    String spec = "things.apim.dev v1alpha1 .spec";
    return Stream.of(
        arguments(
            "group: apim.dev",
            "group: other.dev",
            "things.apim.dev: group was \"apim.dev\", is \"other.dev\""),
        arguments(
            "scope: Namespaced",
            "scope: Cluster",
            "things.apim.dev: scope was \"Namespaced\", is \"Cluster\""),
        arguments(
            "plural: things",
            "plural: thingies",
            "things.apim.dev: plural was \"things\", is \"thingies\""),
        arguments(
            "shortNames: [th]",
            "shortNames: [ti]",
            "things.apim.dev: names.shortNames lacks \"th\""),
        arguments(
            "categories: [all]",
            "categories: []",
            "things.apim.dev: names.categories lacks \"all\""),
        arguments(
            "- name: v1alpha1", "- name: v1", "things.apim.dev v1alpha1: the version is gone"),
        arguments("served: true", "served: false", "things.apim.dev v1alpha1: is no longer served"),
        arguments(
            "storage: true", "storage: false", "things.apim.dev v1alpha1: is no longer storage"),
        arguments(
            "selectableFields: [{jsonPath: .spec.mode}]",
            "selectableFields: []",
            "things.apim.dev v1alpha1: selectableFields lacks {\"jsonPath\":\".spec.mode\"}"),
        arguments(
            "{specReplicasPath: .spec.units}",
            "{specReplicasPath: .spec.size}",
            "things.apim.dev v1alpha1: the subresource scale changed"),
        arguments("status: {}, ", "", "things.apim.dev v1alpha1: the subresource status changed"),
        arguments(
            "note: {type: string}", "memo: {type: string}", spec + ".note: the field is gone"),
        arguments(
            "note: {type: string}",
            "note: {type: integer}",
            spec + ".note: type was \"string\", is \"integer\""),
        arguments(
            "note: {type: string}",
            "note: {type: string, enum: [a]}",
            spec + ".note: enum is new: [\"a\"]"),
        arguments(
            "note: {type: string}",
            "note: {type: string, maxLength: 9}",
            spec + ".note: maxLength was absent, is 9"),
        arguments(
            "note: {type: string}",
            "note: {type: string, format: date}",
            spec + ".note: format was absent, is \"date\""),
        arguments("enum: [Auto, Zonal]", "enum: [Auto]", spec + ".mode: enum lacks \"Zonal\""),
        arguments(", nullable: true", "", spec + ".mode: nullable is gone"),
        arguments("minimum: 1,", "minimum: 2,", spec + ".units: minimum was 1, is 2"),
        arguments(
            "minimum: 1,",
            "minimum: 1, exclusiveMinimum: true,",
            spec + ".units: exclusiveMinimum is new"),
        arguments("maximum: 31,", "maximum: 30.5,", spec + ".units: maximum was 31, is 30.5"),
        arguments("default: 1", "default: 2", spec + ".units: default was 1, is 2"),
        arguments(", default: 1", "", spec + ".units: default was 1, is absent"),
        arguments("maxItems: 8", "maxItems: 7", spec + ".names: maxItems was 8, is 7"),
        arguments(
            "list-type: atomic",
            "list-type: set",
            spec + ".names: x-kubernetes-list-type was \"atomic\", is \"set\""),
        arguments("maxLength: 63", "maxLength: 62", spec + ".names[]: maxLength was 63, is 62"),
        arguments("pattern: ^a", "pattern: ^b", spec + ".names[]: pattern was \"^a\", is \"^b\""),
        arguments("minLength: 1", "minLength: 2", spec + ".labels{}: minLength was 1, is 2"),
        arguments(
            ", additionalProperties: {type: string, minLength: 1}",
            "",
            spec + ".labels{}: additionalProperties is gone"),
        arguments(
            "x-kubernetes-int-or-string: true",
            "x-kubernetes-int-or-string: false",
            spec + ".port: x-kubernetes-int-or-string is gone"),
        arguments(
            ", x-kubernetes-preserve-unknown-fields: true",
            "",
            spec + ".free: x-kubernetes-preserve-unknown-fields is gone"),
        arguments(
            "required: [spec]",
            "required: [spec, status]",
            "things.apim.dev v1alpha1 : requires status"),
        arguments("self.units > 0", "self.units > 1", spec + ": rule is new: self.units > 1"));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @MethodSource("harmless")
  void letsThroughWhatHarmsNobody(String before, String after) {
    assertThat(compare(before, after)).isEmpty();
  }

  static Stream<Arguments> harmless() {
    return Stream.of(
        arguments("", ""),
        arguments(
            "note: {type: string}",
            "note: {type: string}\n              more: {type: string, enum: [a], maxLength: 3}"),
        arguments("enum: [Auto, Zonal]", "enum: [Zonal, Never, Auto]"),
        arguments(", enum: [Auto, Zonal]", ""),
        arguments("maximum: 31,", "maximum: 62,"),
        arguments("maximum: 31,", ""),
        arguments("minimum: 1,", "minimum: 0,"),
        arguments(", pattern: ^a", ""),
        arguments("required: [spec]", "required: []"),
        arguments("message: units must be positive", "message: units must be 1 or more"),
        arguments("self.units > 0", "self.units  >  0"),
        arguments("shortNames: [th]", "shortNames: [th, ti]"));
  }

  @Test
  void aNewRequiredFieldMayHaveADefault() {
    String required =
        RELEASED.replace(
            "            properties:\n              units",
            "            required: [level]\n            properties:\n"
                + "              level: {type: integer, default: 1}\n              units");
    assertThat(compareTexts(required)).isEmpty();
    assertThat(
            compareTexts(
                required.replace(", default: 1}\n              units", "}\n              units")))
        .extracting(Break::toString)
        .containsExactly("things.apim.dev v1alpha1 .spec: requires level");
  }

  @ParameterizedTest(name = "{0} with {1}: {2}")
  @MethodSource("rulesOfNewFields")
  void aRuleOfANewFieldIsNotNarrower(String rule, String field, boolean harmless) {
    String today =
        RELEASED
            .replace("note: {type: string}", "note: {type: string}\n              " + field)
            .replace(
                "            - {rule: self.units > 0",
                "            - {rule: \"" + rule + "\"}\n            - {rule: self.units > 0");
    assertThat(compareTexts(today)).hasSize(harmless ? 0 : 1);
  }

  static Stream<Arguments> rulesOfNewFields() {
    String more = "more: {type: integer}";
    return Stream.of(
        arguments("!has(self.more) || self.more > self.units", more, true),
        arguments("!has(self.more) || (self.more > 1 ? true : self.note == '?')", more, true),
        arguments("!has(self.more) || self.more > 1 ? self.units > 3 : false", more, false),
        arguments("!has(self.more) || self.more > 1", "more: {type: integer, default: 1}", false),
        arguments("!has(self.note) || self.units > 1", more, false),
        arguments("self.units > 7", more, false));
  }

  private static List<Break> compare(String before, String after) {
    assertThat(RELEASED).contains(before);
    return compareTexts(before.isEmpty() ? RELEASED : RELEASED.replace(before, after));
  }

  private static List<Break> compareTexts(String today) {
    return CrdComparison.breaks(Yaml.read(RELEASED), Yaml.read(today));
  }
}
