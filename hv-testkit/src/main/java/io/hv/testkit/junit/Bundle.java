package io.hv.testkit.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A folder with what is known of the machines of a test that has failed; each has a folder in it. */
final class Bundle {

    private static final Path ELSEWHERE = Path.of("target", "hv-failures");
    private static final Pattern ODD = Pattern.compile("[^A-Za-z0-9._-]");
    private static final Pattern INVOCATION = Pattern.compile("-invocation:#(\\d+)]$");

    private final ExtensionContext context;
    private final Optional<Path> wanted;

    /** Into that folder; if none is wanted, where JUnit keeps what tests have put out. */
    Bundle(ExtensionContext context, Optional<Path> wanted) {
        this.context = context;
        this.wanted = wanted;
    }

    /**
     * Writes it, and hangs on the failure where it is. Whatever goes wrong here, the failure stays the test's own.
     *
     * @param captures of networks, by their names
     */
    void write(Map<String, Map<String, String>> evidence, Map<String, Path> captures, Throwable failure) {
        try {
            Path folder = wanted.isPresent() ? into(wanted.get(), evidence) : published(evidence);
            failure.addSuppressed(new Where(folder, captures.keySet()));
            context.publishReportEntry("hv.evidence", folder.toString());
            for (Map.Entry<String, Path> each : captures.entrySet()) {
                Path kept = folder.resolve(plain(each.getKey()) + ".pcapng");
                Path unused = Files.copy(each.getValue(), kept, StandardCopyOption.REPLACE_EXISTING);
                context.publishReportEntry("hv.capture", kept.toString());
            }
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private Path published(Map<String, Map<String, String>> evidence) throws IOException {
        AtomicReference<@Nullable Path> at = new AtomicReference<>();
        try {
            context.publishDirectory("hv", folder -> {
                at.set(folder);
                fill(folder, evidence);
            });
        } catch (RuntimeException e) {
            // What launched the tests has no such folder, as it is with launchers before JUnit 5.12.
            return into(ELSEWHERE, evidence);
        }
        Path folder = at.get();
        return folder == null ? into(ELSEWHERE, evidence) : folder;
    }

    private Path into(Path base, Map<String, Map<String, String>> evidence) throws IOException {
        Path folder = base.resolve(plain(testName())).toAbsolutePath();
        fill(folder, evidence);
        return folder;
    }

    private String testName() {
        Matcher invocation = INVOCATION.matcher(context.getUniqueId());
        return context.getRequiredTestClass().getName() + "."
                + context.getRequiredTestMethod().getName() + (invocation.find() ? "-" + invocation.group(1) : "");
    }

    private static void fill(Path folder, Map<String, Map<String, String>> evidence) throws IOException {
        Path made = Files.createDirectories(folder);
        for (Map.Entry<String, Map<String, String>> machine : evidence.entrySet()) {
            Path own = made.resolve(plain(machine.getKey()));
            Path unused = Files.createDirectories(own);
            for (Map.Entry<String, String> part : machine.getValue().entrySet()) {
                unused = Files.writeString(own.resolve(plain(part.getKey())), part.getValue());
            }
        }
    }

    /** Names come from users and guests' owners. */
    private static String plain(String name) {
        String plain = ODD.matcher(name).replaceAll("_");
        return plain.startsWith(".") ? "_" + plain : plain;
    }

    /** Where it is, in the place where the failure is read. */
    static final class Where extends Exception {

        private static final long serialVersionUID = 1L;

        Where(Path folder, Set<String> captures) {
            super(
                    "what is known of the test's machines is in " + folder.toUri()
                            + (captures.isEmpty()
                                    ? ""
                                    : ", with what the networks " + captures + " carried, as pcapng"),
                    null,
                    false,
                    false);
        }
    }
}
