package io.hv.testkit.requires;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The condition behind {@link RequiresLibvirt}: decides by looking for the library's file, without loading it. */
public final class LibvirtCondition implements ExecutionCondition {

    private static final String LIBRARY = "libvirt.so.0";

    /** For JUnit, which creates it. */
    public LibvirtCondition() {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return missing()
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled(LIBRARY + " is here"));
    }

    /** Why tests that need libvirt cannot run on this machine; nothing where they can. */
    public static Optional<String> missing() {
        List<Path> folders = folders();
        return folders.stream().anyMatch(folder -> Files.exists(folder.resolve(LIBRARY)))
                ? Optional.empty()
                : Optional.of(LIBRARY + " is in none of " + folders + "; install libvirt0");
    }

    /** The folders of libraries: those that the JVM names, and Debian's by architecture. */
    private static List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        for (String folder : System.getProperty("java.library.path", "").split(":", -1)) {
            if (folder.startsWith("/")) {
                folders.add(Path.of(folder));
            }
        }
        Path usr = Path.of("/usr/lib");
        if (Files.isDirectory(usr)) {
            try (DirectoryStream<Path> multiarch = Files.newDirectoryStream(usr, "*-linux-*")) {
                multiarch.forEach(folders::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return folders;
    }
}
