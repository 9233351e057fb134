package io.hv.image.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.opentest4j.TestAbortedException;

/** Any tree, read by programs of others: the same names, the same bytes. */
class IsoPropertyTest {

    private static final Pattern LEVEL_1 =
            Pattern.compile("(/[A-Z0-9_]{1,8}){0,7}/([A-Z0-9_]{1,8}|[A-Z0-9_]{0,8}\\.[A-Z0-9_]{0,3};1)");

    @Provide
    Arbitrary<IsoTree> trees() {
        return IsoTree.any();
    }

    /** A reader of which no try could tell anything must not pass for one that agreed. */
    @BeforeProperty
    void someReaderIsThere() {
        if (Stream.of(IsoReader.values()).noneMatch(IsoReader::isInstalled)) {
            throw new TestAbortedException(IsoReader.Tool.reason("bsdtar", "libarchive-tools"));
        }
    }

    @Property(seed = "1", tries = 12)
    void allReadersSeeTheSame(@ForAll("trees") IsoTree tree) throws IOException {
        byte[] image = tree.image().toBytes();
        for (IsoReader reader : IsoReader.values()) {
            if (reader.isInstalled()) {
                inFolder(folder -> assertEquals(tree.expected(), reader.read(folder, image), reader::name));
            }
        }
    }

    /** By {@code isoinfo} without extensions; there is one for each, and no two are the same. */
    @Property(seed = "2", tries = 12)
    void namesOfLevelOneAreGoodAndUnique(@ForAll("trees") IsoTree tree) throws IOException {
        if (!IsoReader.Tool.has("isoinfo")) {
            throw new TestAbortedException(IsoReader.Tool.reason("isoinfo", "genisoimage"));
        }
        inFolder(folder -> {
            Files.write(folder.resolve("image.iso"), tree.image().toBytes());
            List<String> names = IsoReader.Tool.run(folder, List.of("isoinfo", "-f", "-i", "image.iso"))
                    .lines()
                    .toList();
            assertEquals(tree.entries().size(), names.size());
            Set<String> without = new HashSet<>();
            for (String each : names) {
                assertTrue(LEVEL_1.matcher(each).matches(), each);
                assertTrue(without.add(each), each);
            }
        });
    }

    private interface Use {
        void in(Path folder) throws IOException;
    }

    private static void inFolder(Use use) throws IOException {
        Path folder = Files.createTempDirectory("hv-iso");
        try {
            use.in(folder);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder.resolve("out"))) {
            // The JVM may not know the names in it.
            String unused = IsoReader.Tool.run(folder, List.of("sh", "-c", "chmod -R u+w out && rm -r out"));
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
