package dev.sluice.privacy.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.privacy.bundled.BundledRegistry;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegistriesTest {
  private static final RegistryFile BUNDLED = BundledRegistry.file();

  @Test
  void find_byHowADigestBegins_isTheRegistryOfThatDigest() throws RegistryException {
    MetricRegistry present = BUNDLED.parse();
    MetricRegistry older = variant(1).parse();
    Registries both = Registries.parse(BUNDLED, List.of(variant(1)));

    assertThat(both.all()).containsExactly(present, older);
    assertThat(both.find(present.digestPrefix())).contains(present);
    assertThat(both.find(older.digestPrefix())).contains(older);
    assertThat(both.find(variant(2).parse().digestPrefix())).isEmpty();
    assertThat(Registries.of(present).find(older.digestPrefix())).isEmpty();
  }

  @Test
  void digestPrefix_isTheFirstHalfOfTheDigest() throws RegistryException {
    MetricRegistry registry = BUNDLED.parse();

    assertThat(registry.digestPrefix()).hasSize(16).isEqualTo(registry.digest().substring(0, 16));
  }

  @Test
  void parse_sameRegistryInOtherWords_isRefusedWithBothNames() {
    RegistryFile commented = new RegistryFile("old.yaml", "# of last year\n" + BUNDLED.yaml());

    assertThatThrownBy(() -> Registries.parse(BUNDLED, List.of(commented)))
        .isInstanceOf(RegistryException.class)
        .hasMessageStartingWith("old.yaml: is the same registry as the registry that ships with");
    assertThatThrownBy(() -> Registries.parse(BUNDLED, List.of(variant(1), variant(1))))
        .isInstanceOf(RegistryException.class)
        .hasMessageStartingWith("1.yaml: is the same registry as 1.yaml");
  }

  @Test
  void parse_brokenOther_isNamed() {
    assertThatThrownBy(
            () -> Registries.parse(BUNDLED, List.of(new RegistryFile("bad.yaml", "registry: 2"))))
        .isInstanceOf(RegistryException.class)
        .hasMessageStartingWith("bad.yaml");
  }

  @Test
  void parse_asManyAsThereMayBe_andOneMore() throws RegistryException {
    List<RegistryFile> most =
        IntStream.rangeClosed(1, Registries.MOST_OTHERS).mapToObj(RegistriesTest::variant).toList();

    assertThat(Registries.parse(BUNDLED, most).others()).hasSize(Registries.MOST_OTHERS);
    List<RegistryFile> more =
        IntStream.rangeClosed(1, Registries.MOST_OTHERS + 1)
            .mapToObj(RegistriesTest::variant)
            .toList();
    assertThatThrownBy(() -> Registries.parse(BUNDLED, more))
        .isInstanceOf(RegistryException.class)
        .hasMessageStartingWith("17.yaml: is one registry too many");
  }

  @Test
  void constructor_digestsThatBeginAlike_areRefused() throws RegistryException {
    MetricRegistry registry = BUNDLED.parse();
    MetricRegistry alike =
        new MetricRegistry(
            registry.digestPrefix() + "0123456789abcdef",
            registry.epoch(),
            registry.deviceClasses(),
            registry.edgeClasses(),
            registry.epsilonTiers(),
            registry.metrics());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Registries(registry, List.of(alike)))
        .withMessageContaining("begin alike");
  }

  /** Another registry: one owner has another name. */
  private static RegistryFile variant(int number) {
    String yaml = BUNDLED.yaml().replaceFirst("owner: [^,\n]+", "owner: team-" + number);
    return new RegistryFile(number + ".yaml", yaml);
  }
}
