package io.hv.ci.runner;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.junit.platform.reporting.legacy.xml.LegacyXmlReportGeneratingListener;

/**
 * Runs one class after another. Each gets a folder below the reports' folder: the XML reports, and a file
 * {@code status} that says {@code running} while it runs and then {@code passed} or {@code failed}; whoever finds
 * {@code running} after the machine is gone knows which class took it down.
 */
final class ClassRun {
    private final Selection selection;
    private final Path reports;
    private final Duration limit;
    private final PrintStream out;
    private final PrintWriter writer;

    ClassRun(Selection selection, Path reports, Duration limit, PrintStream out) {
        this.selection = selection;
        this.reports = reports;
        this.limit = limit;
        this.out = out;
        this.writer = new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    /** Runs the class; true if no test of it failed and at least one was found. */
    boolean execute(String className) throws IOException {
        Path folder = Files.createDirectories(reports.resolve(className));
        Files.writeString(folder.resolve("status"), "running\n");
        out.println("RUN    " + className);
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        try (ClassDeadline deadline = new ClassDeadline(className, limit, out)) {
            Selection.launcher()
                    .execute(
                            selection.request(className),
                            summary,
                            new LegacyXmlReportGeneratingListener(folder, writer));
        }
        TestExecutionSummary result = summary.getSummary();
        boolean passed = result.getTotalFailureCount() == 0 && result.getTestsFoundCount() > 0;
        Files.writeString(folder.resolve("status"), passed ? "passed\n" : "failed\n");
        out.printf(
                "%s %s: %d passed, %d failed, %d skipped, %.1f s%n",
                passed ? "OK    " : "FAILED",
                className,
                result.getTestsSucceededCount(),
                result.getTestsFailedCount(),
                result.getTestsSkippedCount() + result.getTestsAbortedCount(),
                (result.getTimeFinished() - result.getTimeStarted()) / 1000.0);
        if (result.getTotalFailureCount() > 0) {
            result.printFailuresTo(writer, 40);
        }
        return passed;
    }
}
