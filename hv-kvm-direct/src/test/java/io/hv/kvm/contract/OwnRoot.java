package io.hv.kvm.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

/** Folders for definitions that are this test process's own, and go with it: never the user's. */
public final class OwnRoot {

    /** A host of this process, for tests that define nothing, or undefine it. */
    public static final String URI = uri();

    private OwnRoot() {}

    /** A host of its own, with a folder that is not there before something is defined. */
    public static String uri() {
        Path folder =
                Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().resolve("hv-root-" + UUID.randomUUID());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "hv/root/delete"));
        return "kvm:///embed?root=" + folder;
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
