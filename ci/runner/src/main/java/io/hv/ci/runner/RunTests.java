package io.hv.ci.runner;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs JUnit tests class by class in one JVM, with one folder of XML reports per class, so that a run that is cut short
 * keeps what it has done. The host lane and the nested lab both use it.
 *
 * <pre>
 * list   --roots FILE --include TAGS --exclude TAGS      prints "class TAB number-of-tests"
 * run    --classes FILE --reports DIR [--include TAGS] [--exclude TAGS] [--class-timeout SECONDS] [--first CLASS]
 *                                                        --first runs a class's main method before all tests
 * skip   --roots FILE --include TAGS --exclude TAGS --reports DIR --reason TEXT
 *                                                        reports every such test as skipped
 * </pre>
 *
 * TAGS are comma-separated; FILE holds one path or class name a line. {@code run} ends with 0 when every test passed or
 * was skipped, with 1 when one failed, and with 3 when a class took longer than its time and the JVM was halted.
 */
public final class RunTests {
    private static final PrintStream OUT = System.out;

    private RunTests() {}

    /** Does what the first argument says. */
    public static void main(String[] args) throws IOException {
        Map<String, String> options = Options.parse(List.of(args).subList(1, args.length));
        Selection selection = new Selection(Options.tags(options, "include"), Options.tags(options, "exclude"));
        switch (args[0]) {
            case "list" -> list(selection.discover(lines(options, "roots")));
            case "skip" -> new SkipReport(Path.of(Options.need(options, "reports")), Options.need(options, "reason"))
                    .write(selection.discover(lines(options, "roots")));
            case "run" -> System.exit(run(selection, options));
            default -> throw new IllegalArgumentException("list, run or skip, not " + args[0]);
        }
    }

    private static void list(List<TestClass> classes) {
        classes.forEach(c -> OUT.println(c.name() + "\t" + c.tests().size()));
    }

    private static int run(Selection selection, Map<String, String> options) throws IOException {
        Duration limit = Duration.ofSeconds(Long.parseLong(options.getOrDefault("class-timeout", "600")));
        first(options.get("first"));
        ClassRun run = new ClassRun(selection, Path.of(Options.need(options, "reports")), limit, OUT);
        List<String> failed = new ArrayList<>();
        for (String name : lines(options, "classes")) {
            if (!run.execute(name)) {
                failed.add(name);
            }
        }
        failed.forEach(name -> OUT.println("FAILED " + name));
        return failed.isEmpty() ? 0 : 1;
    }

    /** For what the whole run is to have; a class path without the class has no use for it. */
    private static void first(String name) {
        if (name == null) {
            return;
        }
        try {
            Class.forName(name).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } catch (ClassNotFoundException e) {
            OUT.println("without " + name + ", which is not on the class path");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name + " failed", e);
        }
    }

    private static List<String> lines(Map<String, String> options, String key) throws IOException {
        return Files.readAllLines(Path.of(Options.need(options, key))).stream()
                .filter(line -> !line.isBlank())
                .toList();
    }
}
