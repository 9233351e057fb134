package io.hv.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** README's table of what works says of each backend exactly what the contract tests require of it. */
class FeatureTableTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("\\|[^|]*\\(`([a-z-]+)`\\) \\|" + "([^|]*)\\|".repeat(4));

    @ParameterizedTest
    @CsvSource({"1, hv-kvm-direct, kvm", "2, hv-libvirt, libvirt-qemu", "3, hv-libvirt, libvirt-test", "4, hv-mem, mem"
    })
    void saysWhatIsRequired(int column, String module, String backend) throws IOException {
        assertEquals(required(module, backend), claimed(column));
    }

    private static Set<String> required(String module, String backend) throws IOException {
        Path file = ROOT.resolve(module)
                .resolve("src/test/resources/required-features")
                .resolve(backend);
        try (Stream<String> lines = Files.lines(file)) {
            return sorted(lines.map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")));
        }
    }

    private static Set<String> claimed(int column) throws IOException {
        try (Stream<String> lines = Files.lines(ROOT.resolve("README.md"))) {
            Set<String> yes = sorted(lines.map(ROW::matcher)
                    .filter(Matcher::matches)
                    .filter(row -> row.group(column + 1).strip().equals("yes"))
                    .map(row -> row.group(1)));
            assertFalse(yes.isEmpty(), "README has no table of features");
            return yes;
        }
    }

    private static Set<String> sorted(Stream<String> words) {
        Set<String> set = new TreeSet<>();
        words.forEach(set::add);
        return set;
    }
}
