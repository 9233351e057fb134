package io.hv.backend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The machine as its files tell: {@code /proc}, {@code /sys}, {@code /dev}, {@code /etc}. Below another root it is a
 * machine that a test has made up. What cannot be read is not there. Paths are absolute. Safe for any thread.
 */
public class SystemView {

    private final Path root;

    /** The machine whose file system begins at {@code root}. */
    public SystemView(Path root) {
        this.root = root;
    }

    /** This machine. */
    public static SystemView ofThisMachine() {
        return new SystemView(Path.of("/"));
    }

    /** Where a path of that machine is. */
    public final Path path(String absolute) {
        return root.resolve(absolute.substring(1));
    }

    /** Whether there is such a file, folder or device. */
    public final boolean exists(String absolute) {
        return Files.exists(path(absolute));
    }

    /** Whether this process may read and write it. */
    public boolean mayReadAndWrite(String absolute) {
        return Files.isReadable(path(absolute)) && Files.isWritable(path(absolute));
    }

    /** What a file holds; empty where it cannot be read. Bytes that are no UTF-8 are replaced. */
    public final Optional<String> read(String absolute) {
        try {
            return Optional.of(new String(Files.readAllBytes(path(absolute)), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The lines of a file; none where it cannot be read. */
    public final List<String> lines(String absolute) {
        return read(absolute).map(text -> text.lines().toList()).orElse(List.of());
    }

    /** The names in a folder, sorted; none where it cannot be read. */
    public final List<String> names(String absolute) {
        try (Stream<Path> files = Files.list(path(absolute))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** A number of a file's: {@code uid}, {@code gid}, {@code mode}; empty where the file system has no such thing. */
    public OptionalLong number(String absolute, String attribute) {
        try {
            return OptionalLong.of(((Number) Files.getAttribute(path(absolute), "unix:" + attribute)).longValue());
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return OptionalLong.empty();
        }
    }

    /** The name of a group in {@code /etc/group}; its number where it has none. */
    public final String group(long gid) {
        return lines("/etc/group").stream()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > 2 && fields[2].equals(Long.toString(gid)))
                .map(fields -> fields[0])
                .findFirst()
                .orElse(Long.toString(gid));
    }
}
