package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.InvalidSpecException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names: the same verdict on every backend. */
@Contract
public class NameContract {

    private static final int LIMIT = 255;

    /** For JUnit, which creates it. */
    public NameContract() {}

    /** A name and what to call it in reports. */
    public record Sample(String title, String name) {
        @Override
        public String toString() {
            return title;
        }
    }

    /** Names that every backend takes. The random part keeps them apart on a host that others use too. */
    public static Stream<Sample> good() {
        String random = UUID.randomUUID().toString().substring(0, 8);
        return Stream.of(
                new Sample("ASCII", "web-" + random),
                new Sample("non-ASCII", "größe-" + random),
                new Sample("beyond the BMP", "名前-\uD83D\uDE80-" + random),
                new Sample("space inside", "a b " + random),
                new Sample("quotes and brackets", "'\"<&>" + random),
                new Sample("leading dash", "-rf-" + random),
                new Sample("leading dot", ".x" + random),
                new Sample("backslash and percent", "a\\b%s" + random),
                new Sample("255 bytes", filled("x", random, LIMIT)),
                new Sample("255 bytes of UTF-8", filled("ä", random, LIMIT)));
    }

    /** Names that no backend takes. */
    public static Stream<Sample> bad() {
        return Stream.of(
                new Sample("empty", ""),
                new Sample("blank", " "),
                new Sample("dot", "."),
                new Sample("dot dot", ".."),
                new Sample("slash", "a/b"),
                new Sample("newline", "a\nb"),
                new Sample("NUL", "a\0b"),
                new Sample("half a surrogate pair", "a\uD83D"),
                new Sample("256 bytes", filled("x", "", LIMIT + 1)),
                new Sample("256 bytes of UTF-8", filled("ä", "", LIMIT + 1)));
    }

    /** Defined, found, listed, and forgotten under exactly that name. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    public void taken(Sample sample, Bench bench) {
        bench.needs(Feature.DEFINE);
        Domain domain = bench.define(bench.idle().edit(b -> b.name(sample.name())));
        assertEquals(sample.name(), domain.name());
        assertEquals(Optional.of(domain), bench.host().findDomain(sample.name()));
        List<String> names = bench.host().domains().stream().map(Domain::name).toList();
        assertEquals(1, names.stream().filter(sample.name()::equals).count(), names::toString);
        domain.undefine();
        assertEquals(Optional.empty(), bench.host().findDomain(sample.name()));
    }

    /** Refused as a spec; looked for, it is just not there. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    public void refused(Sample sample, Bench bench) {
        DomainSpec good = bench.idle();
        InvalidSpecException refused =
                assertThrows(InvalidSpecException.class, () -> good.edit(b -> b.name(sample.name())));
        assertEquals("name", refused.faults().get(0).path());
        assertFalse(bench.host().findDomain(sample.name()).isPresent());
    }

    /** Names that differ in case only are two names. */
    @Test
    public void caseMatters(Bench bench) {
        bench.needs(Feature.DEFINE);
        DomainSpec lower = bench.idle();
        Domain one = bench.define(lower);
        Domain two = bench.define(bench.idle().edit(b -> b.name(lower.name().toUpperCase(java.util.Locale.ROOT))));
        assertFalse(one.equals(two));
        assertEquals(Optional.of(one), bench.host().findDomain(one.name()));
        assertEquals(Optional.of(two), bench.host().findDomain(two.name()));
    }

    private static String filled(String unit, String end, int bytes) {
        StringBuilder name = new StringBuilder();
        int left = bytes - end.length();
        int size = unit.getBytes(StandardCharsets.UTF_8).length;
        while (left >= size) {
            name.append(unit);
            left -= size;
        }
        return name.append("x".repeat(left)).append(end).toString();
    }
}
