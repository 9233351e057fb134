package io.hv.kvm.bus;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where programs are looked for, as a shell does. */
public final class SearchPath {

    private SearchPath() {}

    /** That of this process. */
    public static String ofThisProcess() {
        return String.valueOf(System.getenv("PATH"));
    }

    /**
     * The first program of this name.
     *
     * @param searchPath folders, with colons between them
     */
    public static Optional<Path> find(String program, String searchPath) {
        for (String folder : searchPath.split(File.pathSeparator, -1)) {
            Path file = Path.of(folder.isEmpty() ? "." : folder, program);
            if (Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
