package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A shared folder, and beside it one that no guest may reach. */
final class FsOutside {

    static final String SECRET = "the host's secret";

    final Path share;
    final Path outside;
    private final Map<String, String> before;

    FsOutside(Path base) throws IOException {
        share = base.resolve("share");
        outside = base.resolve("outside");
        Files.createDirectories(share.resolve("sub/deep"));
        Files.createDirectories(outside.resolve("folder"));
        Files.writeString(outside.resolve("secret"), SECRET);
        Files.writeString(outside.resolve("folder/secret"), SECRET);
        Files.writeString(share.resolve("file"), "file");
        Files.writeString(share.resolve("sub/file"), "sub");
        before = look(outside);
    }

    /** Symbolic links in the shared folder by which a path would leave it, by their names. */
    List<String> links() throws IOException {
        Map<String, String> targets = new TreeMap<>(Map.of(
                "absolute-file", outside.resolve("secret").toString(),
                "absolute-folder", outside.toString(),
                "relative-file", "../outside/secret",
                "relative-folder", "../outside",
                "root", "/",
                "above", "..",
                "proc-root", "/proc/self/root",
                "proc-cwd", "/proc/self/cwd",
                "proc-fd", "/proc/self/fd/0",
                "link-to-link", "relative-folder"));
        for (Map.Entry<String, String> link : targets.entrySet()) {
            Path unused = Files.createSymbolicLink(share.resolve(link.getKey()), Path.of(link.getValue()));
        }
        return List.copyOf(targets.keySet());
    }

    private static Map<String, String> look(Path outside) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(outside)) {
            for (Path file : files.toList()) {
                Map<String, Object> attributes = Files.readAttributes(
                        file, "unix:mode,size,nlink,ino,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
                String content = Files.isRegularFile(file) ? Files.readString(file) : "";
                all.put(file.toString(), new TreeMap<>(attributes) + " " + content);
            }
        }
        return all;
    }

    /** Nothing of what is outside was changed, nor added to. */
    void assertUntouched() throws IOException {
        assertEquals(before, look(outside));
        try (Stream<Path> beside = Files.list(outside.resolveSibling(""))) {
            assertEquals(2, beside.count(), "something was made beside the shared folder");
        }
    }
}
