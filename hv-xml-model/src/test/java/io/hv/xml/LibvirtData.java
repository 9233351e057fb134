package io.hv.xml;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * libvirt's schemas and test data, where they are given by the property {@code hv.test.libvirt} or the environment
 * HV_TEST_LIBVIRT, as {@code ci/libvirt-data} makes them.
 */
public final class LibvirtData {

    private LibvirtData() {}

    /** The folder of the schemas; without it the test is skipped. */
    public static Path schemas() {
        return folder().resolve("schemas");
    }

    /** The folder of libvirt's tests; without it the test is skipped. */
    public static Path tests() {
        return folder().resolve("tests");
    }

    /** Every XML file of libvirt's tests, in the order of their names. */
    public static List<Path> documents() throws IOException {
        try (Stream<Path> all = Files.walk(tests())) {
            return all.filter(each -> each.toString().endsWith(".xml")).sorted().toList();
        }
    }

    private static Path folder() {
        Optional<String> named = Optional.ofNullable(System.getProperty("hv.test.libvirt"))
                .or(() -> Optional.ofNullable(System.getenv("HV_TEST_LIBVIRT")));
        assumeTrue(
                named.isPresent(),
                "no data of libvirt's: name the folder that ci/libvirt-data prints by -Dhv.test.libvirt=FOLDER or"
                        + " HV_TEST_LIBVIRT to run these tests");
        return Path.of(named.get());
    }
}
